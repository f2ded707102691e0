"""What the pages show of the questions, and what the report says."""

import msgspec

from beraad.deliberation.activities.arranged import Section, sections, shown, wordings
from beraad.deliberation.activities.clarify_qa.questions import ALOUD, MOST, MOST_IN_ALL, Question, Questions, answered
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.blocks import AnyBlock, Asked, QuestionsBlock
from beraad.deliberation.ids import ItemId, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.open_question import Slant, slant
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen


class QuestionView(msgspec.Struct, frozen=True, kw_only=True):
    """Beside a wording: its answer. slant: for who leads alone. changeable: asked aloud, and not answered yet."""

    id: ItemId
    answer: str
    slant: Slant | None
    changeable: bool


class MoreOfQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What a row of questions adds: for each wording, in the same order, its answer."""

    step: str
    questions: tuple[QuestionView, ...]
    open: bool
    may_answer: bool


class AskedView(msgspec.Struct, frozen=True, kw_only=True):
    """On the projector: a question with its answer, empty while it is open."""

    text: str
    answer: str


class QuestionsView(StepView, frozen=True, kw_only=True):
    """some: whether anything was asked. open, answered: for the projector; elsewhere questions are rows of their own.

    full: no more questions can be asked.
    """

    some: bool
    open: tuple[AskedView, ...]
    answered: tuple[AskedView, ...]
    may_write: bool
    may_answer: bool
    full: bool
    a: str
    b: str


def view(seen: Seen, plan: Plan, viewer: Viewer) -> QuestionsView:
    now: Questions = seen.steps[plan.id].content
    a, b = seen.a_and_b
    screen = viewer.face == "screen"
    told = [words for part in _in_order(now) if part.name != "parked" for same in part.sets if (words := _told(same))]
    return QuestionsView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        some=bool(now.items),
        open=tuple(one for one in told if not one.answer) if screen else (),
        answered=tuple(one for one in told if one.answer) if screen else (),
        may_write=viewer.writes,
        may_answer=viewer.writes or viewer.presents,
        full=len(now.items) >= plan.options.get("most_in_all", MOST_IN_ALL),
        a=a,
        b=b,
    )


def _in_order(now: Questions) -> tuple[Section, ...]:
    """Under each heading, and of what stands by itself first what is open, then what has its answer."""
    found = sections(now, lambda same: "answered" if answered(same) or not same[0].text else "open")
    place = {"group": 0, "open": 1, "answered": 2, "parked": 3}
    return tuple(sorted(found, key=lambda part: place[part.name]))


def _told(same: tuple[Question, ...]) -> AskedView | None:
    words = wordings(same)
    answers = " / ".join(one.answer for one in words if one.answer)
    return AskedView(text=words[0].text, answer=answers) if words else None


def rows(seen: Seen, plan: Plan, viewer: Viewer) -> tuple[shown.Row, ...]:
    now: Questions = seen.steps[plan.id].content
    may_answer = viewer.writes or viewer.presents

    def more(same: tuple[Question, ...]) -> MoreOfQuestion:
        return MoreOfQuestion(
            step=plan.id,
            questions=tuple(
                QuestionView(
                    id=one.id,
                    answer=one.answer,
                    slant=slant(one.text) if viewer.leads and not one.answer else None,
                    changeable=viewer.writes and one.seat == ALOUD and not one.answer,
                )
                for one in wordings(same)
            ),
            open=not answered(same),
            may_answer=may_answer,
        )

    names = {seat.id: seat.name for seat in seen.seats.values()}
    return shown.rows(seen.steps[plan.id], plan, viewer, _in_order(now), names=names, more=more)


class OwnQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question that can still be changed. slant: how it may come across."""

    id: ItemId
    text: str
    parked: bool
    slant: Slant | None


class OwnQuestions(msgspec.Struct, frozen=True, kw_only=True):
    """left: how many more this seat can ask. most: of how many. asked: whether it asked anything. mended: by others."""

    step: str
    questions: tuple[OwnQuestion, ...]
    mended: tuple[shown.Wording, ...]
    asked: bool
    left: int
    most: int
    ready: bool


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnQuestions | None:
    here = seen.steps[plan.id]
    if seen.seats[seat].leads:
        return None
    asked = here.content.items.values()
    own = tuple(one for one in asked if one.seat == seat)
    most = plan.options.get("most", MOST)
    return OwnQuestions(
        step=plan.id,
        questions=tuple(
            OwnQuestion(id=one.id, text=one.text, parked=one.parked, slant=slant(one.text))
            for one in own
            if one.text and not one.answer and not one.edited
        ),
        mended=shown.mended(own),
        asked=bool(own),
        left=max(0, min(most - len(own), plan.options.get("most_in_all", MOST_IN_ALL) - len(asked))),
        most=most,
        ready=seat in here.ready,
    )


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    """What was parked stands there as left open: that it was asked is not kept from who reads."""
    questions = tuple(
        Asked(
            question=words[0].text,
            answer=words[0].answer,
            also=tuple((one.text, one.answer) for one in words[1:]),
            group=part.group.name if part.group else "",
            parked=part.name == "parked",
            mended=any(one.edited for one in words),
        )
        for part in sections(seen.steps[plan.id].content)
        for same in part.sets
        if (words := wordings(same))
    )
    return (QuestionsBlock(questions=questions),) if questions else ()
