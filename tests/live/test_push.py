"""A pusher by itself: whom it tells what, without a server."""

from collections import defaultdict
from typing import Any

import gevent

from beraad.deliberation import commands as c
from beraad.deliberation.stamp import Stamp
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer
from beraad.live.push import Pusher, Socket
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from tests.deliberation.builders import VALUES
from tests.storage.conftest import sqlite_room
from tests.storage.test_sessions import Hands

__all__ = ["sqlite_room"]


class House:
    """Sockets in rooms, and what each of them was told."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.rooms: dict[str, set[str]] = defaultdict(set)
        self.told: dict[str, list[str]] = defaultdict(list)
        self.pusher = Pusher(
            state=hands.sessions.state(hands.id),
            setting=hands.sessions.setting(hands.id),
            load=lambda: hands.sessions.state(hands.id),
            render=lambda part, language: "",
            send=self,
            rooms=self,
        )
        for seat in self.pusher.state.seats.values():
            self.pusher.add(Socket(sid=seat.id, seat=seat.id, viewer=viewer(self.pusher.state, seat), language="nl"))

    def __call__(self, event: str, message: dict[str, Any], to: str) -> None:
        for sid in self.rooms.get(to, {to}):
            self.told[sid].append(event)

    def enter(self, sid: str, room: str) -> None:
        self.rooms[room].add(sid)

    def leave(self, sid: str, room: str) -> None:
        self.rooms[room].remove(sid)


def test_who_was_removed_is_told_nothing_from_then_on_and_looked_at(sqlite_room: Store[RoomUnit]) -> None:
    hands = Hands(sqlite_room)
    zoe, wim = hands.join("Zoë"), hands.join("Wim")
    house = House(hands)
    hands.do(hands.leader, c.RemoveSeat(seat=zoe))
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    house.told.clear()
    house.pusher.round(hands.sessions.state(hands.id))
    house.pusher.heartbeat()
    assert zoe not in house.told
    assert {"parts", "heartbeat"} <= set(house.told[wim])
    assert house.pusher.look.is_set()


def test_a_seat_that_was_taken_at_another_worker_comes_in_with_the_state_that_has_it(
    sqlite_room: Store[RoomUnit],
) -> None:
    hands = Hands(sqlite_room)
    house = House(hands)
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    earlier = hands.sessions.state(hands.id)
    zoe = hands.join("Zoë")
    state = hands.sessions.state(hands.id)
    house.pusher.add(Socket(sid=zoe, seat=zoe, viewer=viewer(state, state.seats[zoe]), language="nl"))
    house.pusher.round(earlier)
    assert "mine" not in house.told[zoe]
    house.pusher.round(state)
    house.pusher._tell_all()
    assert "mine" in house.told[zoe]


def test_only_a_newer_stamp_has_the_store_looked_at(sqlite_room: Store[RoomUnit]) -> None:
    hands = Hands(sqlite_room)
    house = House(hands)
    pusher, known = house.pusher, house.pusher.state.stamp
    for old in (known, Stamp(1)):
        pusher.hear(old)
        assert not pusher.wake.is_set()
    pusher.hear(Stamp(known.number + 1))
    assert pusher.wake.is_set()


def test_what_was_announced_while_the_store_was_read_is_not_lost(sqlite_room: Store[RoomUnit]) -> None:
    hands = Hands(sqlite_room)
    house = House(hands)
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    read = hands.sessions.state(hands.id)
    hands.do(hands.leader, c.MoveClock(minutes=1))
    newest = hands.sessions.state(hands.id)

    def load() -> Deliberation:
        house.pusher.announce(newest)
        return read

    house.pusher.load = load
    house.pusher.wake.set()
    running = gevent.spawn(house.pusher.run)
    gevent.sleep(0.05)
    running.kill()
    assert house.pusher.state is newest
