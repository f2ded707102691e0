"""The language of a request: `?lang=`, else the cookie, else the browser's wish, else Dutch."""

from flask import Flask, Response, g, request

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
    return request.accept_languages.best_match(LANGUAGES) or "nl"


def install_language(app: Flask, *, secure: bool) -> None:
    """Keep a language that was asked for with `?lang=` in a cookie."""

    @app.after_request
    def keep(response: Response) -> Response:
        if asked := g.get("language_asked"):
            response.set_cookie(COOKIE, asked, A_YEAR, secure=secure, httponly=True, samesite="Lax")
        return response
