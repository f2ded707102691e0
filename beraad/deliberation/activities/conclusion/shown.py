"""What the pages show of the conclusion, and what the report and a case tell."""

from typing import Any

import msgspec

from beraad.deliberation.activities.conclusion.outcome import Conclusion, Dissent, Outcome
from beraad.deliberation.activities.own import Let
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.blocks import AnyBlock, ConclusionBlock
from beraad.deliberation.ids import SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen


class ConclusionView(StepView, frozen=True, kw_only=True):
    """answered of seats: how many answered the unseen question, papers of them on slips.

    dissents: approved ones, in no telling order.
    """

    text: str
    wording: int
    asked: bool
    answered: int
    papers: int
    seats: int
    outcome: Outcome
    left_open: bool
    dissents: tuple[Dissent, ...]
    may_write: bool


def view(seen: Seen, plan: Plan, viewer: Viewer) -> ConclusionView:
    now: Conclusion = seen.steps[plan.id].content
    return ConclusionView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        text=now.text,
        wording=now.wording,
        asked=now.asked,
        answered=min(now.answered, len(seen.at_table)),
        papers=now.papers,
        seats=len(seen.at_table),
        outcome=now.outcome,
        left_open=now.left_open,
        dissents=_in_no_order(now),
        may_write=viewer.writes,
    )


def _in_no_order(now: Conclusion) -> tuple[Dissent, ...]:
    """By their random names: the order of approval would tell who."""
    return tuple(sorted((one for one in now.dissents.values() if one.text), key=lambda one: one.id))


class OwnAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """first_words: a first text for who differs, the own ‘omdat’ from the judgement. practice: no link is given."""

    step: str
    asked: bool
    wording: int
    text: str
    answer: bool | None
    dissent: str
    first_words: str
    practice: bool


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnAnswer | None:
    if seen.seats[seat].leads:
        return None
    now: Conclusion = seen.steps[plan.id].content
    judged = seen.content_of("judgement")
    sheet = judged.sheets.get(seat) if judged else None
    own = now.dissents.get(seat)
    return OwnAnswer(
        step=plan.id,
        asked=now.asked,
        wording=now.wording,
        text=now.text,
        answer=now.answers.get(seat),
        dissent=own.text if own else "",
        first_words=sheet.because if sheet else "",
        practice=seen.practice,
    )


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Conclusion = seen.steps[plan.id].content
    dissents = tuple(one.text for one in _in_no_order(now))
    return (ConclusionBlock(outcome=now.outcome, text=now.text, dissents=dissents),)


def case_fields(seen: Seen, plan: Plan, let: Let) -> dict[str, Any]:
    now: Conclusion = seen.steps[plan.id].content
    return {"conclusion": now.text, "outcome": now.outcome, "dissents": _in_no_order(now)}
