"""One server for all journeys of a process; every journey has a beraad of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import People
from tests.live.server import Server
from tests.stores import put_copies


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_prepared: Path, chromium: Browser) -> Iterator[Server]:
    """A running server with one facilitator in it."""
    server = Server(put_copies(sqlite_prepared, tmp_path_factory.mktemp("journeys")))
    server.start()
    server.facilitator()
    yield server
    server.kill()


@pytest.fixture
def people(chromium: Browser, house: Server) -> Iterator[People]:
    """At the end nothing went wrong on any page: no error, no warning, no violation of the policy."""
    people = People(chromium, house)
    yield people
    for context in chromium.contexts:
        context.close()
    assert people.wrong == []
