"""What the page shows to who types for others: a row for everybody at the table, and what the step asks of each."""

from typing import Any

import msgspec

from beraad.deliberation.activities import activity
from beraad.deliberation.ids import SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.state import Seen

MOST_ROWS = 40
"""In a full hall only who has no device gets a row; others have a phone, or a neighbour who has one."""


class TypingRow(msgspec.Struct, frozen=True, kw_only=True):
    """typed: how many texts were typed for this seat. asks: what the step asks of it, as its own page has it."""

    seat: SeatId
    name: str
    no_device: bool
    typed: int
    asks: Any


class TypingView(msgspec.Struct, frozen=True, kw_only=True):
    """rows: who has no device first. shows: what is typed stands there at once; paper: it comes from paper, later.

    waits: somebody wrote here what was never revealed, so nothing from paper can stand beside it.
    """

    step: str
    activity: str
    rows: tuple[TypingRow, ...]
    shows: bool
    paper: bool
    waits: bool


def view(seen: Seen, plan: Plan) -> TypingView | None:
    """Return the rows of a step, or None where nothing can be typed for another."""
    here, rules = seen.steps[plan.id], activity(plan.activity)
    if here.unnamed or not any(kind.for_another for kind in rules.COMMANDS.values()):
        return None
    people = sorted(seen.at_table, key=lambda seat: not seat.no_device)
    if len(people) > MOST_ROWS:
        people = [seat for seat in people if seat.no_device]
    marks = [one.seat for one in here.typed.values()]
    paper = plan.id != seen.step
    return TypingView(
        step=plan.id,
        activity=plan.activity,
        rows=tuple(
            TypingRow(
                seat=seat.id,
                name=seat.name,
                no_device=seat.no_device,
                typed=marks.count(seat.id),
                asks=rules.mine(seen, plan, seat.id),
            )
            for seat in people
        ),
        shows=here.shows,
        paper=paper,
        waits=paper and not here.shows and seen.waiting(plan.id) > 0,
    )
