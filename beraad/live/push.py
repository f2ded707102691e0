"""One pusher a session: renders what changed for each kind of viewer, and sends it as a link in a chain."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Literal, Protocol

import gevent
import structlog
from gevent.event import Event

from beraad.deliberation.faces import Part, Setting, own_parts, parts
from beraad.deliberation.ids import SeatId
from beraad.deliberation.seats import Viewer
from beraad.deliberation.stamp import Stamp
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer, visible

QUIET_EVERY = 0.25
"""Seconds between rounds in which only a count changes; whatever moves the group never waits."""

REST = 1.0
"""A round is followed by a rest of that many times what it took, so that a full room shares rounds, not the inputs."""

SEATS_AT_ONCE = 16
"""Seats whose own parts are made before others get their turn in the loop: some milliseconds."""

HEARTBEAT = 5.0

Mark = Literal["here", "away"]
"""Whether somebody looks at a page."""

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
    """An open connection of a seat: what kind of viewer it is now, in which language, and so in which room.

    Without a room it is told nothing: it is about to be closed.
    """

    sid: str
    seat: SeatId
    viewer: Viewer
    language: str
    here: bool = True
    room: str = ""


@dataclass(slots=True)
class Pusher:
    """Pushes of one session. `state` is what the last round showed; a round tells what is new since then.

    shown: the parts of each kind of viewer at `state`. own: what each seat was told of its own. all_told: the number of
    the state as of which every seat was told; what is loud since then is still to be told, at `next_all`.
    """

    state: Deliberation
    setting: Setting
    load: Callable[[], Deliberation]
    """Finds the newest state itself, for a wake that came without one."""
    render: Render
    send: Send
    rooms: Rooms
    sockets: dict[str, Socket] = field(default_factory=dict)
    shown: dict[Viewer, tuple[Part, ...]] = field(default_factory=dict)
    own: dict[SeatId, tuple[Part, ...]] = field(default_factory=dict)
    wake: Event = field(default_factory=Event)
    look: Event = field(default_factory=Event)
    """Set when the keys of its sockets are to be looked at in the store."""
    announced: Deliberation | None = None
    next_quiet: float = 0.0
    next_loud: float = 0.0
    all_told: int = 0
    next_all: float = 0.0

    def __post_init__(self) -> None:
        self.all_told = self.state.number

    def room(self, kind: Viewer, language: str) -> str:
        return f"{self.state.id}|{kind}|{language}"

    def add(self, socket: Socket) -> None:
        """Take in a new socket and greet it with the stamp of the last round. No switch in here: no gap, no double."""
        self.sockets[socket.sid] = socket
        socket.room = self.room(socket.viewer, socket.language)
        self.rooms.enter(socket.sid, socket.room)
        self.send("greeting", {"round": str(self.state.stamp), "now": now()}, socket.sid)

    def announce(self, state: Deliberation) -> None:
        """Have a state that was stored told in the next round, unless a newer one waits or was told."""
        newest = self.announced or self.state
        if state.stamp > newest.stamp:
            self.announced = state
            self.wake.set()

    def hear(self, stamp: Stamp) -> None:
        """Have the newest state found and told, if another worker has stored a newer one than is known here."""
        if stamp > (self.announced or self.state).stamp:
            self.announced = None
            self.wake.set()

    def run(self) -> None:
        """Push rounds until nobody is connected. What commits while a round is made goes into the next one."""
        waiting: float | None = None
        while self.sockets:
            woken = self.wake.wait(waiting)
            self.wake.clear()
            waiting = None
            state = self.announced or (self.load() if woken else self.state)
            state = max(state, self.announced or state, key=lambda one: one.stamp)  # it came while that was loaded
            if state.stamp > self.state.stamp:
                if (left := self._not_before(state) - monotonic()) > 0:
                    waiting, self.announced = left, state
                else:
                    self.announced = None
                    begun = monotonic()
                    self.round(state)
                    gevent.sleep(0)  # until it has left
                    ended = monotonic()
                    self.next_quiet, self.next_loud = ended + QUIET_EVERY, ended + (ended - begun) * REST
            if self.state.loud > self.all_told:
                if (left := self.next_all - monotonic()) > 0:
                    waiting = min(left, waiting or left)
                else:
                    self._tell_all()

    def _not_before(self, state: Deliberation) -> float:
        """When a state may be told: a move of the group at once."""
        if state.steered > self.state.number:
            return 0
        return self.next_loud if state.loud > self.state.number else self.next_quiet

    def round(self, state: Deliberation) -> None:
        """Tell every class what is new, even if that is nothing, and the seats what is new for them alone.

        What an input means for the own parts of all others comes as soon as telling them takes little of the time; a
        move of the group never waits.
        """
        before, self.state = self.state, state
        moved = self._move_sockets(state) if state.loud > before.number else []  # a count moves nobody
        self._tell_classes(before, state)
        for sid in moved:
            self.send("resume", {}, sid)
        if state.steered > before.number:
            gevent.sleep(0)  # what all see leaves first
            self._tell_all()
        else:
            for seat, sockets in self._seats().items():
                if state.touched.get(seat, 0) > before.number:
                    self._tell_seat(state, seat, sockets)

    def _tell_classes(self, before: Deliberation, state: Deliberation) -> None:
        seen = visible(state)
        shown, self.shown = self.shown, {}
        for room, (kind, language) in {s.room: (s.viewer, s.language) for s in self._listening()}.items():
            if kind not in shown:
                shown[kind] = parts(visible(before), kind, self.setting)
            if kind not in self.shown:
                self.shown[kind] = parts(seen, kind, self.setting)
            old, new = shown[kind], self.shown[kind]
            message: dict[str, Any] = {
                "after": str(before.stamp),
                "stamp": str(state.stamp),
                "parts": self._changed(old, new, language),
                "order": _changed_order(order(old), order(new)),
            }
            self.send("parts", message, room)

    def _tell_all(self) -> None:
        """Tell every seat what is new for it alone. Others get their turn in between: it may take a while."""
        state, begun = self.state, monotonic()
        for number, (seat, sockets) in enumerate(self._seats().items(), start=1):
            self._tell_seat(state, seat, sockets)
            if number % SEATS_AT_ONCE == 0:
                gevent.sleep(0)
        self.all_told = state.number
        self.next_all = monotonic() + min(QUIET_EVERY, (monotonic() - begun) * 10)

    def _seats(self) -> dict[SeatId, list[Socket]]:
        seats: dict[SeatId, list[Socket]] = {}
        for socket in self._listening():
            if socket.seat in self.state.seats:
                seats.setdefault(socket.seat, []).append(socket)
        return seats

    def _listening(self) -> list[Socket]:
        """Sockets to which something may be told: not those that are about to be closed."""
        return [socket for socket in self.sockets.values() if socket.room]

    def _tell_seat(self, state: Deliberation, seat: SeatId, sockets: list[Socket]) -> None:
        own = own_parts(visible(state, seat), state.seats[seat])
        sockets = [socket for socket in sockets if socket.viewer.face is state.seats[seat].face]
        if own == self.own.get(seat) or not sockets:
            return
        self.own[seat] = own
        for language in {socket.language for socket in sockets}:
            message = {"stamp": str(state.stamp), "parts": {part.key: self.render(part, language) for part in own}}
            for socket in sockets:
                if socket.language == language:
                    self.send("mine", message, socket.sid)

    def _changed(self, old: tuple[Part, ...], new: tuple[Part, ...], language: str) -> dict[str, str]:
        known = {part.key: part for part in old}
        return {part.key: self.render(part, language) for part in new if not part.own and known.get(part.key) != part}

    def _move_sockets(self, state: Deliberation) -> list[str]:
        """Move sockets whose kind of viewer changed, before any content goes out; they ask their page again.

        One whose seat was removed, or has another face now, is told nothing more; it is closed after a look at its key.
        """
        moved = []
        for socket in self._listening():
            seat = state.seats.get(socket.seat)
            if seat is None:  # it took its seat at another worker, a moment after this state
                continue
            kind = viewer(state, seat)
            if seat.removed or kind.face is not socket.viewer.face:
                self.rooms.leave(socket.sid, socket.room)
                socket.room = ""
                self.look.set()
            elif kind != socket.viewer:
                self.rooms.leave(socket.sid, socket.room)
                socket.viewer, socket.room = kind, self.room(kind, socket.language)
                self.rooms.enter(socket.sid, socket.room)
                moved.append(socket.sid)
        return moved

    def heartbeat(self) -> None:
        """Say how new the last round is, so that whoever missed it notices."""
        message = {"stamp": str(self.state.stamp), "now": now()}
        for room in {socket.room for socket in self._listening()}:
            self.send("heartbeat", message, room)

    def presence(self) -> dict[str, Mark]:
        """Which seats have a window open in front of them."""
        seen: dict[str, Mark] = {}
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
