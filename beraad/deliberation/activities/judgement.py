"""The judgement: each writes alone what is good to do and why, and all see it at once.

Who is removed before the reveal takes the own sheet along, unread. What was revealed stays as it was seen, reason and
choice together: the spread tells what was chosen at that moment.
"""

from typing import Any, ClassVar, Literal

import msgspec

from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.blocks import AnyBlock, Column, Reason, SpreadBlock
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, SeatId
from beraad.deliberation.method import Chair, Plan, Text
from beraad.deliberation.refusals import AlreadyRevealed, FacilitatorHasNoVote, FieldMissing, NoSuchChair
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {}
VISIBILITY = ("private_reveal",)
Choice = Literal["a", "b", "other"]
CHOICES: tuple[Choice, ...] = ("a", "b", "other")


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One person's judgement. other: what else, for who chose so. speaks_for: the chair the reason is given for."""

    choice: Choice
    other: str = ""
    because: str
    at_cost_of: str = ""
    speaks_for: str = ""


class Sheets(msgspec.Struct, frozen=True, kw_only=True):
    """hidden: how many wrote what is not shown here."""

    sheets: dict[SeatId, Sheet] = {}
    hidden: int = 0


BLANK = Sheets()


class Choose(Command, frozen=True, kw_only=True):
    finishes: ClassVar[bool] = True
    choice: Choice
    other: Line = ""
    because: Words
    at_cost_of: Words = ""
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
    if command.choice == "other" and not command.other.strip():
        raise FieldMissing(field="other")
    if not command.because.strip():
        raise FieldMissing(field="because")
    if command.speaks_for and turn.state.chair(command.speaks_for) is None:
        raise NoSuchChair(field="speaks_for")
    sheet = Sheet(
        choice=command.choice,
        other=command.other.strip() if command.choice == "other" else "",
        because=command.because.strip(),
        at_cost_of=command.at_cost_of.strip(),
        speaks_for=command.speaks_for,
    )
    return () if turn.content.sheets.get(turn.by.id) == sheet else (ChoiceMade(sheet=sheet),)


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
        emptied = any(getattr(before, name) and not getattr(event.sheet, name) for name in ("other", "at_cost_of"))
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
    sheets = {SeatId(str(at)): sheet for at, (_, sheet) in enumerate(_in_no_order(content))}
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
    speaks_for: Chair | None


class ColumnView(msgspec.Struct, frozen=True, kw_only=True):
    choice: Choice
    label: str
    reasons: tuple[ReasonView, ...]


class JudgementView(msgspec.Struct, frozen=True, kw_only=True):
    """columns: A, B and anders, always three, empty before the reveal. wrote: how many are in. seats: of how many."""

    step: str
    question: Text
    why: Text
    revealed: bool
    shown: bool
    columns: tuple[ColumnView, ...]
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
    columns = tuple(
        ColumnView(
            choice=choice,
            label=labels[choice],
            reasons=tuple(
                ReasonView(
                    item=seat if viewer.leads else "",
                    name="" if viewer.face == "screen" else seen.seats[seat].name,
                    other=sheet.other,
                    because=sheet.because,
                    at_cost_of=sheet.at_cost_of,
                    speaks_for=seen.chair(sheet.speaks_for),
                )
                for seat, sheet in _in_no_order(here.content)
                if sheet.choice == choice
            )
            if shown
            else (),
        )
        for choice in CHOICES
    )
    return JudgementView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        revealed=here.revealed,
        shown=shown,
        columns=columns,
        wrote=here.content.hidden if not here.revealed else len(here.content.sheets),
        seats=len(seen.at_table),
        a=labels["a"],
        b=labels["b"],
        harm_a=dilemma.harm_a if dilemma else "",
        harm_b=dilemma.harm_b if dilemma else "",
    )


def _in_no_order(now: Sheets) -> list[tuple[SeatId, Sheet]]:
    """By their words: the order of writing would tell who, where no names stand."""
    return sorted(now.sheets.items(), key=lambda one: (one[1].because, one[1].other))


class OwnSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The writer's own judgement, if any; open: it can still be changed."""

    step: str
    open: bool
    sheet: Sheet | None
    ready: bool
    chairs: tuple[Chair, ...]
    a: str
    b: str


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnSheet | None:
    here = seen.steps[plan.id]
    if seen.seats[seat].leads:
        return None
    dilemma = seen.content_of("dilemma")
    return OwnSheet(
        step=plan.id,
        open=not here.revealed,
        sheet=here.content.sheets.get(seat),
        ready=seat in here.ready,
        chairs=seen.chairs,
        a=dilemma.a if dilemma else "",
        b=dilemma.b if dilemma else "",
    )


def holds(content: Sheets, item: str) -> bool:
    return item in content.sheets


def without(content: Sheets, item: str) -> Sheets:
    seat = SeatId(item)
    return Sheets(sheets={**content.sheets, seat: _silent(content.sheets[seat])})


def _silent(sheet: Sheet) -> Sheet:
    return msgspec.structs.replace(sheet, other="", because="", at_cost_of="")


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, ChoiceMade) and by == item:
        return ChoiceMade(sheet=_silent(event.sheet))
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    here = seen.steps[plan.id]
    if not here.revealed:
        return ()
    dilemma = seen.content_of("dilemma")
    labels = {"a": (dilemma.a,), "b": (dilemma.b,)} if dilemma else {}
    columns = []
    for choice in CHOICES:
        sheets = [sheet for _, sheet in _in_no_order(here.content) if sheet.choice == choice]
        reasons = tuple(
            Reason(because=sheet.because, at_cost_of=sheet.at_cost_of, speaks_for=chair.name if chair else None)
            for sheet in sheets
            if sheet.because
            for chair in (seen.chair(sheet.speaks_for),)
        )
        own = tuple(sheet.other for sheet in sheets if sheet.other)
        columns.append(Column(choice=choice, labels=labels.get(choice, own), count=len(sheets), reasons=reasons))
    return (SpreadBlock(columns=tuple(columns)),)


def case_fields(seen: Seen, plan: Plan, may_go: frozenset[SeatId]) -> dict[str, Any]:
    here = seen.steps[plan.id]
    if not here.revealed:
        return {}
    sheets = _in_no_order(here.content)
    reasons = [
        {
            "choice": sheet.choice,
            "because": f"{sheet.other}: {sheet.because}" if sheet.other else sheet.because,
            "at_cost_of": sheet.at_cost_of,
            "speaks_for": chair.name if (chair := seen.chair(sheet.speaks_for)) else None,
        }
        for seat, sheet in sheets
        if seat in may_go and sheet.because
    ]
    spread = [sum(sheet.choice == choice for _, sheet in sheets) for choice in CHOICES]
    return {"reasons": reasons, "spread": spread}
