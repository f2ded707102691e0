"""Reading a draft over, over HTTP: begin, change, decide on marks, lay it before the others."""

from typing import Annotated, Literal

import msgspec
from flask import Blueprint, make_response, redirect, request, session
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.deliberation.ids import SessionId
from beraad.pages.addresses import address
from beraad.pages.draft_words import MISSING, ROLES
from beraad.pages.drafts import draft_view
from beraad.pages.text import N_, translate
from beraad.refusal import Refusal
from beraad.services.draft import ShareCircle
from beraad.services.draft_refusals import DraftChanged, NotEveryYes
from beraad.web.account_pages import NoFields
from beraad.web.errors import form_errors, wants_json
from beraad.web.forms import number_in, read, typed
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.session_pages import seat_here
from beraad.web.show import NOTICE, show
from beraad.web.sign_in import get_account
from beraad.web.use_cases import use_cases

draft_pages = Blueprint("draft_pages", __name__)
SECTION = "drafts"

Short = Annotated[str, Meta(max_length=200)]
Note = Annotated[str, Meta(max_length=1000)]
Long = Annotated[str, Meta(max_length=6000)]
Key = Annotated[str, Meta(min_length=1, max_length=400)]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What every form on a draft carries. version: the one it was opened with. deel, vondst: where the page was."""

    version: int
    deel: Short = ""
    vondst: Annotated[str, Meta(max_length=6)] = ""


class TextForm(Change, frozen=True, kw_only=True):
    name: Annotated[str, Meta(min_length=1, max_length=40)]
    text: Long = ""


class DecideForm(Change, frozen=True, kw_only=True):
    key: Key
    act: Literal["replace", "keep", "undo"]
    instead: Short = ""
    reason: Short = ""


class MarkForm(Change, frozen=True, kw_only=True):
    words: Annotated[str, Meta(min_length=1, max_length=200)]


class ChooseForm(Change, frozen=True, kw_only=True):
    tension_a: Short = ""
    tension_b: Short = ""
    voices: tuple[Short, ...] = ()
    themes: tuple[Short, ...] = ()
    frameworks: tuple[Short, ...] = ()
    circle: ShareCircle = "organisation"


@draft_pages.get("/drafts")
@permission("draft.list")
def drafts() -> str:
    """Show the closed sessions of mine with their drafts, and what waits for me to read."""
    account = get_account()
    mine, waiting = use_cases().drafts.mine(account), use_cases().reading.waiting(account)
    return show("review/list.html", SECTION, mine=mine, waiting=waiting)


@draft_pages.post("/drafts/<id>/begin")
@permission("draft.begin")
def begin(id: str) -> Response:
    """Begin the draft of a session, or go on with it."""
    read(NoFields, request)
    use_cases().drafts.begin(get_account(), SessionId(id))
    return redirect(address("draft", id=id), 303)


@draft_pages.get("/s/<id>/lead/draft")
@permission("session.see")
def draft_of_session(id: str) -> Response:
    """Lead from the end of a session to its draft."""
    seat_here(id, "lead")
    return redirect(address("drafts"), 303)


@draft_pages.get("/drafts/<id>")
@permission("draft.write")
def draft(id: str) -> str:
    """Show a draft to the one who reads it over: one part of the case, and one mark in hand."""
    return show_draft(SessionId(id), request.args.get("deel", ""), request.args.get("vondst", ""))


def show_draft(id: SessionId, tab: str, number: str, refusal: Refusal | None = None) -> str:
    """Return the page, with what was typed beside what stands there now if it was refused."""
    opened = use_cases().drafts.open(get_account(), id)
    view = draft_view(opened, tab, number_in(number), language())
    return show(
        "review/draft.html",
        SECTION,
        view=view,
        roles=ROLES,
        values=typed(request) if refusal else {},
        errors=form_errors(refusal, "instead", "reason", "words", "text") if refusal else {},
        stale=isinstance(refusal, DraftChanged),
        missing=words_of(refusal),
    )


def words_of(refusal: Refusal | None) -> tuple[str, ...]:
    """Return each missing yes as a sentence."""
    if not isinstance(refusal, NotEveryYes):
        return ()
    return tuple(translate(language(), MISSING[what]) for what in refusal.missing)


def changed(id: str, form: Change, fragment: str = "") -> Response:
    """Lead back to where the page was."""
    return redirect(address("draft", id=id, **({"deel": form.deel} if form.deel else {})) + fragment, 303)


def again(id: str, refusal: Refusal) -> Response:
    """Return the page with what was wrong; nothing of what was typed is lost."""
    if wants_json():
        raise refusal
    html = show_draft(SessionId(id), request.form.get("deel", ""), request.form.get("vondst", ""), refusal)
    return make_response(html, refusal.status)


@draft_pages.post("/drafts/<id>/text")
@permission("draft.write")
def text(id: str) -> Response:
    """Change one text."""
    try:
        form = read(TextForm, request)
        use_cases().drafts.edit(get_account(), SessionId(id), form.version, form.name, form.text)
    except Refusal as refusal:
        return again(id, refusal)
    return changed(id, form, f"#tekst-{form.name}")


@draft_pages.post("/drafts/<id>/decide")
@permission("draft.write")
def decide(id: str) -> Response:
    """Decide on a mark, everywhere in the case."""
    cases, by = use_cases().drafts, get_account()
    try:
        form = read(DecideForm, request)
        match form.act:
            case "replace":
                cases.replace(by, SessionId(id), form.version, form.key, form.instead)
            case "keep":
                cases.keep(by, SessionId(id), form.version, form.key, form.reason)
            case "undo":
                cases.undo(by, SessionId(id), form.version, form.key)
    except Refusal as refusal:
        return again(id, refusal)
    return changed(id, form, "#vondst")


@draft_pages.post("/drafts/<id>/mark")
@permission("draft.write")
def mark(id: str) -> Response:
    """Mark words by hand."""
    try:
        form = read(MarkForm, request)
        use_cases().drafts.mark(get_account(), SessionId(id), form.version, form.words)
    except Refusal as refusal:
        return again(id, refusal)
    return changed(id, form, "#vondst")


@draft_pages.post("/drafts/<id>/choose")
@permission("draft.write")
def choose(id: str) -> Response:
    """Choose values, themes, frameworks and the circle."""
    try:
        form = read(ChooseForm, request)
        use_cases().drafts.choose(
            get_account(),
            SessionId(id),
            form.version,
            (form.tension_a, form.tension_b),
            form.voices,
            form.themes,
            form.frameworks,
            form.circle,
        )
    except Refusal as refusal:
        return again(id, refusal)
    session[NOTICE] = translate(language(), N_("Bewaard."))
    return changed(id, form)


@draft_pages.post("/drafts/<id>/offer")
@permission("draft.write")
def offer(id: str) -> Response:
    """Lay the text before the one who brought it in and a second reader."""
    try:
        form = read(Change, request)
        use_cases().drafts.offer(get_account(), SessionId(id), form.version)
    except Refusal as refusal:
        return again(id, refusal)
    session[NOTICE] = translate(language(), N_("De tekst ligt klaar voor de inbrenger en de tweede lezer."))
    return redirect(address("drafts"), 303)
