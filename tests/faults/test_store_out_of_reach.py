"""A store that is full, locked, damaged or gone: refused in words, readable where it can be, and on again by itself."""

import os
import re
import resource
import sqlite3
import time
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest
import requests

from beraad.simulate.seat_client import Refused
from tests.builders import SECRET
from tests.faults.conftest import Postgres
from tests.live.server import Server, nursery, steered
from tests.stores import put_copies

IMPATIENT = """
from datetime import timedelta
from beraad.deliberation.decide import reveal
from beraad.jobs import ticker
from beraad.storage import engine
reveal.COUNTDOWN = timedelta(seconds=0.5)
engine.PRAGMAS["busy_timeout"] = 100
ticker.EVERY = 0.5
"""
"""A reveal counts down, a lock is waited for and what is due is looked at within tenths of seconds."""
NOT_KEPT = "Beraad kan nu niets bewaren. Wat al bewaard was, is er nog."


class Table:
    """Who leads, and two at the table, in a step where everybody writes privately. `kept`: what was acknowledged."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.leader = server.facilitator()
        code = server.prepare(self.leader)
        self.seat, self.other = server.join(code, "Zoë"), server.join(code, "Wim")
        self.leader.do("open-step", {"step": "waarden"})
        self.leader.fetch()
        self.leader.connect()
        self.kept: list[str] = []
        self.words = (f"woord-{number}" for number in count())

    def write(self, length: int = 0) -> Refused | None:
        """Send a word, again and again with one `op`, until it is acknowledged or refused."""
        word = next(self.words)
        try:
            self.seat.do("add-voice", {"chair": "kind", "value": word, "norm": "x" * length}, step="waarden", op=word)
        except Refused as refused:
            return refused
        self.kept.append(word)
        return None

    def goes_on(self) -> None:
        """Somebody writes, whoever leads sees it by a push, and after a reveal everybody sees all that was kept."""
        end = time.monotonic() + 20
        while self.write() and time.monotonic() < end:
            time.sleep(0.1)
        stamp = self.seat.fresh_page().stamp
        assert self.leader.wait(lambda s: s.page.stamp == stamp, 10), "no push comes any more"
        self.reveals()
        self.is_revealed()

    def reveals(self) -> None:
        self.leader.do("announce-reveal", {"step": "waarden", **steered(self.leader)})

    def is_revealed(self) -> None:
        """What was announced happens by itself and is pushed, with all that was kept and nothing else."""
        last = self.kept[-1]
        assert self.leader.wait(lambda s: f">{last}<" in s.text(), 15), "nothing happens by itself any more"
        shown = re.findall(r'<strong translate="no">(woord-\d+)<', self.other.fresh_html())
        assert sorted(shown) == sorted(self.kept)
        assert requests.get(f"{self.server.origin}/healthz", timeout=10).text == "ok\n"


def test_a_full_disk_refuses_and_all_goes_on_when_there_is_room(house: Server) -> None:
    house.start(IMPATIENT)
    table = Table(house)
    assert table.write() is None
    pid, (soft, hard) = house.process.pid, resource.getrlimit(resource.RLIMIT_FSIZE)  # type: ignore[union-attr]
    biggest = max(file.stat().st_size for file in house.log.parent.iterdir())
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (biggest + 10_000, hard))
    refused = [table.write(300) for _ in range(30)]
    said = [each for each in refused if each]
    assert said
    assert {(each.status, each.message.startswith(NOT_KEPT)) for each in said} == {(503, True)}
    assert all(f">{word}<" in table.seat.fresh_html() for word in table.kept), "what is kept can be read"
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))
    table.goes_on()


def test_a_lock_of_another_program_refuses_and_all_goes_on_when_it_is_gone(house: Server) -> None:
    house.start(IMPATIENT)
    table = Table(house)
    assert table.write() is None
    with closing(sqlite3.connect(house.log.parent / "room.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            refused = table.write()
            assert refused
            assert (refused.status, refused.message.startswith(NOT_KEPT)) == (503, True)
        assert f">{table.kept[0]}<" in table.seat.fresh_html()
        other.execute("ROLLBACK")
    table.goes_on()


def test_a_file_that_is_damaged_while_it_runs_is_told_to_who_writes_and_to_who_keeps_the_server(
    house: Server,
) -> None:
    house.start(IMPATIENT)
    table = Table(house)
    data = house.log.parent
    with closing(sqlite3.connect(data / "room.db")) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = (data / "room.db").stat().st_size
    with (data / "room.db").open("r+b") as file:  # all but the first page, which everybody has in memory
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    refused = [table.write(), table.write()]
    assert all(each and (each.status, each.code) == (503, "store-damaged") for each in refused)
    assert "waarschuw wie Beraad beheert" in (refused[0].message if refused[0] else "")
    assert requests.get(f"{house.origin}/healthz", timeout=10).status_code == 503
    log = house.log.read_text()
    assert '"event": "store-damaged"' in log
    assert '"store": "room", "kind": "SQLITE_CORRUPT' in log
    assert '"event": "fault"' not in log


@pytest.mark.parametrize("command", ["serve", "db check"])
def test_a_directory_in_which_nothing_may_be_written_is_told_at_the_start(
    command: str, sqlite_prepared: Path, common: Path
) -> None:
    data = put_copies(sqlite_prepared, common / "data")
    log = common / "log.txt"
    log.touch()
    log.chmod(0o666)
    data.chmod(0o555)
    nobody = "import os; os.geteuid() == 0 and (os.setgid(65534), os.setuid(65534))"
    child = nursery().start(command.split(), {"BERAAD_DATA": str(data), "BERAAD_SECRET": SECRET}, log, nobody)
    while child.runs():
        time.sleep(0.02)
    data.chmod(0o755)
    assert log.read_text().startswith(f"Error: The data in {data} cannot be read or written. Is the disk full")


def test_connections_that_postgresql_cuts_are_made_again(postgres_ready: str, tmp_path: Path) -> None:
    server = Server(tmp_path, postgres_ready)
    server.start(IMPATIENT)
    try:
        table = Table(server)
        with psycopg.connect(postgres_ready, autocommit=True) as other:
            for _ in range(5):
                assert table.write() is None
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        table.goes_on()
    finally:
        server.kill()


def test_a_server_of_postgresql_that_stops_is_told_in_words_until_it_is_back(
    own_postgres: Postgres, tmp_path: Path
) -> None:
    server = Server(tmp_path, own_postgres.url)
    server.start(IMPATIENT)
    try:
        table = Table(server)
        assert table.write() is None
        table.reveals()
        own_postgres.stop()  # so the reveal is due while there is no store
        for _ in range(2):
            refused = table.write()
            assert refused
            assert (refused.status, refused.message.startswith(NOT_KEPT)) == (503, True)
        with pytest.raises(Refused, match=r"503 page: .*Beraad kan nu niet"):
            table.other.fresh_html()
        assert requests.get(f"{server.origin}/healthz", timeout=10).status_code == 503
        assert table.leader.wait(lambda s: '"event": "job-failed"' in server.log.read_text())
        own_postgres.start()
        table.is_revealed()
        assert '"event": "fault"' not in server.log.read_text()
    finally:
        server.kill()
