"""The table: who sits there, with which task, and which chairs are empty."""

import msgspec

from beraad.deliberation import names
from beraad.deliberation.ids import SeatId
from beraad.deliberation.method import Chair, Text
from beraad.deliberation.seats import Seat
from beraad.deliberation.state import Seen


class SeatView(msgspec.Struct, frozen=True, kw_only=True):
    """id: how who leads names the seat to give it a task; elsewhere empty.

    hand: the place in the speakers' queue, 0 if none. shared: somebody helps at the device.
    dummy: at the table of a rehearsal, where nobody has a page that could be open.
    """

    id: SeatId
    name: str
    place: Text | None
    presents: bool
    types: bool
    ready: bool
    shared: bool = False
    hand: int = 0
    no_device: bool = False
    dummy: bool = False


class HandView(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in the speakers' queue."""

    id: SeatId
    name: str


class LeadView(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can lead. leading: does so now. came: as a guest, who can be at the table again."""

    id: SeatId
    name: str
    leading: bool
    came: bool


class TableView(msgspec.Struct, frozen=True, kw_only=True):
    """Who sits at the table, and which chairs are empty. erasable: names, the title …, each with its item.

    hands: the speakers' queue. leads: who can lead, if that is more than one. typist: who could type, while nobody
    does.
    """

    seats: tuple[SeatView, ...]
    empty: tuple[Chair, ...]
    door_open: bool
    may_assign: bool
    has_presenter: bool = True
    """Whether somebody brings the case in; in a practice nobody does."""
    erasable: tuple[tuple[str, str], ...] = ()
    hands: tuple[HandView, ...] = ()
    leads: tuple[LeadView, ...] = ()
    typist: HandView | None = None


def table(seen: Seen, may_assign: bool) -> TableView:
    ready = seen.steps[seen.step].ready if seen.step else frozenset()
    return TableView(
        seats=tuple(
            SeatView(
                id=seat.id if may_assign else SeatId(""),
                name=seat.name,
                place=place_of(seen, seat),
                presents=seen.presenter == seat.id,
                types=seen.typist == seat.id,
                ready=seat.id in ready if may_assign else False,
                shared=seat.shared if may_assign else False,
                hand=place_in_queue(seen, seat.id) if may_assign else 0,
                no_device=seat.no_device,
                dummy=bool(seen.rehearsal),
            )
            for seat in seen.at_table
        ),
        empty=empty_chairs(seen),
        door_open=seen.door_open,
        may_assign=may_assign,
        has_presenter=not seen.of_class,
        erasable=names.erasable(seen) if may_assign else (),
        hands=tuple(HandView(id=id, name=seen.seats[id].name) for id in seen.hands) if may_assign else (),
        leads=_leads(seen) if may_assign else (),
        typist=_likely_typist(seen) if may_assign else None,
    )


def _leads(seen: Seen) -> tuple[LeadView, ...]:
    if len(seen.leaders) < 2:
        return ()
    return tuple(
        LeadView(id=seat.id, name=seat.name, leading=seat.id == seen.leading, came=seat.id != seen.owner)
        for seat in seen.leaders
    )


def _likely_typist(seen: Seen) -> HandView | None:
    """Somebody to propose, while nobody types: who came first, without a task and on nobody's behalf."""
    if seen.typist is not None:
        return None
    own = {chair.id for chair in seen.chairs if chair.child or chair.parent}
    free = [seat for seat in seen.at_table if seat.id != seen.presenter and seat.place not in own and not seat.shared]
    return HandView(id=free[0].id, name=free[0].name) if free else None


def place_of(seen: Seen, seat: Seat) -> Text | None:
    chair = seen.chair(seat.place)
    return chair.name if chair else None


def empty_chairs(seen: Seen) -> tuple[Chair, ...]:
    taken = {seat.place for seat in seen.at_table}
    return tuple(chair for chair in seen.chairs if chair.id not in taken)


def place_in_queue(seen: Seen, seat: SeatId) -> int:
    return seen.hands.index(seat) + 1 if seat in seen.hands else 0
