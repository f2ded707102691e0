"""A line to Redis that can be cut, slowed and mended, while Redis itself goes on for others."""

import socket
import threading
import time
from contextlib import suppress
from urllib.parse import urlsplit


class Wire:
    """Passes on what comes in at `url`. delay: seconds that each piece is on its way."""

    def __init__(self, redis: str) -> None:
        there = urlsplit(redis)
        self._there = (there.hostname or "127.0.0.1", there.port or 6379)
        self._port = 0
        self._open: set[socket.socket] = set()
        self.delay = 0.0
        self.mend()
        self.url = f"redis://127.0.0.1:{self._port}"

    def mend(self) -> None:
        """Let connections through, at the same place as before."""
        self.delay = 0.0
        self._listening = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def cut(self) -> None:
        """Break every connection, and refuse new ones."""
        for end in (self._listening, *self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                ours = listening.accept()[0]
                theirs = socket.create_connection(self._there)
                self._open |= {ours, theirs}
                for source, sink in ((ours, theirs), (theirs, ours)):
                    threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65_536):
                time.sleep(self.delay)
                sink.sendall(piece)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
