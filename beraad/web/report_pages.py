"""The report over HTTP: for whoever holds a seat's key, from the closing until everything of the session goes."""

from flask import Blueprint, request

from beraad.deliberation.ids import SessionId
from beraad.deliberation.refusals import NoSuchSession
from beraad.deliberation.seats import Face
from beraad.exports.as_text import as_text
from beraad.pages.blocks import paper
from beraad.pages.text import HERE
from beraad.services.tokens import seat_cookie
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.show import show
from beraad.web.use_cases import use_cases

report_pages = Blueprint("report_pages", __name__)


@report_pages.get("/s/<id>/<face>/report")
@permission("session.report")
def report(id: str, face: str) -> str:
    """Show the report as a sheet that prints, with the same as text to copy."""
    if face not in set(Face):
        raise NoSuchSession
    at = Face(face)
    view = use_cases().reports.open(SessionId(id), at, request.cookies.get(seat_cookie(at), ""))
    day = view.closed.astimezone(HERE).date()
    return show(
        "session/report.html",
        view=view,
        paper=paper(view.sheet.blocks),
        as_text=as_text(view.sheet.title, day, view.sheet.blocks, language()),
        leads=at is Face.LEAD,
    )
