"""The judgement: each writes alone what is good to do and why, and all see it at once.

With `five` each may also write what softens the harm, and what it takes. With `again` it is the second judgement, after
the dialogue: your choice now, and what made you stay or shift.

Who is removed before the reveal takes the own sheet along, unread. What was revealed stays as it was seen, reason and
choice together: the spread tells what was chosen at that moment.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec

from beraad.deliberation.activities.sheets import (
    CHOICES,
    TEXTS,
    Before,
    Sheet,
    Sheets,
    first_judgement,
    in_no_order,
    in_words,
    moves,
    silent,
    spread,
)
from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.blocks import AnyBlock, Choice, Heading, Move, ShiftBlock
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, SeatId
from beraad.deliberation.method import Chair, Plan, Text
from beraad.deliberation.refusals import AlreadyRevealed, FacilitatorHasNoVote, FieldMissing, NoSuchChair, NotAsked
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {"five": int, "again": int}
VISIBILITY = ("private_reveal",)
BLANK = Sheets()


class Choose(Command, frozen=True, kw_only=True):
    finishes: ClassVar[bool] = True
    choice: Choice
    other: Line = ""
    because: Words = ""
    at_cost_of: Words = ""
    softens: Words = ""
    needs: Words = ""
    speaks_for: str = ""


class ChoiceMade(Event, frozen=True, kw_only=True):
    sheet: Sheet


class ChoiceTakenBack(Event, frozen=True):
    pass


COMMANDS: dict[str, type[Command]] = {"choose": Choose}
EVENTS = (ChoiceMade, ChoiceTakenBack)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    assert isinstance(command, Choose)
    if turn.by.leads:
        raise FacilitatorHasNoVote
    if turn.step.revealed:
        raise AlreadyRevealed
    for field in _not_asked(turn.plan):
        if getattr(command, field).strip():
            raise NotAsked(field=field)
    if command.choice == "other" and not command.other.strip():
        raise FieldMissing(field="other")
    first = first_judgement(turn.state, turn.plan)
    known = first.content.sheets.get(turn.by.id) if first and first.revealed else None
    before: Before = known.choice if known else ""
    if not command.because.strip() and command.choice != before:  # who stays may leave it at that
        raise FieldMissing(field="because")
    if command.speaks_for and turn.state.chair(command.speaks_for) is None:
        raise NoSuchChair(field="speaks_for")
    sheet = Sheet(
        choice=command.choice,
        other=command.other.strip() if command.choice == "other" else "",
        because=command.because.strip(),
        at_cost_of=command.at_cost_of.strip(),
        softens=command.softens.strip(),
        needs=command.needs.strip(),
        speaks_for=command.speaks_for,
        before=before,
    )
    return () if turn.content.sheets.get(turn.by.id) == sheet else (ChoiceMade(sheet=sheet),)


def _not_asked(plan: Plan) -> tuple[str, ...]:
    if plan.options.get("again"):
        return ("at_cost_of", "softens", "needs", "speaks_for")
    return () if plan.options.get("five") else ("softens", "needs")


def evolve(content: Sheets, by: SeatId, event: Any, late: bool) -> Sheets:
    match event:
        case ChoiceMade(sheet=sheet):
            return Sheets(sheets={**content.sheets, by: sheet})
        case ChoiceTakenBack():
            return Sheets(sheets={seat: sheet for seat, sheet in content.sheets.items() if seat != by})
    raise AssertionError(event)


def leave(content: Sheets) -> tuple[Event, ...]:
    return ()


def depart(content: Sheets, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    return (ChoiceTakenBack(),) if seat in content.sheets and not revealed else ()


def withdrawn(content: Sheets, by: SeatId, event: Any) -> tuple[str, ...]:
    before = content.sheets.get(by)
    if before is None:
        return ()
    if isinstance(event, ChoiceMade):
        emptied = any(getattr(before, name) and not getattr(event.sheet, name) for name in TEXTS)
        return (by,) if emptied else ()
    return (by,)


def quiet(event: Any) -> bool:
    return False


def redact(content: Sheets, seat: SeatId | None, revealed: bool) -> Sheets:
    if revealed:
        return content
    own = {seat: content.sheets[seat]} if seat is not None and seat in content.sheets else {}
    return Sheets(sheets=own, hidden=len(content.sheets) - len(own))


def unsigned(content: Sheets) -> Sheets:
    """The sheets by number, in the order in which they are shown."""
    sheets = {SeatId(str(at)): sheet for at, (_, sheet) in enumerate(in_no_order(content))}
    return msgspec.structs.replace(content, sheets=sheets)


def written(content: Sheets) -> frozenset[SeatId]:
    return frozenset(content.sheets)


def done(seen: Seen, plan: Plan) -> bool:
    return seen.steps[plan.id].revealed


class ReasonView(msgspec.Struct, frozen=True, kw_only=True):
    """name: who wrote it; empty on the screen. item: how the facilitator names it to take it away."""

    item: str
    name: str
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


class JudgementView(msgspec.Struct, frozen=True, kw_only=True):
    """columns: A, B and anders, always three, empty before the reveal. wrote: how many are in. seats: of how many.

    moves: of a second judgement, once the first was seen too; all of its sheets are in them.
    """

    step: str
    five: bool
    question: Text
    why: Text
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
        return tuple(_reason_view(seen, viewer, seat, sheet) for seat, sheet in told)

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


def _reason_view(seen: Seen, viewer: Viewer, seat: SeatId, sheet: Sheet) -> ReasonView:
    return ReasonView(
        item=seat if viewer.leads else "",
        name="" if viewer.face == "screen" else seen.seats[seat].name,
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
    dilemma = seen.content_of("dilemma")
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
        a=dilemma.a if dilemma else "",
        b=dilemma.b if dilemma else "",
    )


def holds(content: Sheets, item: str) -> bool:
    return item in content.sheets


def without(content: Sheets, item: str) -> Sheets:
    seat = SeatId(item)
    return Sheets(sheets={**content.sheets, seat: silent(content.sheets[seat])})


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, ChoiceMade) and by == item:
        return ChoiceMade(sheet=silent(event.sheet))
    return event


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
    whole = spread(seen, [sheet for _, sheet in sheets], new)
    if not shifts:
        return (whole,)
    shift = ShiftBlock(moves=shifts)
    return (shift, Heading(text=plan.title), whole) if new else (shift,)  # whose spread it is, besides the first


def case_fields(seen: Seen, plan: Plan, may_go: frozenset[SeatId]) -> dict[str, Any]:
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
        if seat in may_go and sheet.because
    ]
    counts = [sum(sheet.choice == choice for _, sheet in sheets) for choice in CHOICES]
    return {"reasons": reasons, "spread": counts}
