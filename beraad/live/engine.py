"""The socket engine, made to fit: what it lets in, sends out and writes down."""

import logging
from typing import Any

import structlog

BIGGEST_MESSAGE = 8_000
"""Bytes; only presence comes in."""


def fit(engine: Any) -> None:
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


class Kinds(logging.Handler):
    """Notes what kind of fault a library saw, never its words: they may hold what a client sent."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[0]:
            structlog.get_logger().error("socket-fault", kind=record.exc_info[0].__name__)


def kinds() -> logging.Logger:
    """Return a logger for the engine that keeps to that."""
    logger = logging.getLogger("beraad.live")
    logger.propagate = False
    logger.setLevel(logging.ERROR)
    logger.handlers = [Kinds()]
    return logger
