"""What stands on the page of one seat alone, beside what the activity shows to it."""

from typing import Any

import msgspec

from beraad.deliberation.activities import activity
from beraad.deliberation.faces.part import made
from beraad.deliberation.faces.table import place_in_queue, place_of
from beraad.deliberation.method import Text
from beraad.deliberation.minority import held_by
from beraad.deliberation.seats import Seat
from beraad.deliberation.state import CaseConsent, Seen


class OwnSeat(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    place: Text | None
    presents: bool
    types: bool
    shared: bool = False
    practice: bool = False


class OwnHand(msgspec.Struct, frozen=True, kw_only=True):
    """place: in the speakers' queue, 0 if not. phones: hands are raised here; else by hand. shared: as in SeatView."""

    place: int
    phones: bool
    shared: bool = False


class ConsentView(msgspec.Struct, frozen=True, kw_only=True):
    """What this seat answered about sharing; None: not answered, which counts as no."""

    words: bool | None
    presents: bool
    case: CaseConsent | None


class OwnSentence(msgspec.Struct, frozen=True, kw_only=True):
    """After closing: whether this seat holds a sentence of the minority."""

    stands: bool


class OwnCase(msgspec.Struct, frozen=True, kw_only=True):
    """After closing: whether this seat brought the case in, and so has a say in sharing it."""

    presents: bool


def own(seen: Seen, seat: Seat, key: str) -> Any:
    if key == "own-seat":
        return OwnSeat(
            name=seat.name,
            place=place_of(seen, seat),
            presents=seen.presenter == seat.id,
            types=seen.typist == seat.id,
            shared=seat.shared,
            practice=seen.practice,
        )
    if key == "own-hand":
        return OwnHand(place=place_in_queue(seen, seat.id), phones=not seen.screens_down, shared=seat.shared)
    if key == "own-consent":
        return ConsentView(
            words=seen.words_shared.get(seat.id), presents=seen.presenter == seat.id, case=seen.case_shared
        )
    if key == "own-case":
        return OwnCase(presents=seen.presenter == seat.id)
    if key == "own-sentence":
        return OwnSentence(stands=held_by(seen, seat.id) is not None)
    plan = seen.plan
    assert plan is not None
    return made(activity(plan.activity).mine, seen, plan, seat.id)
