"""The language of a request: `?lang=`, else the cookie, else the browser's wish, else Dutch."""

from functools import lru_cache

from flask import Flask, Response, g, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

COOKIE = "beraad_lang"
LANGUAGES = ("nl", "en")
A_YEAR = 365 * 24 * 3600


def language() -> str:
    """Return nl or en."""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        g.language_asked = asked
        return asked
    kept = request.cookies.get(COOKIE, "")
    if kept in LANGUAGES:
        return kept
    return _wished(request.headers.get("Accept-Language", ""))


@lru_cache(256)
def _wished(header: str) -> str:
    return parse_accept_header(header, LanguageAccept).best_match(LANGUAGES) or "nl"


def install_language(app: Flask, *, secure: bool) -> None:
    """Keep a language that was asked for with `?lang=` in a cookie."""

    @app.after_request
    def keep(response: Response) -> Response:
        if asked := g.get("language_asked"):
            response.set_cookie(COOKIE, asked, A_YEAR, secure=secure, httponly=True, samesite="Lax")
        return response
