"""Coming in, taking part, leading: what happens to seats."""

import unicodedata

from beraad.deliberation import events as e
from beraad.deliberation import names
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import activity
from beraad.deliberation.decide.checks import at_table, running, takes_part
from beraad.deliberation.decide.contributions import departing
from beraad.deliberation.ids import SeatId
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Deliberation
from beraad.deliberation.words import NAME

MOST_SEATS = 400


def join(state: Deliberation, seat: SeatId, name: str, place: str) -> tuple[e.Event, ...]:
    """Return what happens when a guest comes in under the id `seat`. The same name twice gets a number.

    A name is one line of at most NAME characters that people can see, number included; any other is refused.
    """
    if state.stage in (Stage.CLOSED, Stage.FOLDED, Stage.PURGED):
        raise no.SessionEnded
    if not state.door_open:
        raise no.DoorClosed
    return take_seat(state, seat, name, place)


def take_seat(state: Deliberation, seat: SeatId, name: str, place: str, no_device: bool = False) -> tuple[e.Event, ...]:
    if len(state.at_table) >= MOST_SEATS:
        raise no.TooMany(most=MOST_SEATS)
    wanted = names.read_name(name, "name")
    if place and not state.chair(place):
        raise no.NoSuchChair(field="place")
    taken = {_folded(other.name) for other in state.seats.values() if not other.removed}
    free, number = wanted, 1
    while _folded(free) in taken:
        number += 1
        free = f"{wanted[: NAME - 4].rstrip()} {number}"  # with room for as many as MOST_SEATS
    taking = Seat(id=seat, name=free, role=Role.PARTICIPANT, place=place, no_device=no_device)
    return (e.SeatTaken(seat=taking),)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def raise_hand(state: Deliberation, up: bool, by: Seat) -> tuple[e.Event, ...]:
    takes_part(by)
    if up:
        running(state)
    if up == (by.id in state.hands):
        return ()
    return (e.HandMoved(seat=by.id, up=up),)


def take_back_lead(state: Deliberation, seat: SeatId) -> tuple[e.Event, ...]:
    """Whoever prepared it can always lead."""
    if seat == state.owner or seat not in {one.id for one in state.leaders}:
        raise no.NoSuchSeat(field="seat")
    return (e.LeadGiven(seat=seat, leads=False),)


def hand_over(state: Deliberation, seat: SeatId) -> tuple[e.Event, ...]:
    if seat == state.leading:
        return ()
    if seat in {one.id for one in state.leaders}:
        return (e.LeadHandedOver(seat=seat),)
    if (guest := at_table(state, seat)) is None:
        raise no.NoSuchSeat(field="seat")
    return (e.LeadGiven(seat=guest, leads=True), e.LeadHandedOver(seat=guest))


def remove(state: Deliberation, seat: SeatId) -> tuple[e.Event, ...]:
    gone = at_table(state, seat)
    return (*departing(state, gone), e.SeatRemoved(seat=gone)) if gone else ()


def merge(state: Deliberation, seat: SeatId, into: SeatId) -> tuple[e.Event, ...]:
    """What a seat wrote and is not shown yet would go with it: first that is shown, or its writer takes it away."""
    if at_table(state, seat) is None or at_table(state, into) is None or seat == into:
        raise no.NoSuchSeat(field="seat")
    for plan in state.method.steps:
        here = state.steps[plan.id]
        if not here.shows and seat in activity(plan.activity).written(here.content):
            raise no.HiddenWordsStand
    return (*departing(state, seat), e.SeatsMerged(seat=seat, into=into))
