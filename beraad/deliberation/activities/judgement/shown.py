"""What the pages show of the judgement, to everybody once it is revealed and to each seat; and what the report says."""

from collections.abc import Iterable
from typing import Any

import msgspec

from beraad.deliberation.activities.judgement.sheets import (
    CHOICES,
    SHEET,
    Sheet,
    first_judgement,
    in_no_order,
    in_words,
    moves,
    spread,
)
from beraad.deliberation.activities.own import Let
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.blocks import AnyBlock, Choice, Heading, Move, ShiftBlock
from beraad.deliberation.ids import SeatId
from beraad.deliberation.method import Chair, Plan
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Hand, Seen, StepState


class ReasonView(msgspec.Struct, frozen=True, kw_only=True):
    """name: who wrote it; empty on the screen. item: how the facilitator names it to take it away."""

    item: str
    name: str
    hand: Hand
    other: str
    because: str
    at_cost_of: str
    softens: str
    needs: str
    speaks_for: Chair | None


class ColumnView(msgspec.Struct, frozen=True, kw_only=True):
    choice: Choice
    label: str
    reasons: tuple[ReasonView, ...]


class MoveView(msgspec.Struct, frozen=True, kw_only=True):
    """Who went from `before` to `after`, or stayed. before is empty for who has no first judgement."""

    before: str
    after: Choice
    reasons: tuple[ReasonView, ...]


class JudgementView(StepView, frozen=True, kw_only=True):
    """columns: A, B and anders, always three, empty before the reveal. wrote: how many are in. seats: of how many.

    moves: of a second judgement, once the first was seen too; all of its sheets are in them.
    """

    five: bool
    revealed: bool
    shown: bool
    columns: tuple[ColumnView, ...]
    moves: tuple[MoveView, ...]
    wrote: int
    seats: int
    a: str
    b: str
    harm_a: str
    harm_b: str


def view(seen: Seen, plan: Plan, viewer: Viewer) -> JudgementView:
    here = seen.steps[plan.id]
    dilemma = seen.content_of("dilemma")
    shown = here.revealed and (viewer.face != "screen" or seen.on_screen == plan.id)
    labels = {"a": dilemma.a, "b": dilemma.b, "other": ""} if dilemma else dict.fromkeys(CHOICES, "")
    sheets = in_no_order(here.content) if shown else []

    def reasons(told: Iterable[tuple[SeatId, Sheet]]) -> tuple[ReasonView, ...]:
        return tuple(_reason_view(seen, here, viewer, seat, sheet) for seat, sheet in told)

    return JudgementView(
        step=plan.id,
        five=bool(plan.options.get("five")),
        question=plan.question,
        why=plan.why,
        revealed=here.revealed,
        shown=shown,
        columns=tuple(
            ColumnView(
                choice=choice, label=labels[choice], reasons=reasons(one for one in sheets if one[1].choice == choice)
            )
            for choice in CHOICES
        ),
        moves=tuple(
            MoveView(before=before, after=after, reasons=reasons(went)) for before, after, went in moves(sheets)
        ),
        wrote=here.content.hidden if not here.revealed else len(here.content.sheets),
        seats=len(seen.at_table),
        a=labels["a"],
        b=labels["b"],
        harm_a=dilemma.harm_a if dilemma else "",
        harm_b=dilemma.harm_b if dilemma else "",
    )


def _reason_view(seen: Seen, here: StepState, viewer: Viewer, seat: SeatId, sheet: Sheet) -> ReasonView:
    return ReasonView(
        item=seat if viewer.leads else "",
        name="" if viewer.face == "screen" else seen.seats[seat].name,
        hand=here.hand(seat),
        other=sheet.other,
        because=sheet.because,
        at_cost_of=sheet.at_cost_of,
        softens=sheet.softens,
        needs=sheet.needs,
        speaks_for=seen.chair(sheet.speaks_for),
    )


class OwnSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The writer's own judgement, if any; open: it can still be changed. five, again: what the step asks.

    first: in a second judgement, the writer's own first one; first_seen: everybody saw it.
    """

    step: str
    open: bool
    five: bool
    again: bool
    sheet: Sheet | None
    first: Sheet | None
    first_seen: bool
    ready: bool
    chairs: tuple[Chair, ...]
    a: str
    b: str


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnSheet | None:
    here = seen.steps[plan.id]
    if seen.seats[seat].leads:
        return None
    a, b = seen.a_and_b
    first = first_judgement(seen, plan)
    return OwnSheet(
        step=plan.id,
        open=not here.revealed,
        five=bool(plan.options.get("five")),
        again=bool(plan.options.get("again")),
        sheet=here.content.sheets.get(seat),
        first=first.content.sheets.get(seat) if first else None,
        first_seen=bool(first and first.revealed),
        ready=seat in here.ready,
        chairs=seen.chairs,
        a=a,
        b=b,
    )


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    """A second judgement reports what shifted; its spread as well where somebody has no first one to shift from."""
    here = seen.steps[plan.id]
    if not here.revealed:
        return ()
    sheets = in_no_order(here.content)
    new = [sheet for _, sheet in sheets if not sheet.before]
    shifts = tuple(
        Move(
            before=before, after=after, count=len(went), reasons=tuple(filter(None, (in_words(one) for _, one in went)))
        )
        for before, after, went in moves(sheets)
        if before
    )
    whole = spread(seen, [sheet for _, sheet in sheets], new, bool(plan.options.get("five")))
    if not shifts:
        return (whole,)
    shift = ShiftBlock(moves=shifts)
    return (shift, Heading(text=plan.title), whole) if new else (shift,)  # whose spread it is, besides the first


def case_fields(seen: Seen, plan: Plan, let: Let) -> dict[str, Any]:
    """What the group chose when it judged by itself: of a second judgement only where the first was never shown."""
    here = seen.steps[plan.id]
    first = first_judgement(seen, plan)
    if not here.revealed or (first and first.revealed):
        return {}
    sheets = in_no_order(here.content)
    reasons = [
        {
            "choice": sheet.choice,
            "because": in_words(sheet),
            "at_cost_of": sheet.at_cost_of,
            "speaks_for": chair.name if (chair := seen.chair(sheet.speaks_for)) else None,
        }
        for seat, sheet in sheets
        if let(seat, SHEET) and sheet.because
    ]
    counts = [sum(sheet.choice == choice for _, sheet in sheets) for choice in CHOICES]
    return {"reasons": reasons, "spread": counts}
