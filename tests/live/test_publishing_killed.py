"""kill -9 of a server at each moment of publishing: between the two stores a case is neither lost nor doubled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import func, select

from beraad.app import App, create_app
from beraad.services.draft_rows import Publication
from beraad.settings import Settings
from tests.builders import QUICK, SECRET
from tests.live.server import Server
from tests.web.conftest import people_of
from tests.web.draft_room import DraftRoom

READER = "zuid@voorbeeld.example"

# The server dies at the commit in a store of what is written there: that is, or just is not, on disk. What a job
# commits in the same store at the same time kills nobody.
DIES = """
import os, signal
from gevent import getcurrent
from beraad.services.reading import Reading
whole = Reading.{there}
def dying(self, *words):
    writer, mine = self.{store}.writer, getcurrent()
    run = writer.run
    def run_and_die(unit):
        def then_dies(stored):
            result, here = unit(stored), getcurrent()
            writer.failpoint = lambda now: (
                now == "{moment}" and getcurrent() is here and os.kill(os.getpid(), signal.SIGKILL)
            )
            return result
        return run(then_dies if getcurrent() is mine else unit)
    writer.run = run_and_die
    return whole(self, *words)
Reading.{there} = dying
"""


def open_app(server: Server) -> App:
    """Open the same stores beside the server."""
    database = server.environment["BERAAD_DATABASE"]
    return create_app(Settings(data=server.log.parent, database=database, secret=SECRET), hasher=QUICK)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def offered(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Server, DraftRoom, str]]:
    """A server that does not run yet, a draft in it that waits for a second reader, and which version."""
    if request.param == "sqlite":
        server = Server(request.getfixturevalue("ready"))
    else:
        server = Server(tmp_path, request.getfixturevalue("postgres_ready"))
    app = open_app(server)
    room = DraftRoom(app, people_of(app))
    room.talk()
    room.written(room.leads())
    room.says_right()
    version = room.version(room.reads(), "/read")
    app.close()
    yield server, room, version
    server.kill()


def found(server: Server, room: DraftRoom) -> tuple[int, str]:
    """Return how many cases the bank holds, and what the room holds of the draft."""
    app = open_app(server)
    with app.bank.engines.reading.connect() as connection:
        cases = connection.execute(select(func.count()).select_from(app.bank.tables.tables["cases"])).scalar_one()
    stored = app.room.read(lambda unit: unit.drafts.find(room.id))
    app.close()
    return cases, "" if stored is None else "decided" if isinstance(stored.body, Publication) else "offered"


@pytest.mark.parametrize(
    ("there", "store", "moment", "left"),
    [
        ("approve", "room", "before-commit", (0, "offered")),
        ("approve", "room", "after-commit", (0, "decided")),
        ("_finish", "bank", "before-commit", (0, "decided")),
        ("_finish", "bank", "after-commit", (1, "decided")),
        ("_take_out", "room", "before-commit", (1, "decided")),
        ("_take_out", "room", "after-commit", (1, "")),
    ],
)
def test_a_case_is_published_once_whenever_the_server_is_killed(
    there: str, store: str, moment: str, left: tuple[int, str], offered: tuple[Server, DraftRoom, str]
) -> None:
    server, room, version = offered
    server.start(DIES.format(there=there, store=store, moment=moment))
    reader = server.signed_in(READER)
    approval = {"version": version, "not_at_table": "1"}
    with pytest.raises(requests.ConnectionError):
        reader.post(f"/drafts/{room.id}/approve", approval)
    server.wait_for_its_end()
    assert found(server, room) == left
    server.start()
    if left == (0, "offered"):  # nothing was acknowledged and nothing stored: she presses again
        reader.post(f"/drafts/{room.id}/approve", approval)
    assert reader.wait(lambda _: found(server, room) == (1, ""), 60)
    assert room.id not in reader.get("/drafts").text
    server.kill()
    server.start()
    assert reader.get("/drafts").status_code == 200
    assert found(server, room) == (1, "")
