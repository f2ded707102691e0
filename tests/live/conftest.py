"""Servers for the tests of the live room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.server import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A running server on each database."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    yield from _running(Server(tmp_path, url))


@pytest.fixture
def sqlite_server(tmp_path: Path) -> Iterator[Server]:
    yield from _running(Server(tmp_path))


def _running(server: Server) -> Iterator[Server]:
    server.command("db", "upgrade")
    server.start()
    yield server
    server.kill()
