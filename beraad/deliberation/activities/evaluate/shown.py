"""What the pages show of the evaluation, and what the report says."""

import msgspec

from beraad.deliberation.activities.evaluate.sheets import QUESTIONS, Counts, Evaluate, Evaluations, Question
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.blocks import AnyBlock, Score, ScoresBlock
from beraad.deliberation.ids import ItemId, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen


class EvaluateView(StepView, frozen=True, kw_only=True):
    """answered of seats: how many handed in, papers of them from paper. counts: the totals of `people`, once this face
    may show them.

    remarks: never on the screen, where a name in one of them would stand before everybody.
    """

    unnamed: bool
    revealed: bool
    shown: bool
    answered: int
    papers: int
    seats: int
    may_write: bool
    questions: tuple[Question, ...]
    people: int
    counts: Counts
    remarks: tuple[tuple[ItemId, str], ...]


def view(seen: Seen, plan: Plan, viewer: Viewer) -> EvaluateView:
    here = seen.steps[plan.id]
    now: Evaluations = here.content
    shown = now.shown and (not here.unnamed or viewer.face != "screen" or seen.on_screen == plan.id)
    return EvaluateView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        unnamed=here.unnamed,
        revealed=now.shown,
        shown=shown,
        answered=now.people or seen.waiting(plan.id) + now.papers,
        papers=now.papers,
        may_write=viewer.writes,
        seats=len(seen.at_table),
        questions=QUESTIONS,
        people=now.people,
        counts=now.counts if shown else (),
        remarks=tuple(now.remarks.items()) if shown and viewer.face != "screen" else (),
    )


class OwnEvaluation(msgspec.Struct, frozen=True, kw_only=True):
    """evaluation: what this seat answered; unnamed: that is known to nobody, only that it did, `wrote`."""

    step: str
    open: bool
    unnamed: bool
    wrote: bool
    evaluation: Evaluate | None
    questions: tuple[Question, ...]


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnEvaluation | None:
    here = seen.steps[plan.id]
    now: Evaluations = here.content
    if seen.seats[seat].leads:
        return None
    box = seen.boxes.get(plan.id)
    return OwnEvaluation(
        step=plan.id,
        open=not now.shown,
        unnamed=here.unnamed,
        wrote=bool(box and box.of(seat)) or seat in now.given,
        evaluation=now.given.get(seat),
        questions=QUESTIONS,
    )


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Evaluations = seen.steps[plan.id].content
    if not now.shown:
        return ()
    scores = tuple(
        Score(question=question.text, counts=tuple(zip((text for _, text in question.answers), row, strict=True)))
        for question, row in zip(QUESTIONS, now.counts, strict=True)
    )
    return (ScoresBlock(scores=scores, people=now.people, remarks=tuple(filter(None, now.remarks.values()))),)
