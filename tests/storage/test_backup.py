"""Backups: whole, for nobody else, put back only where they fit, and without what had to go since."""

import json
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beraad.app import create_casebank
from beraad.casebank.circles import Audience
from beraad.casebank.stored import StoredCase
from beraad.cli import main
from beraad.services.tokens import hash_of
from beraad.settings import Settings
from beraad.storage.backup import MANIFEST, BackupError, back_up, put_back
from beraad.storage.ledger import ledger_in
from beraad.storage.store import Store, open_bank, open_room
from beraad.storage.unit import BankUnit, RoomUnit
from tests.casebank.builders import a_case
from tests.storage.test_reports import After
from tests.stores import put_copies

PUBLIC = Audience(circle="public")


def beraad(data: Path, *words: str, database: str = "") -> Result:
    return CliRunner(env={"BERAAD_DATA": str(data), "BERAAD_DATABASE": database}).invoke(main, list(words))


@pytest.fixture
def data(tmp_path: Path, sqlite_prepared: Path) -> Path:
    """A data directory in which a session was closed, whose log is still there."""
    place = put_copies(sqlite_prepared, tmp_path / "data")
    room = open_room(Settings(data=place))
    After(room, ledger_in(place)).talk()
    room.close()
    return place


@pytest.fixture
def made(data: Path, tmp_path: Path) -> Path:
    file = tmp_path / "backup.zip"
    assert beraad(data, "backup", str(file)).exit_code == 0
    return file


def ask(path: Path, question: str) -> list[tuple[str, ...]]:
    """Ask or change something in a store, and let go of it."""
    with closing(sqlite3.connect(path)) as store, store:
        return store.execute(question).fetchall()


def sessions(data: Path) -> int:
    return len(ask(data / "room.db", "SELECT id FROM sessions"))


def test_a_backup_is_for_nobody_else_and_replaces_nothing(data: Path, made: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    again = beraad(data, "backup", str(made))
    assert (again.exit_code, again.output) == (1, f"Error: {made} is there already. Choose another name.\n")
    assert {path.name for path in made.parent.iterdir()} == {"data", "backup.zip"}


def test_a_backup_put_back_elsewhere_is_the_same(data: Path, made: Path, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere"
    put_back(Settings(data=there), made, force=False, before=lambda copy: None)
    for name in ("room", "bank"):
        assert rows(there / f"{name}.db") == rows(data / f"{name}.db")
    assert sorted(path.name for path in there.iterdir()) == ["bank.db", "room.db"]


def rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as store:
        return list(store.iterdump())


def test_nothing_is_replaced_without_force(data: Path, made: Path) -> None:
    refused = beraad(data, "restore", str(made))
    assert refused.exit_code == 1
    assert "--force" in refused.output
    assert beraad(data, "restore", str(made), "--force").exit_code == 0


def test_what_was_purged_since_does_not_come_back(data: Path, made: Path) -> None:
    ((id,),) = ask(data / "room.db", "SELECT id FROM sessions")
    ledger_in(data).add("session", id)
    done = beraad(data, "restore", str(made), "--force")
    assert "1 erased" in done.output
    assert sessions(data) == 0
    assert b"Doorgaan" not in (data / "room.db").read_bytes()


def test_what_is_overdue_is_erased_before_anybody_sees_it(data: Path, tmp_path: Path) -> None:
    ask(data / "room.db", "UPDATE sessions SET closed = '2020-01-01 00:00:00.000000'")
    file = tmp_path / "old.zip"
    assert beraad(data, "backup", str(file)).exit_code == 0
    assert "erased" in beraad(tmp_path / "new", "restore", str(file)).output
    assert sessions(tmp_path / "new") == 0


def test_a_case_withdrawn_since_does_not_come_back(data: Path, tmp_path: Path) -> None:
    bank: Store[BankUnit] = open_bank(Settings(data=data))
    kept = StoredCase(case=a_case(), audience=PUBLIC, imported=False, withdrawal=hash_of("token"))
    bank.writer.run(lambda unit: unit.cases.put(kept))
    file = tmp_path / "with.zip"
    assert beraad(data, "backup", str(file)).exit_code == 0
    create_casebank(bank, ledger_in(data)).withdraw("token")
    bank.close()
    assert ledger_in(data).ids("case") == {kept.case.id}
    assert beraad(data, "restore", str(file), "--force").exit_code == 0
    assert ask(data / "bank.db", "SELECT id FROM cases") == []
    assert ask(data / "bank.db", "SELECT id FROM withdrawals") == [(kept.case.id,)]


@pytest.fixture
def newer(made: Path, tmp_path: Path) -> Path:
    """A backup whose room has a form that this version does not know."""
    place = tmp_path / "newer"
    with zipfile.ZipFile(made) as archive:
        archive.extractall(place)
    ask(place / "room.db", "UPDATE alembic_version SET version_num = '9999'")
    file = tmp_path / "newer.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in (MANIFEST, "room.db", "bank.db"):
            archive.write(place / name, name)
    return file


def test_a_backup_of_a_newer_version_is_refused_and_nothing_changed(data: Path, newer: Path, tmp_path: Path) -> None:
    before = rows(data / "room.db")
    refused = beraad(data, "restore", str(newer), "--force")
    assert (refused.exit_code, "newer version" in refused.output) == (1, True)
    assert rows(data / "room.db") == before
    assert beraad(tmp_path / "new", "restore", str(newer)).exit_code == 1
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize("wrong", ["text", "cut", "other zip", "no database", "newer form"])
def test_what_is_no_whole_backup_is_refused_in_one_sentence(wrong: str, made: Path, tmp_path: Path) -> None:
    file = tmp_path / "wrong.zip"
    whole = made.read_bytes()
    if wrong == "text":
        file.write_text("geen zip")
    elif wrong == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    else:
        form = 2 if wrong == "newer form" else 1
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(MANIFEST, json.dumps({"form": form}))
            for name in ("room.db", "bank.db") if wrong != "other zip" else ("../room.db",):
                archive.writestr(name, "geen database")
    refused = beraad(tmp_path / "new", "restore", str(file))
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")
    assert refused.output.count("\n") == 1
    assert list((tmp_path / "new").iterdir()) == []


def test_a_store_that_is_in_use_is_not_replaced(data: Path, made: Path) -> None:
    busy: Store[RoomUnit] = open_room(Settings(data=data))
    busy.check()
    refused = beraad(data, "restore", str(made), "--force")
    busy.close()
    assert "Stop it first" in refused.output


def test_postgresql_has_its_own_tools(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database="postgresql:///beraad")
    with pytest.raises(BackupError, match="pg_dump"):
        back_up(settings, tmp_path / "file")
    with pytest.raises(BackupError, match="pg_restore"):
        put_back(settings, tmp_path / "file", force=False, before=lambda copy: None)


def test_purge_prints_what_it_did(data: Path) -> None:
    ask(data / "room.db", "UPDATE sessions SET closed = '2020-01-01 00:00:00.000000'")
    assert beraad(data, "purge").output == "1 folded, 1 erased.\n"
    assert beraad(data, "purge").output == "0 folded, 0 erased.\n"
