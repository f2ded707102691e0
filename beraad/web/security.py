"""What every request must be and every answer must carry. Source: architecture.md §6, security.md."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Flask, Response, abort, request

from beraad.refusal import Refusal

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BIGGEST_BODY = 512 * 1024  # bytes; every text field together is far less
UNREAD = "beraad.unread"  # where BodyLimit puts its refusal
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types beraad"
)

HEADERS: dict[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",  # never no-referrer: then a form's Origin would be null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(),"
        " display-capture=(), browsing-topics=(), screen-wake-lock=(self), fullscreen=(self)"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
STRICT_TRANSPORT = "max-age=31536000"


class FromElsewhere(Refusal):
    """A form that does not come from a page of this server."""

    code, status = "from-elsewhere", 403


class BodyTooBig(Refusal):
    """More than `most` kilobytes were sent."""

    code, status = "body-too-big", 413


class LengthUnknown(Refusal):
    """A body whose length was not said beforehand."""

    code, status = "length-unknown", 411


def install_security(app: Flask, origins: tuple[str, ...], *, https: bool) -> None:
    """Refuse forms from elsewhere, and give every answer its headers."""
    always = HEADERS | ({"Strict-Transport-Security": STRICT_TRANSPORT} if https else {})

    @app.before_request
    def check_request() -> None:
        if UNREAD in request.environ:
            raise request.environ[UNREAD]
        if "\x00" in request.path:  # names nothing, and PostgreSQL would not even look for it
            abort(404)
        if request.method not in SAFE_METHODS:
            check_same_origin(request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin"), origins)

    @app.after_request
    def add_headers(response: Response) -> Response:
        own = {name for name, _ in response.headers}
        response.headers.extend((name, value) for name, value in always.items() if name not in own)
        return response


def check_same_origin(site: str | None, origin: str | None, origins: tuple[str, ...]) -> None:
    """Raise FromElsewhere unless the browser says that a page of ours sent this.

    site: the header Sec-Fetch-Site, which browsers leave out over plain http; then `origin` must be ours.
    """
    if site is not None:
        if site != "same-origin":
            raise FromElsewhere
    elif origin not in origins:
        raise FromElsewhere


def own_path(text: str) -> str:
    """Return `text` if it is a path on this server, else "/": no redirect leads elsewhere."""
    inside = re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", text)
    return text if inside else "/"


class BodyLimit:
    """Refuse by Content-Length, before a byte of the body is read.

    It stands around everything, sockets included; `pages` is the Flask application, which words the refusal.
    """

    def __init__(self, app: "WSGIApplication", pages: "WSGIApplication", most: int = BIGGEST_BODY) -> None:
        self._app = app
        self._pages = pages
        self._most = most

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if "HTTP_TRANSFER_ENCODING" in environ:
            environ[UNREAD] = LengthUnknown()
        elif not length.isdecimal() or int(length) > self._most:
            environ[UNREAD] = BodyTooBig(most=self._most // 1024)
        else:
            return self._app(environ, start)
        environ["CONTENT_LENGTH"] = "0"
        environ["wsgi.input"] = BytesIO()
        return self._pages(environ, start)
