"""Servers for the tests of the live room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.server import Pair, Server


@pytest.fixture(params=["sqlite", "postgresql", "two workers"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A running server on each database, and two of them with seats of one session on both."""
    if request.param == "sqlite":
        yield from _running(Server(request.getfixturevalue("ready")))
    elif request.param == "postgresql":
        yield from _running(Server(tmp_path, request.getfixturevalue("postgres_ready")))
    else:
        redis = request.getfixturevalue("redis_url")
        yield from _running(Pair(tmp_path, request.getfixturevalue("postgres_ready"), redis))


@pytest.fixture
def sqlite_server(ready: Path) -> Iterator[Server]:
    yield from _running(Server(ready))


def _running(server: Server) -> Iterator[Server]:
    server.start()
    yield server
    server.kill()
