"""The bare server that beraad is compared with: store a row, tell the room, answer. Nothing else.

`python -m benchmarks.bare PORT FILE` serves: POST /input stores one row in a commit of its own (SQLite, WAL,
synchronous=FULL, on a native thread) and then emits one small message to everyone who is connected with that room.
"""

from gevent import monkey

monkey.patch_all()

import socket  # noqa: E402
import sqlite3  # noqa: E402
import sys  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask, jsonify, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402
from gevent.threadpool import ThreadPool  # noqa: E402


class Table:
    """One table in one file, written by one thread."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.connection: sqlite3.Connection | None = None
        self.thread = ThreadPool(1)

    def add(self, text: str) -> int:
        number: int = self.thread.apply(self._add, (text,))
        return number

    def _add(self, text: str) -> int:
        if self.connection is None:
            self.connection = sqlite3.connect(self.file, isolation_level=None)
            self.connection.execute("PRAGMA journal_mode=wal")
            self.connection.execute("PRAGMA synchronous=2")
            self.connection.execute("CREATE TABLE input (number INTEGER PRIMARY KEY, text TEXT)")
        self.connection.execute("BEGIN IMMEDIATE")
        number = self.connection.execute("INSERT INTO input (text) VALUES (?)", (text,)).lastrowid
        self.connection.execute("COMMIT")
        assert number is not None
        return number


def application(file: str) -> Flask:
    app = Flask("bare")
    io = SocketIO(app, async_mode="gevent", path="/live", cors_allowed_origins="*")
    table = Table(file)

    @io.on("connect")  # type: ignore[untyped-decorator]
    def connect(_auth: Any = None) -> None:
        join_room(request.args["room"])

    @app.post("/input")
    def take() -> Any:
        text = request.form["text"]
        number = table.add(text)
        io.emit("line", {"stamp": f"{number}.0", "text": text}, to=request.form["room"])
        return jsonify(stamp=f"{number}.0")

    return app


def main(port: str, file: str) -> None:
    server = WSGIServer(("127.0.0.1", int(port)), application(file), log=None)
    server.init_socket()
    server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
