"""The emergency set over HTTP: one PDF for whoever leads, from the planning of a session until its end."""

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from beraad.deliberation import company
from beraad.deliberation.ids import StepId
from beraad.deliberation.refusals import NoSuchSession, NoSuchStep, SessionEnded
from beraad.deliberation.seats import Face
from beraad.deliberation.stages import OPEN, Stage
from beraad.deliberation.state import Deliberation, Seen
from beraad.deliberation.visibility import visible
from beraad.exports.as_pdf import filled
from beraad.exports.emergency_set import MOST_PEOPLE, PEOPLE, Occasion, TheCase, emergency_set
from beraad.pages.text import HERE
from beraad.web.forms import FieldWrong, number_in
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.session_pages import seat_here
from beraad.web.use_cases import use_cases

emergency_pages = Blueprint("emergency_pages", __name__)


@emergency_pages.get("/s/<id>/lead/emergency-set.pdf")
@permission("session.emergency-set")
def emergency_set_pdf(id: str) -> Response:
    """Give the set as a file. people: for how many; dilemma=1: with the dilemma; step: of one step alone."""
    state, seat = seat_here(id, Face.LEAD)
    if not seat.leads:  # a guest who gave the lead back
        raise NoSuchSession
    if state.stage is not Stage.PLANNED and state.stage not in OPEN:
        raise SessionEnded
    only = StepId(step) if (step := request.args.get("step", "")) else None
    if only and not state.method.plan(only):
        raise NoSuchStep
    occasion = _occasion(visible(state), _people(state), request.args.get("dilemma") == "1", only)
    body = use_cases().elsewhere(filled, "cards.typ", emergency_set(occasion, language()))
    response = make_response(body)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = 'attachment; filename="beraad-noodset.pdf"'
    return response


def _people(state: Deliberation) -> int:
    """Return for how many people there should be slips: as asked, else as many as are to come. Raises FieldWrong."""
    given, planned = request.args.get("people", ""), company.people(state.coming) or PEOPLE
    people = number_in(given) if given else min(planned, MOST_PEOPLE)
    if people is None or not 1 <= people <= MOST_PEOPLE:
        raise FieldWrong(field="people")
    return people


def _occasion(seen: Seen, people: int, with_case: bool, only: StepId | None) -> Occasion:
    setting = use_cases().sessions.setting(seen.id)
    dilemma = seen.content_of("dilemma")
    texts = {name: getattr(dilemma, name) if dilemma else "" for name in ("a", "b", "harm_a", "harm_b")}
    return Occasion(
        method=seen.method,
        preset=seen.preset,
        begins=seen.begins_at.astimezone(HERE) if seen.begins_at else None,
        ends=seen.ends_at.astimezone(HERE) if seen.ends_at else None,
        code=setting.code,
        host=setting.host,
        join=setting.join,
        crisis=seen.crisis,
        people=people,
        case=TheCase(title=seen.title, chairs=seen.chairs, **texts) if with_case else None,
        skipped=frozenset(step for step, here in seen.steps.items() if here.skipped),
        only=only,
    )
