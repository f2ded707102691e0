"""The judgement: each writes alone what is good to do and why, and all see it at once.

With `five` each may also write what softens the harm, and what it takes. With `again` it is the second judgement, after
the dialogue: your choice now, and what made you stay or shift.

Who is removed before the reveal takes the own sheet along, unread. What was revealed stays as it was seen, reason and
choice together: the spread tells what was chosen at that moment.
"""

from typing import Any, ClassVar

import msgspec

from beraad.deliberation import refusals as no
from beraad.deliberation.activities import usual
from beraad.deliberation.activities.judgement import shown
from beraad.deliberation.activities.judgement.sheets import (
    SHEET,
    TEXTS,
    Before,
    Sheet,
    Sheets,
    first_judgement,
    in_no_order,
    own_words_of,
    silent,
)
from beraad.deliberation.activities.own import OwnText
from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.blocks import Choice
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {"five": int, "again": int}
VISIBILITY = ("private_reveal",)
BLANK = Sheets()


class Choose(Command, frozen=True, kw_only=True):
    finishes: ClassVar[bool] = True
    for_another: ClassVar[bool] = True
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


COMMANDS = by_verb(Choose)
EVENTS = (ChoiceMade, ChoiceTakenBack)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    assert isinstance(command, Choose)
    if turn.by.leads:
        raise no.FacilitatorHasNoVote
    own = turn.content.sheets.get(turn.by.id)
    turn.must_be_free(turn.by.id, own is not None, own is not None and own == silent(own))
    for field in _not_asked(turn.plan):
        if getattr(command, field).strip():
            raise no.NotAsked(field=field)
    if command.choice == "other" and not command.other.strip():
        raise no.FieldMissing(field="other")
    first = first_judgement(turn.state, turn.plan)
    known = first.content.sheets.get(turn.by.id) if first and first.revealed else None
    before: Before = known.choice if known else ""
    if not command.because.strip() and command.choice != before:  # who stays may leave it at that
        raise no.FieldMissing(field="because")
    if command.speaks_for and turn.state.chair(command.speaks_for) is None:
        raise no.NoSuchChair(field="speaks_for")
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
    return () if own == sheet else (ChoiceMade(sheet=sheet),)


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


leave, quiet = usual.leave, usual.quiet


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


def own_words(content: Sheets, seat: SeatId) -> tuple[OwnText, ...]:
    return (OwnText(item=SHEET, texts=own_words_of(content.sheets[seat])),) if seat in content.sheets else ()


def done(seen: Seen, plan: Plan) -> bool:
    return seen.steps[plan.id].revealed


view, mine, report, case_fields = shown.view, shown.mine, shown.report, shown.case_fields


def holds(content: Sheets, item: str) -> bool:
    return item in content.sheets


def without(content: Sheets, item: str) -> Sheets:
    seat = SeatId(item)
    return Sheets(sheets={**content.sheets, seat: silent(content.sheets[seat])})


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, ChoiceMade) and by == item:
        return ChoiceMade(sheet=silent(event.sheet))
    return event
