"""What the session is called, and who and what sits at the table: the title, the names of seats and of chairs; and what
else was filled in at preparing.

Like every other text these can be taken away before the log folds. What is left is neutral: a number, a chair.
"""

import unicodedata
from typing import Any

import msgspec

from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.ids import SeatId
from beraad.deliberation.intake import NOTHING
from beraad.deliberation.method import Chair, Text
from beraad.deliberation.seats import Role
from beraad.deliberation.state import Deliberation
from beraad.deliberation.words import NAME

TITLE = "title"
TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
"""Marks that turn text around, so that a reader sees another order than is stored."""

PREPARED: dict[str, Any] = {"intake": NOTHING, "coming": (), "place": "", "crisis": ""}
"""What else was filled in at preparing, by the name of its field, with what is left when it goes."""

NO_TITLE, NO_CHAIR = "Moreel beraad", Text(nl="Een stoel", en="A chair")


def read_name(text: str, field: str) -> str:
    """Return a name as one line of words. Raises FieldMissing, TextTooLong or TextHasControl for that field."""
    wanted = " ".join(text.split())
    kinds = {unicodedata.category(sign) for sign in wanted}
    if kinds & {"Cc", "Cs"} or any(unicodedata.bidirectional(sign) in TURNING for sign in wanted):
        raise no.TextHasControl(field=field)
    if all(kind[0] in "CMZ" for kind in kinds):  # nothing that anybody sees
        raise no.FieldMissing(field=field)
    if len(wanted) > NAME:
        raise no.TextTooLong(field=field, most=NAME)
    return wanted


def erasable(state: Deliberation) -> tuple[tuple[str, str], ...]:
    """Return the words that can still be taken away, each with the item that names them.

    The chairs of the method are its own words, not somebody's.
    """
    title = ((TITLE, state.title),) if state.title != NO_TITLE else ()
    named = {id: seat.name for id, seat in state.seats.items() if seat.name}
    seats = tuple((str(id), name) for id, name in named.items() if name != _left(state, id))
    own = {chair.id for chair in state.method.chairs}
    chairs = tuple(
        (chair.id, chair.name.nl) for chair in state.chairs if chair.id not in own and chair.name != NO_CHAIR
    )
    prepared = tuple(
        (item, str(getattr(state, item))) for item, left in PREPARED.items() if getattr(state, item) != left
    )
    return (*title, *seats, *chairs, *prepared)


def without(state: Deliberation, item: str) -> dict[str, Any]:
    """Return what changes in a state when those words go."""
    if item == TITLE:
        return {"title": NO_TITLE}
    if item in PREPARED:
        return {item: PREPARED[item]}
    if item in state.seats:
        id = SeatId(item)
        return {"seats": {**state.seats, id: msgspec.structs.replace(state.seats[id], name=_left(state, id))}}
    return {"chairs": _unnamed(state.chairs, item, NO_CHAIR)}


def _left(state: Deliberation, id: SeatId) -> str:
    """What a seat is called when its name is gone: after its number in the order of coming in."""
    if id == state.owner:
        return "Gespreksleider"
    came = [seat.id for seat in state.seats.values() if seat.role is not Role.SCREEN and seat.id != state.owner]
    return f"Deelnemer {came.index(id) + 1}"


def blank(event: e.Event, item: str) -> e.Event:
    """Return a stored event with those words overwritten; the same event when it does not carry them."""
    match event:
        case e.SessionPlanned() if item == TITLE:
            return msgspec.structs.replace(event, title="")
        case e.SessionPlanned() if item in PREPARED:
            return msgspec.structs.replace(event, **{item: PREPARED[item]})
        case e.SessionPlanned(leader=leader) if item == leader.id:
            return msgspec.structs.replace(event, leader=msgspec.structs.replace(leader, name=""))
        case e.SessionPlanned(chairs=chairs) if any(chair.id == item for chair in chairs):
            return msgspec.structs.replace(event, chairs=_unnamed(chairs, item, Text()))
        case e.SeatTaken(seat=seat) if item == seat.id:
            return e.SeatTaken(seat=msgspec.structs.replace(seat, name=""))
    return event


def _unnamed(chairs: tuple[Chair, ...], item: str, name: Text) -> tuple[Chair, ...]:
    return tuple(msgspec.structs.replace(one, name=name) if one.id == item else one for one in chairs)
