"""One pusher a session: renders what changed for each kind of viewer, and sends it as a link in a chain."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Protocol

import gevent
import structlog
from gevent.event import Event

from beraad.deliberation.faces import Part, Setting, own_parts, parts
from beraad.deliberation.ids import SeatId
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer, visible

QUIET_EVERY = 0.25
"""Seconds between rounds in which only a count changes; whatever moves the group never waits."""

HEARTBEAT = 5.0

Render = Callable[[Part, str], str]
"""Gives the inner HTML of a part in a language; never raises."""


class Send(Protocol):
    """Sends a message to everyone in a room, or to one socket."""

    def __call__(self, event: str, message: dict[str, Any], to: str) -> None: ...


class Rooms(Protocol):
    """Moves a socket between rooms."""

    def enter(self, sid: str, room: str) -> None: ...

    def leave(self, sid: str, room: str) -> None: ...


@dataclass(slots=True)
class Socket:
    """An open connection of a seat: what kind of viewer it is now, and in which language."""

    sid: str
    seat: SeatId
    viewer: Viewer
    language: str
    here: bool = True


@dataclass(slots=True)
class Pusher:
    """Pushes of one session. `state` is what the last round showed; a round tells what is new since then."""

    state: Deliberation
    setting: Setting
    load: Callable[[], Deliberation]
    render: Render
    send: Send
    rooms: Rooms
    sockets: dict[str, Socket] = field(default_factory=dict)
    own: dict[SeatId, tuple[Part, ...]] = field(default_factory=dict)
    wake: Event = field(default_factory=Event)
    next_quiet: float = 0.0

    def room(self, kind: Viewer, language: str) -> str:
        return f"{self.state.id}|{kind}|{language}"

    def seat_room(self, seat: SeatId) -> str:
        return f"{self.state.id}|seat|{seat}"

    def add(self, socket: Socket) -> None:
        """Take in a new socket and greet it with the stamp of the last round. No switch in here: no gap, no double."""
        self.sockets[socket.sid] = socket
        self.rooms.enter(socket.sid, self.room(socket.viewer, socket.language))
        self.rooms.enter(socket.sid, self.seat_room(socket.seat))
        self.send("greeting", {"round": str(self.state.stamp), "now": now()}, socket.sid)

    def run(self) -> None:
        """Push rounds until nobody is connected. What commits while a round is made goes into the next one."""
        waiting: float | None = None
        while self.sockets:
            self.wake.wait(waiting)
            self.wake.clear()
            waiting = None
            state = self.load()
            if state.stamp <= self.state.stamp:
                continue
            if state.loud <= self.state.number and (left := self.next_quiet - monotonic()) > 0:
                waiting = left
                continue
            self.round(state)
            self.next_quiet = monotonic() + QUIET_EVERY

    def round(self, state: Deliberation) -> None:
        """Tell every class what is new, even if that is nothing, and the seats what is new for them alone."""
        before, self.state = self.state, state
        moved = self._move_sockets(state)
        seen_before, seen = visible(before), visible(state)
        for kind, language in {(socket.viewer, socket.language) for socket in self.sockets.values()}:
            old = parts(seen_before, kind, self.setting)
            new = parts(seen, kind, self.setting)
            message: dict[str, Any] = {
                "after": str(before.stamp),
                "stamp": str(state.stamp),
                "parts": self._changed(old, new, language),
                "order": _changed_order(order(old), order(new)),
            }
            self.send("parts", message, self.room(kind, language))
        everyone = state.loud > before.number
        told: set[SeatId] = set()
        for socket in tuple(self.sockets.values()):
            if socket.seat not in told and (everyone or state.touched.get(socket.seat, 0) > before.number):
                told.add(socket.seat)
                self._tell_seat(state, socket)
        for sid in moved:
            self.send("resume", {}, sid)

    def _tell_seat(self, state: Deliberation, socket: Socket) -> None:
        own = own_parts(visible(state, socket.seat), state.seats[socket.seat])
        if own == self.own.get(socket.seat):
            return
        self.own[socket.seat] = own
        for language in {s.language for s in self.sockets.values() if s.seat == socket.seat}:
            html = {part.key: self.render(part, language) for part in own}
            for one in tuple(self.sockets.values()):
                if one.seat == socket.seat and one.language == language:
                    self.send("mine", {"stamp": str(state.stamp), "parts": html}, one.sid)

    def _changed(self, old: tuple[Part, ...], new: tuple[Part, ...], language: str) -> dict[str, str]:
        known = {part.key: part for part in old}
        return {part.key: self.render(part, language) for part in new if not part.own and known.get(part.key) != part}

    def _move_sockets(self, state: Deliberation) -> list[str]:
        """Move sockets whose kind of viewer changed, before any content goes out; they ask their page again."""
        moved = []
        for socket in self.sockets.values():
            kind = viewer(state, state.seats[socket.seat])
            if kind != socket.viewer:
                self.rooms.leave(socket.sid, self.room(socket.viewer, socket.language))
                socket.viewer = kind
                self.rooms.enter(socket.sid, self.room(kind, socket.language))
                moved.append(socket.sid)
        return moved

    def heartbeat(self) -> None:
        """Say how new the last round is, so that whoever missed it notices."""
        message = {"stamp": str(self.state.stamp), "now": now()}
        for kind, language in {(socket.viewer, socket.language) for socket in self.sockets.values()}:
            self.send("heartbeat", message, self.room(kind, language))

    def presence(self) -> dict[str, str]:
        """Which seats have a window open in front of them."""
        seen: dict[str, str] = {}
        for socket in self.sockets.values():
            if seen.get(socket.seat) != "here":
                seen[socket.seat] = "here" if socket.here else "away"
        return seen


def order(made: tuple[Part, ...]) -> dict[str, list[str]]:
    """Return the keys of each region, in order."""
    regions: dict[str, list[str]] = {}
    for part in made:
        regions.setdefault(part.region, []).append(part.key)
    return regions


def _changed_order(old: dict[str, list[str]], new: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the regions whose order changed; one that has nothing left is told as empty."""
    return {region: new.get(region, []) for region in {*old, *new} if new.get(region, []) != old.get(region, [])}


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def keep_running(pusher: Pusher) -> None:
    """Run a pusher; a fault is logged and the next round tried, because what was typed is stored anyway."""
    while pusher.sockets:
        try:
            pusher.run()
        except Exception as error:
            structlog.get_logger().error("push-failed", kind=type(error).__name__)
            gevent.sleep(1)
            pusher.wake.set()
