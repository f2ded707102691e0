"""One server for the journeys of a process, and a brisk one; every journey has a beraad of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import People
from tests.live.server import SOON, Server
from tests.stores import put_copies

BRISK = f"""
from datetime import timedelta
from beraad.services import sessions
sessions.DUMMIES_THINK = timedelta(seconds=0.05)
{SOON}
"""


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_prepared: Path, chromium: Browser) -> Iterator[Server]:
    """A running server with one facilitator in it."""
    yield from _running(put_copies(sqlite_prepared, tmp_path_factory.mktemp("journeys")))


@pytest.fixture(scope="session")
def brisk_house(tmp_path_factory: pytest.TempPathFactory, sqlite_prepared: Path, chromium: Browser) -> Iterator[Server]:
    """The same, where nobody waits for a reveal or for what dummies think of."""
    yield from _running(put_copies(sqlite_prepared, tmp_path_factory.mktemp("brisk")), BRISK)


def _running(data: Path, fault: str = "") -> Iterator[Server]:
    server = Server(data)
    server.start(fault)
    server.facilitator()
    yield server
    server.kill()


@pytest.fixture
def people(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[People]:
    """At the end nothing went wrong on any page: no error, no warning, no violation of the policy."""
    brisk = getattr(request.module, "BRISK", False)
    people = People(chromium, request.getfixturevalue("brisk_house" if brisk else "house"))
    yield people
    for context in chromium.contexts:
        context.close()
    assert people.wrong == []
