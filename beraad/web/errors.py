"""Refusals and faults, told to a person: as a page, or as JSON to fetch. Never the text of a fault."""

import traceback
from http import HTTPStatus
from secrets import token_hex

import structlog
from flask import Flask, Response, jsonify, make_response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from beraad.accounts.refusals import NotThere, SignInFirst
from beraad.pages.addresses import address
from beraad.pages.refusals import refusal_text
from beraad.pages.text import N_, translate
from beraad.refusal import Refusal
from beraad.services.ports import StoreUnavailable
from beraad.web.forms import typed
from beraad.web.language import language
from beraad.web.security import BIGGEST_BODY, UNREAD, BodyTooBig
from beraad.web.show import own_address, page_above, show

TITLES: dict[int, str] = {
    401: N_("Log eerst in"),
    403: N_("Dit mag hier niet"),
    404: N_("Dit is er niet"),
    413: N_("Dit is te groot"),
    422: N_("Er klopt nog iets niet"),
    429: N_("Even wachten"),
    500: N_("Er ging iets mis"),
    503: N_("Beraad kan nu niet bewaren"),
}
OTHERWISE = N_("Dit kan nu niet")
NOT_UNDERSTOOD = N_("De server begreep dit verzoek niet. Ga terug en probeer het nog eens.")
OUR_FAULT = N_("Dat ligt aan ons. Wat al bewaard was, is er nog. Ga terug en probeer het nog eens.")


def install_errors(app: Flask) -> None:
    """Answer every refusal, every error of HTTP and every fault."""

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> AnyResponse:
        return answer_refusal(refusal)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> AnyResponse:
        if error.code is None or error.code < 400:
            return error.get_response()
        if error.code == 405 and request.method in ("GET", "HEAD") and not wants_json():
            return redirect(page_above(), HTTPStatus.SEE_OTHER)  # an address that takes only a form
        if error.code in (404, 405):
            return answer_refusal(NotThere())
        if error.code == 413:
            return answer_refusal(BodyTooBig(most=BIGGEST_BODY // 1024))
        if error.code >= 500:
            return fault(error)
        return _answer(error.code, "not-understood", translate(language(), NOT_UNDERSTOOD))

    @app.errorhandler(Exception)
    def fault(error: Exception) -> AnyResponse:
        id = token_hex(4)
        structlog.get_logger().error("fault", id=id, kind=type(error).__name__, place=place_of(error))
        try:
            return _answer(500, f"fault {id}", translate(language(), OUR_FAULT))
        except Exception as second:  # the page itself is broken: say it without one
            structlog.get_logger().error("fault", id=id, kind=type(second).__name__, place=place_of(second))
            return Response(f"500 ({id})\n", 500, content_type="text/plain; charset=utf-8")


def wants_json() -> bool:
    """Return whether fetch asks, rather than a browser that opens a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def form_errors(refusal: Refusal, *fields: str) -> dict[str, str]:
    """Return the refusal as an error beside its field, or (key "") of the whole form if it shows no such field."""
    return {refusal.field if refusal.field in fields else "": refusal_text(refusal, language())}


def answer_refusal(refusal: Refusal) -> AnyResponse:
    """Return a refusal as a page or as JSON; who only has to sign in first is led there."""
    if isinstance(refusal, SignInFirst) and request.method in ("GET", "HEAD") and not wants_json():
        return redirect(address("sign_in", next=own_address()), HTTPStatus.SEE_OTHER)
    if isinstance(refusal, StoreUnavailable):  # the reader can only wait; whoever runs the server can do something
        structlog.get_logger().error(refusal.code, store=refusal.facts.get("store"), kind=refusal.facts.get("why"))
    return _answer(refusal.status, refusal.code, refusal_text(refusal, language()), refusal.field)


def _answer(status: int, code: str, text: str, field: str | None = None) -> AnyResponse:
    if wants_json():
        response: AnyResponse = jsonify(error={"code": code, "message": text, "field": field})
        response.status_code = status
        return response
    html = show(
        "account/notice.html",
        title=translate(language(), TITLES.get(status, OTHERWISE)),
        text=text,
        kept=_kept(),
        back=_back(),
        code=code,
    )
    return make_response(html, status)


def _kept() -> str | None:
    """Return every text that was typed, so that nobody has to type it again; of single words the longest."""
    if request.method != "POST" or UNREAD in request.environ:
        return None
    given = list(typed(request).values())
    texts = [text for text in given if " " in text.strip()] or [max(given, key=len, default="")]
    return "\n\n".join(texts) or None


def _back() -> str:
    """Return where the reader came from: after a command the page of the seat, after a page the front."""
    return "/" if request.method in ("GET", "HEAD") else page_above()


def place_of(error: BaseException) -> str:
    """Return file and line where a fault arose, without any text of it."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/beraad/" in frame.filename or "templates" in frame.filename]
    last = next(reversed(ours or frames), None)
    return f"{last.filename.rpartition('/beraad/')[2]}:{last.lineno}" if last else "unknown"
