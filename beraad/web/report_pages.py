"""The report over HTTP, as a page and in every form: for whoever holds a seat's key, until all of the session goes.

While people still talk it is what stands so far, for who leads and who takes part.
"""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from beraad.deliberation.ids import SessionId
from beraad.deliberation.refusals import NoSuchSession
from beraad.deliberation.seats import Face
from beraad.exports import papers
from beraad.exports.as_json import as_json
from beraad.exports.as_pdf import as_pdf
from beraad.exports.as_text import as_text
from beraad.exports.as_word import as_word
from beraad.exports.document import Document
from beraad.pages.blocks import paper
from beraad.pages.text import HERE
from beraad.refusal import Refusal
from beraad.services.reports import Opened, SoFar
from beraad.services.tokens import seat_cookie
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.show import show
from beraad.web.use_cases import use_cases

report_pages = Blueprint("report_pages", __name__)


class PaperNotYet(Refusal):
    """Before the end there is only the report."""

    code, status = "paper-not-yet", 409


def text_file(paper: Document) -> bytes:
    return as_text(paper).encode()


WRITERS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (as_pdf, "application/pdf"),
    "docx": (as_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "md": (text_file, "text/markdown; charset=utf-8"),
}
FORMS: dict[str, tuple[str, ...]] = {
    "report": ("pdf", "docx", "md", "json"),
    "note": ("docx", "md"),
    "letter": ("docx",),
    "attendance": ("pdf", "docx"),
}
OF_A_REAL_CASE = ("note", "letter")
OF_A_REAL_DAY = ("attendance",)
"""Who practises a case was there; at a rehearsal nobody was."""
NAMES = {"report": "", "note": "-notitie", "letter": "-brief", "attendance": "-deelname"}
"""What a file is called besides its day; never after the case."""


@report_pages.get("/s/<id>/<face>/report")
@permission("session.report")
def report(id: str, face: str) -> str:
    """Show the report as a sheet that prints, and what can be taken along."""
    at = _face(face)
    view = _read(SessionId(id), at)
    talk = _talk(view)
    return show(
        "session/report.html",
        view=view,
        day=talk.day,
        closed=talk.closed,
        paper=paper(view.sheet.blocks),
        as_text=as_text(papers.report(talk, language())),
        note=as_text(papers.note(talk, language(), _knows(view, at))) if talk.closed and not view.practice else "",
        face=at,
    )


@report_pages.get("/s/<id>/<face>/<what>.<form>")
@permission("session.report")
def take(id: str, face: str, what: str, form: str) -> Response:
    """Give the report, or a paper made from it, as a file."""
    session, at = SessionId(id), _face(face)
    view = _read(session, at)
    if form not in FORMS.get(what, ()) or at is Face.SCREEN:
        raise NoSuchSession
    if (view.practice and what in OF_A_REAL_CASE) or (view.rehearsal and what in OF_A_REAL_DAY):
        raise NoSuchSession
    talk = _talk(view)
    if what != "report" and not talk.closed:
        raise PaperNotYet
    if form == "json":
        body, kind = as_json(talk), "application/json"
    else:
        write, kind = WRITERS[form]
        body = use_cases().elsewhere(write, _document(what, talk, session, at, _knows(view, at)))
    response = make_response(body)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="beraad-{talk.day}{NAMES[what]}.{form}"'
    return response


def _document(what: str, talk: papers.Talk, session: SessionId, at: Face, knows: papers.Knows | None) -> Document:
    match what:
        case "note":
            return papers.note(talk, language(), knows)
        case "letter":
            return papers.letter(talk, language())
        case "attendance":
            name, facilitator = use_cases().reports.names_of(session, at, _secret(at))
            return papers.attendance(talk, language(), name, facilitator)
    return papers.report(talk, language())


def _face(face: str) -> Face:
    if face not in set(Face):
        raise NoSuchSession
    return Face(face)


def _secret(face: Face) -> str:
    return request.cookies.get(seat_cookie(face), "")


def _read(id: SessionId, face: Face) -> Opened | SoFar:
    return use_cases().reports.open(id, face, _secret(face))


def _knows(view: Opened | SoFar, face: Face) -> papers.Knows | None:
    """Return whether the family knows, to who leads: nobody else heard it."""
    told = view.sheet.report
    if face is not Face.LEAD or not told.family:
        return None
    return papers.Knows(yes=told.family == "yes", says=told.family_says)


def _talk(view: Opened | SoFar) -> papers.Talk:
    sheet = view.sheet
    at: datetime = view.closed if isinstance(view, Opened) else view.at
    return papers.Talk(
        title=sheet.title,
        day=at.astimezone(HERE).date(),
        method=sheet.method,
        people=sheet.people,
        minutes=sheet.report.material.minutes,
        blocks=sheet.blocks,
        closed=isinstance(view, Opened),
    )
