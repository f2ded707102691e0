"""Which keys open nothing any more, and why: read in the store, so that no worker needs to have been told."""

from dataclasses import replace

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation.seats import Face
from beraad.services.keys import Keys
from beraad.services.session_rows import Key
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from tests.fakes import FakeThrottle
from tests.storage.test_sessions import NOOR, Hands, hands

__all__ = ["hands"]


class Door:
    """Sockets of Zoë, of who leads, and of who leads on a second device, with the keys they came in with."""

    def __init__(self, hands: Hands, room: Store[RoomUnit]) -> None:
        self.hands = hands
        self.signed_out: set[str] = set()
        sessions = replace(hands.sessions, stands=lambda hashed: hashed not in self.signed_out)
        self.keys = Keys(room=room, sessions=sessions, throttle=FakeThrottle())
        self.secrets = {
            "zoe": hands.sessions.join(hands.code, "Zoë", "", "op-z")[1],
            "laptop": hands.sessions.enter(NOOR, hands.id, Face.LEAD, "laptop"),
            "phone": hands.sessions.enter(NOOR, hands.id, Face.LEAD, "phone"),
        }
        faces = {"zoe": Face.IN}
        self.held = {who: self.key(secret, faces.get(who, Face.LEAD)) for who, secret in self.secrets.items()}

    def key(self, secret: str, face: Face) -> Key:
        return self.hands.sessions.seat_behind(self.hands.id, face, secret)[2]

    def ended(self) -> dict[str, str]:
        """Who is to be let go, and why."""
        state, ended = self.keys.ended(self.hands.id, frozenset(self.held.values()))
        assert state is None or state.stamp == self.hands.sessions.state(self.hands.id).stamp
        return {who: ended[key.hash] for who, key in self.held.items() if key.hash in ended}


@pytest.fixture
def door(hands: Hands, room: Store[RoomUnit]) -> Door:
    return Door(hands, room)


def test_keys_that_stand_are_left_alone(door: Door) -> None:
    assert door.ended() == {}


def test_a_removed_seat(door: Door) -> None:
    door.hands.do(door.hands.leader, c.RemoveSeat(seat=door.held["zoe"].seat))
    assert door.ended() == {"zoe": "removed"}


def test_a_merged_seat(door: Door) -> None:
    door.hands.do(door.hands.leader, c.MergeSeats(seat=door.held["zoe"].seat, into=door.hands.join("Zo")))
    assert door.ended() == {"zoe": "moved"}


def test_a_guest_who_leads_and_is_at_the_table_again(door: Door) -> None:
    zoe = door.held["zoe"].seat
    door.hands.do(door.hands.leader, c.GiveLead(seat=zoe))
    desk = door.keys.to_desk(door.hands.id, door.secrets["zoe"])
    door.held["desk"] = door.key(desk, Face.LEAD)
    assert door.ended() == {"zoe": "leads"}
    door.hands.do(door.hands.leader, c.TakeBackLead(seat=zoe))
    assert door.ended() == {"desk": "table"}


def test_a_sign_in_that_ended(door: Door) -> None:
    door.signed_out.add("phone")
    door.hands.sessions.end_sign_in("phone")
    assert door.ended() == {"phone": "signed-out"}


def test_keys_whose_sign_in_ended_just_before_a_crash_end_after_all(door: Door) -> None:
    door.signed_out.add("phone")
    assert door.ended() == {}, "its keys outlived it"
    door.keys.sessions.end_what_outlived_its_sign_in()
    assert door.ended() == {"phone": "signed-out"}


def test_a_device_that_was_shut_out_and_a_laptop_that_is_the_screen(door: Door) -> None:
    door.keys.end_others(door.hands.id, door.secrets["phone"])
    assert door.ended() == {"laptop": "ended"}
    del door.held["laptop"]
    door.keys.screen(door.hands.id, door.secrets["phone"], instead=True)
    assert door.ended() == {"phone": "rests"}


def test_a_session_that_has_gone(door: Door, room: Store[RoomUnit]) -> None:
    room.writer.run(lambda unit: unit.reports.purge(door.hands.id))
    state, ended = door.keys.ended(door.hands.id, frozenset(door.held.values()))
    assert state is None
    assert set(ended.values()) == {"removed"}
    assert len(ended) == 3
