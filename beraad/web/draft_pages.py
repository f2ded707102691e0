"""Drafts over HTTP: reading over, the link of the one who brought the case in, the second reader, and taking back."""

from typing import Annotated, Literal

import msgspec
from flask import Blueprint, make_response, redirect, request, session
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.casebank.review import QUESTIONS
from beraad.deliberation.ids import SessionId
from beraad.deliberation.refusals import NotYourTask
from beraad.pages.addresses import address
from beraad.pages.drafts import MISSING, ROLES, draft_view, text_view
from beraad.pages.text import N_, translate
from beraad.refusal import Refusal
from beraad.services import draft as rules
from beraad.services.draft import ShareCircle
from beraad.services.draft_refusals import DraftChanged, NotEveryYes
from beraad.services.drafts import Declared, Opened
from beraad.web.account_pages import NoFields
from beraad.web.errors import form_errors, wants_json
from beraad.web.forms import read, typed
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


class AnswerForm(msgspec.Struct, frozen=True, kw_only=True):
    yes: bool
    region: bool = False


class RightForm(msgspec.Struct, frozen=True, kw_only=True):
    """text: the fingerprint of the text that was read. right: whether it is right so."""

    text: Annotated[str, Meta(max_length=64)] = ""
    right: bool


@draft_pages.get("/drafts")
@permission("draft.list")
def drafts() -> str:
    """Show the closed sessions of mine with their drafts, and what waits for me to read."""
    account, cases = get_account(), use_cases().drafts
    return show("review/list.html", SECTION, mine=cases.mine(account), waiting=cases.waiting(account))


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
    wanted = int(number) if number.isdecimal() and number.isascii() else None
    view = draft_view(opened, tab, wanted, language())
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


@draft_pages.get("/drafts/<id>/read")
@permission("draft.read")
def reading(id: str) -> str:
    """Show the text to a second reader, who reads it as an outsider."""
    return show_reading(use_cases().drafts.read(get_account(), SessionId(id)))


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
    opened = use_cases().drafts.read(get_account(), SessionId(id))
    return make_response(show_reading(opened, refusal), refusal.status)


@draft_pages.post("/drafts/<id>/approve")
@permission("draft.read")
def approve(id: str) -> Response:
    """Approve the text that was read, and publish it."""
    try:
        form = read(ReadForm, request)
        answers = {which: getattr(form, which) == "yes" for which in QUESTIONS if getattr(form, which)}
        declared = Declared(not_at_table=form.not_at_table, answers=answers, agreed=form.agreed)
        use_cases().drafts.approve(get_account(), SessionId(id), form.version, declared)
    except Refusal as refusal:
        return read_again(id, refusal)
    session[NOTICE] = translate(language(), N_("Goedgekeurd. De casus gaat naar de casusbank."))
    return redirect(address("drafts"), 303)


@draft_pages.post("/drafts/<id>/send-back")
@permission("draft.read")
def send_back(id: str) -> Response:
    """Send the text back with a remark."""
    try:
        form = read(SendBackForm, request)
        use_cases().drafts.send_back(get_account(), SessionId(id), form.version, form.remark)
    except Refusal as refusal:
        return read_again(id, refusal)
    session[NOTICE] = translate(language(), N_("Teruggestuurd, met je opmerking."))
    return redirect(address("drafts"), 303)


# the one who brought the case in


@draft_pages.get("/s/<id>/in/case")
@permission("session.see")
def case_of_seat(id: str) -> Response:
    """Lead the one who brought the case in from the own seat to the link that stays."""
    state, seat = seat_here(id, "in")
    if state.presenter != seat.id:
        raise NotYourTask
    return redirect(address("share", token=use_cases().drafts.presenter_token(state.id, seat.id)), 303)


@draft_pages.get("/share/<token>")
@permission("share.see")
def share(token: str) -> str:
    """Show the one who brought the case in what may still be said, and the text when there is one."""
    return show_share(token)


def show_share(token: str, refusal: Refusal | None = None) -> str:
    """Return the page behind the link of the one who brought the case in."""
    shown = use_cases().drafts.shown(token)
    return show(
        "review/share.html",
        shown=shown,
        view=text_view(shown.case, language()) if shown.case else None,
        token=token,
        link=f"{use_cases().settings.origin}{address('share', token=token)}",
        errors=form_errors(refusal) if refusal else {},
    )


@draft_pages.post("/share/<token>/answer")
@permission("share.answer")
def answer_share(token: str) -> Response:
    """Say whether the case may be shared, or take that back."""
    form = read(AnswerForm, request)
    use_cases().drafts.answer(token, form.yes, form.region)
    return redirect(address("share", token=token), 303)


@draft_pages.post("/share/<token>/right")
@permission("share.answer")
def right(token: str) -> Response:
    """Say ‘klopt zo’, and get the link that takes the case back later; or take that back."""
    form = read(RightForm, request)
    if not form.right:
        use_cases().drafts.take_back_right(token)
        return redirect(address("share", token=token), 303)
    try:
        withdrawal = use_cases().drafts.say_right(token, form.text)
    except DraftChanged as refusal:
        if wants_json():
            raise
        return make_response(show_share(token, refusal), refusal.status)
    link = f"{use_cases().settings.origin}{address('withdraw', token=withdrawal)}"
    return make_response(show("review/kept.html", link=link, back=address("share", token=token)))


@draft_pages.get("/withdraw/<token>")
@permission("case.withdraw")
def withdraw_page(token: str) -> str:
    """Ask whoever holds the token whether the case has to go."""
    return show("review/withdraw.html", title=use_cases().drafts.withdrawable(token), token=token, gone=False)


@draft_pages.post("/withdraw/<token>")
@permission("case.withdraw")
def withdraw(token: str) -> str:
    """Take a case out of the bank at once."""
    read(NoFields, request)
    use_cases().drafts.withdraw(token)
    return show("review/withdraw.html", title="", token=token, gone=True)
