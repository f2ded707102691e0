"""A rehearsal over HTTP: begun from a prepared beraad, and thrown away. Its faces are those of every session."""

from secrets import token_urlsafe
from typing import Annotated

import msgspec
from flask import Blueprint, redirect, request, session
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.deliberation.ids import SessionId
from beraad.deliberation.seats import Face
from beraad.pages.addresses import address
from beraad.pages.text import N_, translate
from beraad.web.account_pages import NoFields
from beraad.web.forms import read
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.session_pages import go_in
from beraad.web.show import NOTICE
from beraad.web.sign_in import get_account
from beraad.web.use_cases import use_cases

rehearsal_pages = Blueprint("rehearsal_pages", __name__)


class RehearseForm(msgspec.Struct, frozen=True, kw_only=True):
    op: Annotated[str, Meta(max_length=64)] = ""


@rehearsal_pages.post("/sessions/<id>/rehearse")
@permission("session.rehearse")
def rehearse(id: str) -> Response:
    """Begin a rehearsal of a prepared session, and lead on to it."""
    op = read(RehearseForm, request).op or token_urlsafe()
    return go_in(use_cases().rehearsals.begin(get_account(), SessionId(id), language(), op), Face.LEAD)


@rehearsal_pages.post("/sessions/<id>/throw-away")
@permission("session.throw-away")
def throw_away(id: str) -> Response:
    """Throw a rehearsal away, and lead back to today."""
    read(NoFields, request)
    use_cases().rehearsals.throw_away(get_account(), SessionId(id))
    session[NOTICE] = translate(language(), N_("De repetitie is weg. Er is niets van bewaard."))
    return redirect(address("home"), 303)
