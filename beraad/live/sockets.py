"""Connecting: a seat's socket lives under its own page, so that the seat's cookie reaches it."""

import re
from collections.abc import Callable, Iterable
from random import uniform
from typing import Any

import gevent
import structlog
from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO

from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.seats import Face
from beraad.deliberation.stamp import Stamp
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer
from beraad.live.engine import BIGGEST_MESSAGE, fit, kinds
from beraad.live.push import HEARTBEAT, Pusher, Render, Socket, keep_running
from beraad.live.workers import Elsewhere, Ended, Message, Newer, Present, SignedOut, Workers
from beraad.refusal import Refusal
from beraad.services.keys import Keys
from beraad.services.session_rows import Key
from beraad.services.sessions import Sessions
from beraad.services.tokens import seat_cookie

ENGINE = "/socket.io"
LIVE = re.compile(r"^/s/([\w-]{1,64})/(lead|in|screen)/live/?$")

AGAIN = 0.05
"""Seconds between two looks at the keys of a session, however often one is asked."""

HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
"""On every answer of the engine, which knows none of web/security.py."""

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Live:
    """All sockets of this process. Implements what services call Tell.

    workers: the others that serve the same sessions; none where this is the only process.
    """

    def __init__(self, render: Render) -> None:
        self.render = render
        self.pushers: dict[SessionId, Pusher] = {}
        self.keys: dict[str, Key] = {}
        self.elsewhere = Elsewhere()
        self.workers: Workers | None = None
        self.at_the_door: Keys
        self.sessions: Sessions
        self.io: SocketIO

    def install(self, app: Flask, sessions: Sessions, at_the_door: Keys, origins: list[str]) -> None:
        """Open the socket endpoint on a Flask application."""
        self.sessions, self.at_the_door = sessions, at_the_door
        self.io = SocketIO(
            app,
            async_mode="gevent",
            path=ENGINE,
            cors_allowed_origins=origins,
            max_http_buffer_size=BIGGEST_MESSAGE,
            manage_session=False,
            cookie=None,
            logger=kinds(),
            engineio_logger=kinds(),
            ping_interval=20,
            ping_timeout=20,
        )
        fit(self.io.server.eio)
        self.io.on_event("connect", self._connect)
        self.io.on_event("disconnect", self._disconnect)
        self.io.on_event("presence", self._presence)
        app.wsgi_app = self._at_the_seat(app.wsgi_app)  # type: ignore[method-assign,assignment]

    def _at_the_seat(self, inner: Wsgi) -> Wsgi:
        """Lead /s/<session>/<face>/live to the socket engine, and nobody to the engine's own address."""

        def mapped(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = environ.get("PATH_INFO", "")
            if path.startswith(ENGINE):
                environ["PATH_INFO"] = "/not-here"
            elif found := LIVE.match(path):
                environ["beraad.seat"] = (SessionId(found[1]), Face(found[2]))
                environ["PATH_INFO"] = f"{ENGINE}/"
                return inner(environ, lambda status, headers, *more: start(status, [*headers, *HEADERS], *more))
            return inner(environ, start)

        return mapped

    def announce(self, state: Deliberation) -> None:
        """Hand a stored state to the pusher of its session, if anyone is connected. Returns at once."""
        if pusher := self.pushers.get(state.id):
            pusher.announce(state)
        self._tell_workers(Newer(state.id, str(state.stamp)))

    def seat_gone(self, session: SessionId, seat: SeatId, why: str = "removed") -> None:
        self._close(session, lambda socket: socket.seat == seat, why)
        self._tell_workers(Ended(session))

    def keys_gone(self, session: SessionId, hashes: frozenset[str], why: str) -> None:
        """Close the sockets of keys that ended or rest; why: what their pages do then (docs/protocol.md)."""
        gone = {sid for sid, key in self.keys.items() if key.hash in hashes}
        self._close(session, lambda socket: socket.sid in gone, why)
        self._tell_workers(Ended(session))

    def sign_in_gone(self, hashed: str) -> None:
        gone = {sid for sid, key in self.keys.items() if key.sign_in == hashed}
        for session in tuple(self.pushers):
            self._close(session, lambda socket: socket.sid in gone, "signed-out")
        self._tell_workers(SignedOut(hashed))

    def _tell_workers(self, message: Message) -> None:
        if self.workers:
            self.workers.say(message)

    def hear(self, worker: str, message: Message) -> None:
        """Take in what another worker said: it makes this one look, or tell who leads who is there."""
        match message:
            case Newer(session=session, stamp=stamp):
                if pusher := self.pushers.get(SessionId(session)):
                    pusher.hear(Stamp.read(stamp))
            case Ended(session=session):
                if pusher := self.pushers.get(SessionId(session)):
                    pusher.look.set()
            case SignedOut(hash=hashed):
                for session in {key.session for key in self.keys.values() if key.sign_in == hashed}:
                    if pusher := self.pushers.get(session):
                        pusher.look.set()
            case Present(session=session):
                pusher = self.pushers.get(SessionId(session))
                if pusher and self.elsewhere.hear(worker, message):
                    self._tell_who_leads(pusher)

    def _close(self, session: SessionId, which: Callable[[Socket], bool], why: str) -> None:
        pusher = self.pushers.get(session)
        for socket in tuple(pusher.sockets.values()) if pusher else ():
            if which(socket):
                self._shut(socket.sid, why)

    def _shut(self, sid: str, why: str) -> None:
        self.io.emit("gone", {"why": why}, to=sid)
        self.io.server.disconnect(sid, namespace="/")  # also by a job, outside any request

    def _connect(self, _auth: Any = None) -> None:
        at = request.environ.get("beraad.seat")
        if at is None:
            raise ConnectionRefusedError("not-here")
        sid: str = request.sid  # type: ignore[attr-defined]
        if sid in self.keys:  # a client may name its event so: connected is connected
            return
        id, face = at
        try:
            secret = request.cookies.get(seat_cookie(face), "")
            state, seat, key = self.sessions.seat_behind(id, face, secret)
        except Refusal as refusal:
            raise ConnectionRefusedError(refusal.code) from None
        language = "en" if request.args.get("lang") == "en" else "nl"
        setting = None if id in self.pushers else self.sessions.setting(id)  # reading may let another socket go first
        pusher = self.pushers.get(id)
        if pusher is None or not pusher.sockets:
            pusher = self.pushers[id] = Pusher(
                state=state,
                setting=setting or self.sessions.setting(id),
                load=lambda: self.sessions.state(id),
                render=self.render,
                send=self._send,
                rooms=self,
            )
        self.keys[sid] = key
        first = not pusher.sockets
        pusher.add(Socket(sid=sid, seat=seat.id, viewer=viewer(pusher.state, seat), language=language))
        if first:
            gevent.spawn(keep_running, pusher)
            gevent.spawn(self._beat, pusher)
            gevent.spawn(self._watch, pusher)
        pusher.wake.set()
        if face is not Face.IN:
            self._look_again(sid, secret)
        self._tell_presence(pusher)

    def _look_again(self, sid: str, secret: str) -> None:
        """Let a socket in only if its key still is one: who ended it meanwhile did not see this socket."""
        key = self.keys[sid]
        try:
            self.sessions.seat_behind(key.session, key.face, secret)
        except Refusal as refusal:
            self._forget(sid)
            raise ConnectionRefusedError(refusal.code) from None

    def _disconnect(self, *_reason: Any) -> None:
        sid: str = request.sid  # type: ignore[attr-defined]
        if self.io.server.manager.is_connected(sid, "/"):  # a client named its event so, and is taken at its word
            self.io.server.disconnect(sid, namespace="/")  # which comes back here
            return
        self._forget(sid)

    def _forget(self, sid: str) -> None:
        key = self.keys.pop(sid, None)
        pusher = self.pushers.get(key.session) if key else None
        if pusher is None or pusher.sockets.pop(sid, None) is None:
            return
        if not pusher.sockets:
            self.pushers.pop(pusher.state.id, None)
            pusher.wake.set()
        self._tell_presence(pusher)

    def _presence(self, here: Any = None, *_more: Any) -> None:
        sid: str = request.sid  # type: ignore[attr-defined]
        key = self.keys.get(sid)
        pusher = self.pushers.get(key.session) if key else None
        if pusher and (socket := pusher.sockets.get(sid)):
            socket.here = here == "here"
            self._tell_presence(pusher)

    def _tell_presence(self, pusher: Pusher) -> None:
        self._tell_who_leads(pusher)
        if self.workers:  # else who is there would be counted for nobody, at each who comes and goes
            self.workers.say(Present(pusher.state.id, pusher.presence()))

    def _tell_who_leads(self, pusher: Pusher) -> None:
        for socket in tuple(pusher.sockets.values()):
            if socket.viewer.leads:
                self._send("presence", self._who_is_there(pusher), socket.sid)

    def _who_is_there(self, pusher: Pusher) -> dict[str, str]:
        """Who is there. Of whom another worker may have a window open, nothing is said that is not known."""
        here: dict[str, str] = dict(pusher.presence())
        if self.workers and not self.workers.all_told:
            return {seat: "here" if here.get(seat) == "here" else "unknown" for seat in pusher.state.seats}
        elsewhere = self.elsewhere.of(pusher.state.id) if self.workers else {}
        return here | {seat: mark for seat, mark in elsewhere.items() if here.get(seat) != "here"}

    def _beat(self, pusher: Pusher) -> None:
        while pusher.sockets:
            gevent.sleep(HEARTBEAT * uniform(0.9, 1.1))  # noqa: S311  jitter, no secret
            pusher.heartbeat()
            if self.workers:  # who may have stored something newer, or ended a key, without this one having heard
                self._tell_presence(pusher)
                pusher.look.set()

    def _watch(self, pusher: Pusher) -> None:
        """Look whenever that is asked; beside the heartbeat, which waits for no store."""
        while pusher.sockets:
            if pusher.look.wait(HEARTBEAT):
                pusher.look.clear()
                self._look(pusher)
                gevent.sleep(AGAIN)

    def _look(self, pusher: Pusher) -> None:
        """Find out what no message told: close the sockets of keys that ended, and have the newest state told."""
        held = {sid: self.keys[sid] for sid in pusher.sockets}
        try:
            state, ended = self.at_the_door.ended(pusher.state.id, frozenset(held.values()))
        except Exception as error:  # whoever asks next has it looked at again
            structlog.get_logger().error("look-failed", kind=type(error).__name__)
            return
        for sid, key in held.items():
            if why := ended.get(key.hash):
                self._shut(sid, why)
        if state:
            pusher.announce(state)

    def _send(self, event: str, message: dict[str, Any], to: str) -> None:
        self.io.emit(event, message, to=to)

    def enter(self, sid: str, room: str) -> None:
        self.io.server.enter_room(sid, room, namespace="/")

    def leave(self, sid: str, room: str) -> None:
        self.io.server.leave_room(sid, room, namespace="/")
