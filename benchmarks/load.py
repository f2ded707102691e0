"""Load clients: hundreds of seats in one thread, on plain sockets, so that they take little of the same machine.

A seat sends its inputs over HTTP and takes in what is pushed as a page does: a part replaces a part, and each
message must join on to the one before. What is equal for all is decoded once.
"""

import base64
import heapq
import json
import os
import re
import select
import socket
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import lru_cache
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from beraad.simulate.seat_client import SeatClient

Answer = tuple[int, dict[str, str], bytes]
"""Status, headers by their small name (cookies: what was set, as it is sent along from now on), and body."""


class Loop:
    """Waits for all sockets at once, and does things at their time."""

    def __init__(self) -> None:
        self.poll = select.epoll()
        self.open: dict[int, Wire] = {}
        self.later: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0

    def at(self, moment: float, do: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self.later, (moment, self._count, do))

    def run(self, until: Callable[[], bool], seconds: float) -> bool:
        """Run until something is so; return whether it became so in time."""
        end = perf_counter() + seconds
        while not until():
            now = perf_counter()
            if now > end:
                return False
            while self.later and self.later[0][0] <= now:
                heapq.heappop(self.later)[2]()
            wait = min(self.later[0][0] - perf_counter() if self.later else 0.05, 0.05)
            for number, _ in self.poll.poll(max(wait, 0)):
                if wire := self.open.get(number):
                    wire.readable()
        return True

    def close(self) -> None:
        for wire in tuple(self.open.values()):
            wire.close()
        self.poll.close()


class Wire(ABC):
    """One connection; `take` gets what has come in so far and returns what it could not use yet."""

    def __init__(self, loop: Loop, port: int) -> None:
        self.loop = loop
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""
        loop.open[self.socket.fileno()] = self
        loop.poll.register(self.socket.fileno(), select.EPOLLIN)

    def readable(self) -> None:
        data = self.socket.recv(262_144)
        if not data:
            self.close()
            self.gone()
            return
        self.rest = self.take(self.rest + data if self.rest else data)

    @abstractmethod
    def take(self, data: bytes) -> bytes: ...

    def gone(self) -> None:
        """The server closed it: what came in half is nothing."""
        self.rest = b""

    def close(self) -> None:
        if self.socket.fileno() in self.loop.open:
            del self.loop.open[self.socket.fileno()]
            self.loop.poll.unregister(self.socket.fileno())
            self.socket.close()


class Http(Wire):
    """Forms over one kept connection, one at a time."""

    def __init__(self, loop: Loop, port: int) -> None:
        super().__init__(loop, port)
        self.waiting: list[Callable[[Answer], None]] = []

    def get(self, path: str, cookie: str, done: Callable[[Answer], None]) -> None:
        self._ask("GET", path, b"", cookie, done)

    def post(self, path: str, fields: dict[str, Any], cookie: str, done: Callable[[Answer], None]) -> None:
        self._ask("POST", path, urlencode(fields).encode(), cookie, done)

    def _ask(self, method: str, path: str, body: bytes, cookie: str, done: Callable[[Answer], None]) -> None:
        form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Accept: application/json\r\nAccept-Language: nl\r\nCookie: {cookie}\r\n{form}\r\n"
        )
        self.waiting.append(done)
        self.socket.sendall(head.encode() + body)

    def take(self, data: bytes) -> bytes:
        while (end := data.find(b"\r\n\r\n")) >= 0:
            first, *lines = data[:end].decode("latin-1").split("\r\n")
            named = [(name.lower(), value) for name, _, value in (line.partition(": ") for line in lines)]
            headers = dict(named)
            headers["cookies"] = "; ".join(value.partition(";")[0] for name, value in named if name == "set-cookie")
            stop = end + 4 + int(headers.get("content-length", 0))
            if len(data) < stop:
                break
            body, data = data[end + 4 : stop], data[stop:]
            self.waiting.pop(0)((int(first.split()[1]), headers, body))
        return data


class Live(Wire):
    """A WebSocket that speaks socket.io; `hear` gets each event as it came, in bytes."""

    def __init__(self, loop: Loop, port: int, path: str, cookie: str, hear: Callable[[bytes], None]) -> None:
        super().__init__(loop, port)
        self.hear = hear
        self.ready = False
        self.upgraded = False
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path}EIO=4&transport=websocket&lang=nl HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Origin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def take(self, data: bytes) -> bytes:
        if not self.upgraded:
            end = data.find(b"\r\n\r\n")
            if end < 0:
                return data
            assert b" 101 " in data[:30], data[:200]
            self.upgraded, data = True, data[end + 4 :]
        at, size = 0, len(data)
        while size - at >= 2:
            length, begin = data[at + 1], at + 2
            if length == 126:
                length, begin = int.from_bytes(data[at + 2 : at + 4]), at + 4
            elif length == 127:
                length, begin = int.from_bytes(data[at + 2 : at + 10]), at + 10
            if begin + length > size:
                break
            if data[at] & 15 == 1:
                self._text(data[begin : begin + length])
            at = begin + length
        return data[at:]

    def _text(self, text: bytes) -> None:
        if text.startswith(b"42"):
            self.hear(text)
        elif text.startswith(b"40"):
            self.ready = True
        elif text.startswith(b"0"):
            self._say(b"40")
        elif text == b"2":
            self._say(b"3")

    def _say(self, text: bytes) -> None:
        self.socket.sendall(bytes((0x81, 0x80 | len(text), 0, 0, 0, 0)) + text)  # a mask of zeros is a mask


def cookies_of(client: SeatClient) -> str:
    """Return what a browser of that seat sends along."""
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.http.cookies)


@lru_cache(16)
def decoded(text: bytes) -> Any:
    return json.loads(text[2:])


def newer(one: str, other: str) -> bool:
    return [int(part) for part in one.split(".")] > [int(part) for part in other.split(".")]


class Seat:
    """One seat: its page as pushed so far, and when it was as new as which stamp."""

    def __init__(self, room: "Room", path: str, cookie: str) -> None:
        self.room, self.path, self.cookie = room, path, cookie
        self.stamp = ""
        self.parts: dict[str, str] = {}
        self.own_stamp = ""
        self.broken = 0
        self.http = Http(room.loop, room.port)
        self.live: Live | None = None

    def connect(self) -> None:
        address = f"/live/?room={self.room.name}&" if self.room.name else f"{self.path}live?"
        self.live = Live(self.room.loop, self.room.port, address, self.cookie, self.hear)

    @property
    def ready(self) -> bool:
        return self.live is not None and self.live.ready

    def hear(self, text: bytes) -> None:
        event, message = decoded(text)
        if event == "parts":
            if self.stamp and message["after"] != self.stamp:
                self.broken += 1
            self.parts.update(message["parts"])
            self.stamp = message["stamp"]
            self.room.arrived(message["stamp"])
        elif event == "line":
            self.stamp = message["stamp"]
            self.parts[message["stamp"]] = message["text"]
            self.room.arrived(message["stamp"])
        elif event == "mine":
            self.own_stamp = message["stamp"]
            self.room.own_arrived(message["stamp"])
        elif event == "greeting":
            self.stamp = message["round"]


class Room:
    """The seats of one room. `seen`: per stamp how many seats took it in, and when the last did.

    name: of a room of a reference, which knows rooms by what they are called.
    """

    def __init__(self, loop: Loop, port: int, name: str = "") -> None:
        self.loop, self.port, self.name = loop, port, name
        self.seats: list[Seat] = []
        self.seen: dict[str, tuple[int, float]] = {}
        self.own_seen: dict[str, tuple[int, float]] = {}
        self.sent: list[tuple[float, str, float]] = []
        self.refused: list[Answer] = []

    def arrived(self, stamp: str) -> None:
        self.seen[stamp] = (self.seen.get(stamp, (0, 0.0))[0] + 1, perf_counter())

    def own_arrived(self, stamp: str) -> None:
        self.own_seen[stamp] = (self.own_seen.get(stamp, (0, 0.0))[0] + 1, perf_counter())

    def join_beraad(self, code: str, count: int) -> None:
        """Take `count` seats, one after the other, and connect them."""
        for number in range(count):
            answers: list[Answer] = []
            http = Http(self.loop, self.port)
            fields = {"code": code, "name": f"Stoel {number}", "op": os.urandom(9).hex()}
            http.post("/join", fields, "", answers.append)
            assert self.loop.run(lambda: bool(answers), 20), "no answer to a join"  # noqa: B023
            http.close()
            status, headers, body = answers[0]
            assert status == 303, (status, body[:300])
            path = re.sub(r"^https?://[^/]+", "", headers["location"])
            self.seats.append(Seat(self, path, headers["cookies"]))
        self.connect()

    def join_reference(self, count: int) -> None:
        self.seats = [Seat(self, "/", "") for _ in range(count)]
        self.connect()

    def connect(self) -> None:
        for seat in self.seats:
            seat.connect()
            assert self.loop.run(lambda: seat.ready, 20), "no socket"  # noqa: B023

    def send(self, seat: Seat, path: str, fields: dict[str, Any], done: Callable[[], None] = lambda: None) -> None:
        """Send an input; its moment and the stamp of its receipt go into `sent`."""
        begun = perf_counter()

        def answered(answer: Answer) -> None:
            if answer[0] == 200:
                self.sent.append((begun, json.loads(answer[2])["stamp"], perf_counter()))
            else:
                self.refused.append(answer)
            done()

        besides = {"room": self.name} if self.name else {"op": os.urandom(9).hex()}
        seat.http.post(seat.path + path, {**fields, **besides}, seat.cookie, answered)

    def all_at(self, stamp: str) -> bool:
        return all(seat.stamp and not newer(stamp, seat.stamp) for seat in self.seats)

    def waits(self) -> list[float]:
        """Return, per input, the seconds from sending until the last seat had taken in a push that holds it."""
        whole = sorted(
            ([int(part) for part in stamp.split(".")], moment)
            for stamp, (count, moment) in self.seen.items()
            if count >= len(self.seats)
        )
        waits = []
        for begun, receipt, _ in self.sent:
            wanted = [int(part) for part in receipt.split(".")]
            waits.append(next(moment for stamp, moment in whole if stamp >= wanted) - begun)
        return waits
