"""The fault harness every day: a short run on both databases, and each of four faults that it must find."""

from pathlib import Path

import psycopg
import pytest

from beraad.accounts.roles import Role
from tests.faults.harness import play
from tests.faults.table import Found, Plan
from tests.live.server import EMAIL, Server

ACKNOWLEDGES_FIRST = """
import gevent
from beraad.deliberation.commands import Contribute
from beraad.services.sessions import Sessions
stores = Sessions.submit
def submit(self, id, ask):
    if not isinstance(ask.command, Contribute):
        return stores(self, id, ask)
    gevent.spawn_later(0.2, stores, self, id, ask)
    return self.state(id)
Sessions.submit = submit
"""
SKIPS_A_CHECK = """
from beraad.services import sessions
decides = sessions.decide
def decide(state, command, by, at, ids):
    return decides(state, command, state.seats[state.owner] if by and command.steers else by, at, ids)
sessions.decide = decide
"""
TELLS_ALL = """
from beraad.live.sockets import Live
Live._send = lambda self, event, message, to: self.io.emit(event, message, to=None if event == "mine" else to)
"""
HOLDS_NOTHING = """
from beraad.storage.room.sessions import SessionRows
SessionRows.hold = SessionRows.load
"""

QUIET = Plan(seats=3, kills=0, pause=0.8)
"""A run in which nothing dies, for faults that need no death."""


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Server:
    """A server on each database that does not run yet, with the account of a facilitator."""
    if request.param == "sqlite":
        server = Server(request.getfixturevalue("ready"))
    else:
        server = Server(tmp_path, request.getfixturevalue("postgres_ready"))
    server.account(EMAIL, Role.FACILITATOR)
    return server


on_sqlite = pytest.mark.parametrize("house", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("house", ["postgresql"], indirect=True)


def held(found: Found) -> None:
    """The run did what it is for, and nothing was broken."""
    assert found.broken == []
    assert found.kept > 5
    assert found.twice
    assert found.contested
    assert found.seen > 10


def test_whatever_dies_nothing_that_was_acknowledged_is_lost_or_there_twice(house: Server) -> None:
    found = play(house, Plan(seats=4, kills=4))
    held(found)
    assert found.deaths.total() == 4


@on_sqlite
def test_an_acknowledgement_before_the_commit_is_found(house: Server) -> None:
    found = play(house, QUIET._replace(kills=2, within=2), ACKNOWLEDGES_FIRST)
    assert any("was acknowledged and stands in the log 0 times" in one for one in found.broken)


@on_sqlite
def test_a_permission_check_that_is_skipped_is_found(house: Server) -> None:
    found = play(house, QUIET, SKIPS_A_CHECK)
    assert "a guest opened a step: kept" in found.broken


@on_sqlite
def test_a_push_that_goes_to_everybody_is_found(house: Server) -> None:
    found = play(house, QUIET._replace(within=2), TELLS_ALL)
    assert any("others wrote for themselves" in one for one in found.broken)


@pytest.mark.slow
@on_postgresql
@pytest.mark.parametrize("index", [True, False])
def test_the_unique_index_holds_what_a_forgotten_lock_lets_through(house: Server, index: bool) -> None:
    if not index:
        with psycopg.connect(house.environment["BERAAD_DATABASE"]) as connection:
            connection.execute("ALTER TABLE room.events DROP CONSTRAINT pk_events")
    found = play(house, QUIET._replace(seats=5, within=3), HOLDS_NOTHING)
    if index:  # whoever is second too often is refused, and sends it again
        assert found.broken == []
    else:
        assert any("the numbers of the log are not 1, 2, 3" in one for one in found.broken)
