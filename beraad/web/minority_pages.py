"""Whoever holds a sentence of the minority, over HTTP: behind a link of its own, which is tied to no seat."""

import msgspec
from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response

from beraad.deliberation.ids import SessionId
from beraad.deliberation.refusals import FieldMissing
from beraad.deliberation.words import Words
from beraad.pages.addresses import address
from beraad.refusal import Refusal
from beraad.web.account_pages import NoFields
from beraad.web.errors import form_errors, wants_json
from beraad.web.forms import read
from beraad.web.permission import permission
from beraad.web.session_pages import seat_here
from beraad.web.show import show
from beraad.web.use_cases import use_cases

minority_pages = Blueprint("minority_pages", __name__)


class SentenceForm(msgspec.Struct, frozen=True, kw_only=True):
    text: Words = ""


@minority_pages.get("/s/<id>/in/minority")
@permission("session.see")
def minority_of_seat(id: str) -> Response:
    """Lead the holder of a sentence from the own seat to the link that stays."""
    state, seat = seat_here(id, "in")
    return redirect(address("minority", id=state.id, token=use_cases().minority.token_of(state.id, seat.id)), 303)


@minority_pages.get("/minority/<id>/<token>")
@permission("minority.hold")
def minority(id: str, token: str) -> str:
    """Show the holder the own sentence, and what can still be done with it."""
    return show_sentence(id, token)


def show_sentence(id: str, token: str, refusal: Refusal | None = None, *, saved: bool = False) -> str:
    """Return the page behind the link of a sentence. saved: it reads otherwise since just now."""
    return show(
        "session/minority.html",
        held=use_cases().minority.shown(SessionId(id), token),
        id=id,
        token=token,
        link=f"{use_cases().settings.origin}{address('minority', id=id, token=token)}",
        errors=form_errors(refusal, "text") if refusal else {},
        saved=saved,
    )


@minority_pages.post("/minority/<id>/<token>/soften")
@permission("minority.hold")
def soften(id: str, token: str) -> Response:
    """Put other words in the place of the sentence, wherever it stands."""
    try:
        use_cases().minority.soften(SessionId(id), token, read(SentenceForm, request).text)
    except FieldMissing as refusal:
        if wants_json():
            raise
        return make_response(show_sentence(id, token, refusal), refusal.status)
    return make_response(show_sentence(id, token, saved=True))


@minority_pages.post("/minority/<id>/<token>/take-back")
@permission("minority.hold")
def take_back(id: str, token: str) -> str:
    """Take the sentence back: it is gone wherever it stood."""
    read(NoFields, request)
    use_cases().minority.take_back(SessionId(id), token)
    return show("session/minority.html", held=None, id=id, token=token, link="", errors={}, saved=False)
