"""Servers for the tests of the live room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.server import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A running server on each database."""
    if request.param == "sqlite":
        yield from _running(Server(request.getfixturevalue("ready")))
    else:
        yield from _running(Server(tmp_path, request.getfixturevalue("postgres_ready")))


@pytest.fixture
def sqlite_server(ready: Path) -> Iterator[Server]:
    yield from _running(Server(ready))


def _running(server: Server) -> Iterator[Server]:
    server.start()
    yield server
    server.kill()
