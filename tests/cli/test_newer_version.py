"""Stores that a newer version made: no command touches them, and each says what to do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from beraad.app import create_app
from beraad.cli import main
from beraad.deliberation.seats import Face
from beraad.services.tokens import seat_cookie
from beraad.settings import Settings
from beraad.storage.ledger import ledger_in
from beraad.storage.store import open_room
from tests.builders import QUICK, SECRET
from tests.live.server import nursery
from tests.storage.test_reports import After
from tests.stores import put_copies
from tests.web.conftest import OURS

NEWER = "Error: The {} was made by a newer version of beraad. Nothing was changed. Update beraad.\n"


def beraad(data: Path, *words: str, database: str = "") -> Result:
    return CliRunner(env={"BERAAD_DATA": str(data), "BERAAD_DATABASE": database}).invoke(main, list(words))


def make(data: Path, store: str, revision: str) -> None:
    """Have a store say that it is of that revision."""
    with closing(sqlite3.connect(data / f"{store}.db")) as connection:
        connection.execute(f"UPDATE alembic_version SET version_num = '{revision}'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize("store", ["room", "bank"])
def test_a_store_of_a_newer_version_is_refused_in_words_and_left_alone(
    store: str, tmp_path: Path, sqlite_prepared: Path
) -> None:
    data = put_copies(sqlite_prepared, tmp_path / "data")
    make(data, store, "9999")
    before = (data / f"{store}.db").read_bytes()
    for words in (("db", "check"), ("db", "upgrade"), ("purge",), ("backup", str(tmp_path / "copy.zip"))):
        done = beraad(data, *words)
        assert (done.exit_code, done.output) == (1, NEWER.format(store))
    assert (data / f"{store}.db").read_bytes() == before
    log = tmp_path / "log.txt"
    child = nursery().start(["serve"], {"BERAAD_DATA": str(data), "BERAAD_SECRET": SECRET}, log)
    while child.runs():
        pass
    assert log.read_text() == NEWER.format(store)


def test_an_old_store_is_not_upgraded_beside_one_of_a_newer_version(tmp_path: Path, sqlite_prepared: Path) -> None:
    data = put_copies(sqlite_prepared, tmp_path / "data")
    make(data, "room", "0001")
    make(data, "bank", "9999")
    before = (data / "room.db").read_bytes()
    assert beraad(data, "db", "upgrade").output == NEWER.format("bank")
    assert (data / "room.db").read_bytes() == before


def test_a_newer_store_on_postgresql_is_refused_as_well(postgres_ready: str, tmp_path: Path) -> None:
    with psycopg.connect(postgres_ready) as connection:
        connection.execute("UPDATE bank.alembic_version SET version_num = '9999'")
    for command in ("check", "upgrade"):
        done = beraad(tmp_path, "db", command, database=postgres_ready)
        assert (done.exit_code, done.output) == (1, NEWER.format("bank"))


def test_a_session_that_a_newer_version_went_on_with_is_told_in_words(tmp_path: Path, sqlite_prepared: Path) -> None:
    data = put_copies(sqlite_prepared, tmp_path / "data")
    room = open_room(Settings(data=data))
    after = After(room, ledger_in(data))
    with room.engines.writing.begin() as connection:
        connection.exec_driver_sql("UPDATE events SET type = 'WhatIsYetToCome' WHERE number = 3")
    room.close()
    app = create_app(Settings(data=data, secret=SECRET), hasher=QUICK)
    client = app.flask.test_client()
    client.set_cookie(seat_cookie(Face.IN), after.secret, path=f"/s/{after.id}/in")
    for answer in (client.get(f"/s/{after.id}/in/"), client.post(f"/s/{after.id}/in/raise-hand", headers=OURS)):
        assert answer.status_code == 503
        assert "bewaard door een nieuwere versie van Beraad" in answer.text
    app.close()
