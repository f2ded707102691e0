"""The second reader over HTTP: reads as an outsider, approves or sends back."""

from typing import Annotated, Literal

import msgspec
from flask import Blueprint, make_response, redirect, request, session
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.casebank.review import QUESTIONS
from beraad.deliberation.ids import SessionId
from beraad.pages.addresses import address
from beraad.pages.drafts import text_view
from beraad.pages.text import N_, translate
from beraad.refusal import Refusal
from beraad.services import draft as rules
from beraad.services.draft_rows import Declared, Opened
from beraad.web.draft_pages import SECTION, words_of
from beraad.web.errors import form_errors, wants_json
from beraad.web.forms import read, typed
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.show import NOTICE, show
from beraad.web.sign_in import get_account
from beraad.web.use_cases import use_cases

reading_pages = Blueprint("reading_pages", __name__)

Note = Annotated[str, Meta(max_length=1000)]


class ReadForm(msgspec.Struct, frozen=True, kw_only=True):
    """version: of the text that was read. The answers: yes or no to each question."""

    version: int
    not_at_table: bool = False
    names: Literal["yes", "no", ""] = ""
    family: Literal["yes", "no", ""] = ""
    event: Literal["yes", "no", ""] = ""
    recognise: Literal["yes", "no", ""] = ""
    others: Literal["yes", "no", ""] = ""
    agreed: Note = ""


class SendBackForm(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    remark: Note = ""


@reading_pages.get("/drafts/<id>/read")
@permission("draft.read")
def reading(id: str) -> str:
    """Show the text to a second reader, who reads it as an outsider."""
    return show_reading(use_cases().reading.read(get_account(), SessionId(id)))


def show_reading(opened: Opened, refusal: Refusal | None = None) -> str:
    """Return the page of the second reader."""
    case = rules.to_case(opened.draft, "the-text", opened.draft.circle)
    return show(
        "review/read.html",
        SECTION,
        id=opened.session,
        version=opened.version,
        view=text_view(case, language()),
        circle=opened.draft.circle,
        right=opened.right,
        questions=QUESTIONS,
        values=typed(request) if refusal else {},
        errors=form_errors(refusal, "remark", "agreed") if refusal else {},
        missing=words_of(refusal),
    )


def read_again(id: str, refusal: Refusal) -> Response:
    if wants_json():
        raise refusal
    opened = use_cases().reading.read(get_account(), SessionId(id))
    return make_response(show_reading(opened, refusal), refusal.status)


@reading_pages.post("/drafts/<id>/approve")
@permission("draft.read")
def approve(id: str) -> Response:
    """Approve the text that was read, and publish it."""
    try:
        form = read(ReadForm, request)
        answers = {which: getattr(form, which) == "yes" for which in QUESTIONS if getattr(form, which)}
        declared = Declared(not_at_table=form.not_at_table, answers=answers, agreed=form.agreed)
        use_cases().reading.approve(get_account(), SessionId(id), form.version, declared)
    except Refusal as refusal:
        return read_again(id, refusal)
    session[NOTICE] = translate(language(), N_("Goedgekeurd. De casus gaat naar de casusbank."))
    return redirect(address("drafts"), 303)


@reading_pages.post("/drafts/<id>/send-back")
@permission("draft.read")
def send_back(id: str) -> Response:
    """Send the text back with a remark."""
    try:
        form = read(SendBackForm, request)
        use_cases().reading.send_back(get_account(), SessionId(id), form.version, form.remark)
    except Refusal as refusal:
        return read_again(id, refusal)
    session[NOTICE] = translate(language(), N_("Teruggestuurd, met je opmerking."))
    return redirect(address("drafts"), 303)
