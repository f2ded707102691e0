"""A damaged store: nothing is served from it, nothing in it is changed, and the last backup brings it back."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beraad.cli import main
from beraad.services.ports import StoreDamaged
from beraad.settings import Settings
from beraad.storage import damage
from beraad.storage.ledger import ledger_in
from beraad.storage.store import open_room
from beraad.storage.wipe import Wiper
from tests.builders import SECRET
from tests.live.server import PATIENCE, nursery
from tests.storage.test_reports import After
from tests.storage.test_writer import add, ids
from tests.stores import put_copies

RESTORE = "Copy what is there, stop the server, and put the last backup back: beraad restore --force FILE\n"


def beraad(data: Path, *words: str) -> Result:
    return CliRunner(env={"BERAAD_DATA": str(data)}).invoke(main, list(words))


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory, sqlite_prepared: Path) -> Path:
    """A data directory with a session in it and a backup beside it; a crash left what was written last in the log."""
    place = put_copies(sqlite_prepared, tmp_path_factory.mktemp("crashed") / "data")
    room = open_room(Settings(data=place))
    after = After(room, ledger_in(place))
    after.at = datetime.now(UTC)
    after.talk()
    room.close()
    assert beraad(place, "backup", str(place.parent / "backup.zip")).exit_code == 0
    if (child := os.fork()) == 0:
        dying = open_room(Settings(data=place))
        for number in range(20):
            dying.writer.run(add(str(number)))
        os._exit(0)  # it closes nothing
    os.waitpid(child, 0)
    return place


@pytest.fixture
def data(crashed: Path, tmp_path: Path) -> Path:
    place = tmp_path / "data"
    place.mkdir()
    for file in crashed.iterdir():
        (place / file.name).write_bytes(file.read_bytes())
    return place


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def emptied(file: Path) -> None:
    os.truncate(file, 0)


def overwritten(file: Path) -> None:
    """Write over the middle, as a disk that fails does."""
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20_000] = bytes(range(1, 201)) * 100
    file.write_bytes(content)


def no_database(file: Path) -> None:
    file.write_text("Dit is geen database. " * 1000)


def gone(file: Path) -> None:
    file.unlink()


LAST = "room.db-wal, which holds what was written last, is"
DAMAGES: list[tuple[str, Callable[[Path], None], str]] = [
    ("bank.db", cut_short, "bank.db is damaged"),
    ("bank.db", overwritten, "bank.db is damaged"),
    ("bank.db", emptied, "bank.db is empty"),
    ("bank.db", no_database, "bank.db is no database"),
    ("bank.db", gone, "bank.db is not there"),
    ("room.db", cut_short, "room.db is damaged"),
    ("room.db", overwritten, "room.db is damaged"),
    ("room.db", emptied, "room.db is empty"),
    ("room.db", gone, "room.db is not there"),
    ("room.db-wal", gone, f"{LAST} not there"),
    ("room.db-wal", cut_short, f"{LAST} damaged"),
    ("room.db-wal", overwritten, f"{LAST} damaged"),
]


@pytest.mark.parametrize(("name", "harm", "words"), DAMAGES, ids=[f"{n} {h.__name__}" for n, h, _ in DAMAGES])
def test_damage_is_told_and_nothing_changed_until_a_backup_is_put_back(
    name: str, harm: Callable[[Path], None], words: str, data: Path, crashed: Path
) -> None:
    harm(data / name)
    before = contents(data)
    for command in ("check", "upgrade"):
        done = beraad(data, "db", command)
        assert (done.exit_code, done.output) == (1, f"Error: In {data} {words}. Nothing was changed. {RESTORE}")
    assert contents(data) == before
    put = beraad(data, "restore", "--force", str(crashed.parent / "backup.zip"))
    assert put.exit_code == 0, put.output
    assert beraad(data, "db", "check").exit_code == 0
    room = open_room(Settings(data=data))
    assert len(ids(room)) == 1  # as of the backup
    room.close()


def contents(data: Path) -> dict[str, bytes]:
    """What is stored. The index of the write-ahead log (…-shm) is made again by whoever looks."""
    return {file.name: file.read_bytes() for file in data.iterdir() if not file.name.endswith("-shm")}


def test_serve_says_which_store_is_damaged_and_changes_nothing(data: Path) -> None:
    overwritten(data / "room.db")
    before = contents(data)
    log = data.parent / "log.txt"
    child = nursery().start(["serve"], {"BERAAD_DATA": str(data), "BERAAD_SECRET": SECRET}, log)
    while child.runs():
        pass
    assert log.read_text() == f"Error: In {data} room.db is damaged. Nothing was changed. {RESTORE}"
    assert contents(data) == before


def test_what_a_crash_or_a_power_cut_leaves_is_no_damage(data: Path) -> None:
    wal = data / "room.db-wal"
    whole = wal.read_bytes()
    assert damage.find_damage(data) == {}
    (data / "room.db-shm").unlink()  # as after a power cut, which may also stop in the middle of the last commit
    for left in (len(whole) - 100, len(whole) - 5000):
        wal.write_bytes(whole[:left])
        assert damage.find_damage(data) == {}
        (data / "room.db-shm").unlink()
    content = bytearray(whole)
    content[-2000] ^= 255
    wal.write_bytes(content)
    assert damage.find_damage(data) == {}
    room = open_room(Settings(data=data))
    assert len(ids(room)) in (20, 21)
    room.close()


def test_a_server_that_writes_meanwhile_is_no_damage(data: Path) -> None:
    if (child := os.fork()) == 0:
        busy = open_room(Settings(data=data))
        for number in count():
            busy.writer.run(add(f"busy-{number}"))
            if number % 50 == 0:
                Wiper(busy)(True)
    try:
        begun = time.monotonic()
        while time.monotonic() < begun + 0.7 or (written(data) < 50 and time.monotonic() < begun + PATIENCE):
            assert damage.find_damage(data) == {}
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert damage.find_damage(data) == {}
    assert written(data) >= 50


def written(data: Path) -> int:
    with closing(sqlite3.connect(data / "room.db")) as room:
        return int(room.execute("SELECT count(*) FROM sessions").fetchone()[0])


def test_no_backup_is_made_of_a_damaged_store(data: Path) -> None:
    with closing(sqlite3.connect(data / "room.db")) as closed:
        closed.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    overwritten(data / "room.db")
    done = beraad(data, "backup", str(data.parent / "copy.zip"))
    assert (done.exit_code, done.output) == (
        1, "Error: The room is damaged, so no backup was made. Keep the last ones.\n"
    )  # fmt: skip
    assert not (data.parent / "copy.zip").exists()


def test_damage_that_is_met_while_running_stops_the_writing_until_beraad_starts_anew(data: Path) -> None:
    room = open_room(Settings(data=data))
    room.writer.run(add("kept"))
    room.writer.close()  # its connection remembers pages
    with closing(sqlite3.connect(data / "room.db")) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = (data / "room.db").read_bytes()
    no_database(data / "room.db")
    with pytest.raises(StoreDamaged) as met:
        room.writer.run(add("lost"))
    assert met.value.facts == {"store": "room", "why": "SQLITE_NOTADB"}
    (data / "room.db").write_bytes(whole)  # it can be read again: who knows for how long
    for asked in (room.check, lambda: room.writer.run(add("after"))):
        with pytest.raises(StoreDamaged):
            asked()
    room.close()
    anew = open_room(Settings(data=data))
    anew.writer.run(add("after"))
    assert {"kept", "after"} <= ids(anew)
    assert "lost" not in ids(anew)
    anew.close()
