"""Canaries: what was written in a room is, when its time is over, in no file, row, log or page of anybody else."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from beraad.simulate.seat_client import Refused, SeatClient
from tests.live.server import Server, steered

STAYS = "Kanarieblijft"
"""What the report may hold; every other canary is gone with the fold, those in names with the purge."""


class Room:
    """A conversation full of canaries on a running server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.leader = server.facilitator()
        code = server.prepare(self.leader, roster="Kanarierooster\nKanarieplaats")
        self.zoe, self.ben = server.join(code, "Kanariezoe"), server.join(code, "Kanarieben")
        self.database = server.environment["BERAAD_DATABASE"]
        self.data = Path(server.environment["BERAAD_DATA"])

    def step(self, step: str) -> None:
        self.leader.fetch()
        self.leader.do("open-step", {"step": step, **steered(self.leader)})

    def talk(self) -> None:
        """Superseded wordings, dropped voices, changed and unrevealed judgements, and what the report holds."""
        self.step("dilemma")
        for wording, a in enumerate(("Kanarieversie", STAYS), 1):
            self.leader.do("word", {"a": a, "b": "Opschalen", "wording": str(wording)}, step="dilemma")
        self.step("waarden")
        self.zoe.do("add-voice", {"chair": "kind", "value": "Kanariestem"}, step="waarden")
        voice = re.search(r'name="voice" value="([^"]+)"', self.zoe.fresh_html())
        assert voice
        self.zoe.do("drop-voice", {"voice": voice[1]}, step="waarden")
        self.step("afweging")
        for because in ("Kanarieeerst", "Kanarieoordeel"):
            self.zoe.do("choose", {"choice": "a", "because": because}, step="afweging")
        self.step("conclusie")
        self.leader.do("conclude", {"text": f"{STAYS} ook dit", "wording": "0"}, step="conclusie")
        self.go_wrong(self.zoe)
        self.leader.fetch()
        self.leader.do("close", steered(self.leader))

    def go_wrong(self, seat: SeatClient) -> None:
        """Provoke refusals and errors with canaries in what was sent."""
        for verb, fields in (
            ("choose", {"choice": "Kanariefout", "because": "x"}),
            ("choose", {"choice": "a", "because": "Kanarielang" * 500}),
            ("choose", {"Kanarieveld": "Kanariewaarde"}),
            ("kanarieniet", {"because": "Kanarielaat"}),
        ):
            with pytest.raises(Refused):
                seat.do(verb, fields, step="afweging")
        answer = seat.http.get(f"{self.server.origin}/Kanarieadres?q=Kanarievraag", timeout=10)
        assert answer.status_code == 404
        assert "Kanarievraag" not in re.sub(r'href="[^"]*"', "", answer.text)

    def closed_ago(self, days: float) -> None:
        """Let the closing be longer ago."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                connection.execute(f"UPDATE room.sessions SET closed = now() - interval '{days} days'")
        else:
            with closing(sqlite3.connect(self.data / "room.db", timeout=10)) as file, file:
                file.execute(f"UPDATE sessions SET closed = datetime('now', '-{days} days')")

    def kept(self) -> str:
        """Everything that the room keeps: on SQLite the bytes of its files, on PostgreSQL its rows."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'room'").fetchall()
                return "\n".join(
                    str(connection.execute(f'SELECT * FROM room."{table}"').fetchall()) for (table,) in tables
                )
        files = [self.data / "room.db", self.data / "room.db-wal"]
        return "".join(file.read_bytes().decode("latin-1") for file in files if file.exists())


def canaries(text: str) -> set[str]:
    return set(re.findall("Kanarie[a-z]+", text))


@pytest.fixture
def room(server: Server) -> Room:
    room = Room(server)
    room.talk()
    return room


NAMES = {"Kanarierooster", "Kanarieplaats", "Kanariezoe", "Kanarieben"}


def test_after_the_fold_only_the_report_and_the_names_are_kept_and_then_nothing(room: Room) -> None:
    assert {"Kanarieversie", "Kanarieoordeel", *NAMES} <= canaries(room.kept())
    room.closed_ago(1)
    assert room.server.command("purge") == "1 folded, 0 erased.\n"
    assert canaries(room.kept()) == {STAYS, *NAMES}
    assert STAYS in room.zoe.http.get(f"{room.server.origin}{room.zoe.address}", timeout=10).text
    room.closed_ago(14)
    assert room.server.command("purge") == "0 folded, 1 erased.\n"
    assert canaries(room.kept()) == set()
    answer = room.zoe.http.get(f"{room.server.origin}{room.zoe.address}", timeout=10)
    assert (answer.status_code, canaries(answer.text)) == (404, set())


def test_no_log_and_no_file_of_the_bank_holds_a_word_of_the_room(room: Room) -> None:
    assert canaries(room.server.log.read_text()) == set()
    for file in room.data.glob("bank.db*"):
        assert canaries(file.read_bytes().decode("latin-1")) == set()


def test_a_reader_that_lingers_only_delays_the_wiping(sqlite_server: Server) -> None:
    room = Room(sqlite_server)
    room.talk()
    room.closed_ago(1)
    with closing(sqlite3.connect(room.data / "room.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        assert "run this again" in sqlite_server.command("purge")
        assert "Kanarieoordeel" in canaries(room.kept())
    assert sqlite_server.command("purge") == "0 folded, 0 erased.\n"
    assert canaries(room.kept()) == {STAYS, *NAMES}


def test_a_text_taken_away_is_in_no_byte_of_the_room_soon_after(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    code = sqlite_server.prepare(leader)
    wim = sqlite_server.join(code, "Wim")
    leader.do("open-step", {"step": "afspraken"})
    leader.do("agree", {"what": "kanarie-in-de-mijn"}, step="afspraken")
    item = re.search(r'name="item" value="([\w-]+)"', leader.fresh_html())
    assert item
    leader.do("erase", {"step": "afspraken", "item": item[1]})
    data = sqlite_server.log.parent
    assert wim.wait(lambda _s: not any(b"kanarie" in p.read_bytes() for p in data.glob("room.db*")), 8)
