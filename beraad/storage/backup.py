"""Backups of the two SQLite stores: one file, made while beraad runs, and put back into a data directory.

The room is copied first and then the bank, so that a publication between the two is only repeated after a restore.
The ledger stays outside: what was withdrawn or purged after a backup must not come back with it.
"""

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from beraad.services.ports import StoreNewer
from beraad.settings import Settings
from beraad.storage import migrate
from beraad.storage.damage import whole
from beraad.storage.store import STORES, Store

MANIFEST = "manifest.json"
FORM = 1
ONE_FILE = "PRAGMA journal_mode=delete"
"""Moves the write-ahead log into the file; refused as long as anybody else has the store open."""


class BackupError(Exception):
    """A backup cannot be made or put back; the text is one sentence that says why, and what to do."""


def back_up(settings: Settings, file: Path) -> None:
    """Copy both stores into a new file that only its owner can read. Raises BackupError, OSError."""
    _only_sqlite(settings, "Make the backup with pg_dump: pg_dump --schema=room --schema=bank --format=custom")
    if file.exists():
        raise BackupError(f"{file} is there already. Choose another name.")
    with _workplace(file.parent) as place:
        manifest: dict[str, str | int] = {"form": FORM}
        for name, opened in STORES.items():
            store = opened(settings)
            try:
                manifest[name] = migrate.revision(store)
                _copy(store, place / f"{name}.db")
            finally:
                store.close()
        (place / MANIFEST).write_text(json.dumps(manifest))
        packed = place / "packed"
        with packed.open("xb") as raw:
            os.fchmod(raw.fileno(), 0o600)
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
                for name in (MANIFEST, *(f"{store}.db" for store in STORES)):
                    archive.write(place / name, name)
            raw.flush()
            os.fsync(raw.fileno())
        packed.rename(file)


def put_back(settings: Settings, file: Path, *, force: bool, before: Callable[[Settings], None]) -> None:
    """Put the stores of a backup into the data directory, brought to the newest form.

    before: does what must be done to the copy before anybody can see it. force: replaces what is there. Raises
    BackupError, OSError; then nothing was replaced.
    """
    _only_sqlite(settings, "Put the backup back with pg_restore, then run: beraad db upgrade, and beraad purge")
    data = settings.data
    there = [path for name in STORES if (path := data / f"{name}.db").exists()]
    if there and not force:
        raise BackupError(f"{data} holds a beraad already. To replace it for good, stop the server and add --force.")
    data.mkdir(parents=True, exist_ok=True)
    with _workplace(data) as place:
        _unpack(file, place)
        here = replace(settings, data=place)
        for opened in STORES.values():
            store = opened(here)
            try:
                migrate.upgrade(store)
            except StoreNewer:
                raise BackupError(f"{file} was made by a newer version of beraad. Update beraad first.") from None
            finally:
                store.close()
        before(here)
        for path in (*(place / f"{name}.db" for name in STORES), *there):
            _let_go(path)
        for name in STORES:
            for tail in ("-wal", "-shm"):
                (data / f"{name}.db{tail}").unlink(missing_ok=True)
            (place / f"{name}.db").replace(data / f"{name}.db")


def _only_sqlite(settings: Settings, otherwise: str) -> None:
    if settings.database:
        raise BackupError(f"This beraad keeps its data in PostgreSQL. {otherwise} (docs/install.md).")


@contextmanager
def _workplace(beside: Path) -> Iterator[Path]:
    """A directory for nobody else, on the same disk, that is gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix=".beraad-", dir=beside))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _copy(store: Store[Any], target: Path) -> None:
    """Copy a store as of one moment; writers go on."""
    connection = store.engines.reading.raw_connection()
    try:
        source = connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute(ONE_FILE)
    except sqlite3.Error as error:
        raise BackupError(f"The {store.name} cannot be copied: {error}.") from error
    finally:
        connection.close()
    if not whole(target):
        raise BackupError(f"The {store.name} is damaged, so no backup was made. Keep the last ones.")


def _unpack(file: Path, place: Path) -> None:
    broken = BackupError(f"{file} is not a whole backup of beraad.")
    names = {MANIFEST, *(f"{name}.db" for name in STORES)}
    try:
        with zipfile.ZipFile(file) as archive:
            if set(archive.namelist()) != names:
                raise broken
            for name in names:
                archive.extract(name, place)
        manifest = json.loads((place / MANIFEST).read_text())
        form = int(manifest["form"])
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, KeyError, TypeError) as error:
        raise broken from error
    if form > FORM:
        raise BackupError(f"{file} was made by a newer version of beraad. Update beraad first.")
    if not all(whole(place / f"{name}.db") for name in STORES):
        raise broken


def _let_go(path: Path) -> None:
    """Make a store one file that nobody uses. One that is broken may be replaced as it is."""
    try:
        with closing(sqlite3.connect(path, timeout=0)) as database:
            database.execute(ONE_FILE)
    except sqlite3.OperationalError as error:
        raise BackupError("A server still uses this data directory. Stop it first.") from error
    except sqlite3.DatabaseError:
        return
