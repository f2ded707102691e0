"""Connecting: a seat's socket lives under its own page, so that the seat's cookie reaches it."""

import logging
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
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer
from beraad.live.push import HEARTBEAT, Pusher, Render, Socket, keep_running
from beraad.refusal import Refusal
from beraad.services.session_rows import Key
from beraad.services.sessions import Sessions
from beraad.services.tokens import seat_cookie

ENGINE = "/socket.io"
LIVE = re.compile(r"^/s/([\w-]{1,64})/(lead|in|screen)/live/?$")
BIGGEST_MESSAGE = 8_000
"""Bytes; only presence comes in."""

HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
"""On every answer of the engine, which knows none of web/security.py."""

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Live:
    """All sockets of this process. Implements what services call Tell."""

    def __init__(self, render: Render) -> None:
        self.render = render
        self.pushers: dict[SessionId, Pusher] = {}
        self.keys: dict[str, Key] = {}
        self.sessions: Sessions
        self.io: SocketIO

    def install(self, app: Flask, sessions: Sessions, origins: list[str]) -> None:
        """Open the socket endpoint on a Flask application."""
        self.sessions = sessions
        self.io = SocketIO(
            app,
            async_mode="gevent",
            path=ENGINE,
            cors_allowed_origins=origins,
            max_http_buffer_size=BIGGEST_MESSAGE,
            manage_session=False,
            cookie=None,
            logger=_kinds(),
            engineio_logger=_kinds(),
            ping_interval=20,
            ping_timeout=20,
        )
        _fit(self.io.server.eio)
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

    def seat_gone(self, session: SessionId, seat: SeatId) -> None:
        self._close(session, lambda socket: socket.seat == seat, "removed")

    def sign_in_gone(self, hashed: str) -> None:
        gone = {sid for sid, key in self.keys.items() if key.sign_in == hashed}
        for session in tuple(self.pushers):
            self._close(session, lambda socket: socket.sid in gone, "signed-out")

    def _close(self, session: SessionId, which: Callable[[Socket], bool], why: str) -> None:
        pusher = self.pushers.get(session)
        for socket in tuple(pusher.sockets.values()) if pusher else ():
            if which(socket):
                self.io.emit("gone", {"why": why}, to=socket.sid)
                self.io.server.disconnect(socket.sid, namespace="/")  # also by a job, outside any request

    def _connect(self, _auth: Any = None) -> None:
        at = request.environ.get("beraad.seat")
        if at is None:
            raise ConnectionRefusedError("not-here")
        sid: str = request.sid  # type: ignore[attr-defined]
        if sid in self.keys:  # a client may name its event so: connected is connected
            return
        id, face = at
        try:
            state, seat, key = self.sessions.seat_behind(id, face, request.cookies.get(seat_cookie(face), ""))
        except Refusal as refusal:
            raise ConnectionRefusedError(refusal.code) from None
        language = "en" if request.args.get("lang") == "en" else "nl"
        pusher = self.pushers.get(id)
        if pusher is None or not pusher.sockets:
            pusher = self.pushers[id] = Pusher(
                state=state,
                setting=self.sessions.setting(id),
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
        pusher.wake.set()
        self._tell_presence(pusher)

    def _disconnect(self, *_reason: Any) -> None:
        sid: str = request.sid  # type: ignore[attr-defined]
        if self.io.server.manager.is_connected(sid, "/"):  # a client named its event so, and is taken at its word
            self.io.server.disconnect(sid, namespace="/")  # which comes back here
            return
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
        for socket in tuple(pusher.sockets.values()):
            if socket.viewer.leads:
                self._send("presence", dict(pusher.presence()), socket.sid)

    def _beat(self, pusher: Pusher) -> None:
        while pusher.sockets:
            gevent.sleep(HEARTBEAT * uniform(0.9, 1.1))  # noqa: S311  jitter, no secret
            pusher.heartbeat()

    def _send(self, event: str, message: dict[str, Any], to: str) -> None:
        self.io.emit(event, message, to=to)

    def enter(self, sid: str, room: str) -> None:
        self.io.server.enter_room(sid, room, namespace="/")

    def leave(self, sid: str, room: str) -> None:
        self.io.server.leave_room(sid, room, namespace="/")


def _fit(engine: Any) -> None:
    """Have a message be cut off while it comes in, and go out whole.

    The engine looks at the length of what comes in when all of it is in memory; and what goes to a phone that reads
    slowly it hands to `send`, of which the rest is lost when the network takes but a part.
    """
    plain = engine._async["websocket"]

    def fitted(*args: Any) -> Any:
        made = plain(*args)
        made.server_args["max_message_size"] = BIGGEST_MESSAGE
        handle = made.app

        def handle_whole(socket: Any) -> Any:
            socket.ws.sock = Whole(socket.ws.sock)
            return handle(socket)

        made.app = handle_whole
        return made

    engine._async = {**engine._async, "websocket": fitted}


class Whole:
    """A network socket that sends a message to the end, and nothing in the middle of it.

    What comes meanwhile is an answer of the library itself (pong, closing), which can be missed.
    """

    def __init__(self, sock: Any) -> None:
        self.sock = sock
        self.busy = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sock, name)

    def send(self, data: bytes) -> int:
        if self.busy:
            return 0
        self.busy = True
        try:
            self.sock.sendall(data)
        finally:
            self.busy = False
        return len(data)


class _Kinds(logging.Handler):
    """Notes what kind of fault a library saw, never its words: they may hold what a client sent."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[0]:
            structlog.get_logger().error("socket-fault", kind=record.exc_info[0].__name__)


def _kinds() -> logging.Logger:
    """Return a logger for the engine that keeps to that."""
    logger = logging.getLogger("beraad.live")
    logger.propagate = False
    logger.setLevel(logging.ERROR)
    logger.handlers = [_Kinds()]
    return logger
