"""Deleting for good: what was deleted is also overwritten in the files."""

import sqlite3
from typing import Any

import gevent
from gevent.threadpool import ThreadPool
from sqlalchemy import text

from beraad.storage.store import Store

TRIES = 50
PAUSE = 0.1


class Wiper:
    """Makes what was deleted unreadable; keeps trying until that is complete.

    SQLite overwrites what it deletes (secure_delete), but the old pages stand in the write-ahead log until that is
    cut off, which fails, without an error, as long as one reader still needs it: then it is tried again for a few
    seconds, and at the next call. PostgreSQL: VACUUM lets go of the dead rows; that its own log and its free space
    keep them for a while is beyond us (docs/install.md).
    """

    def __init__(self, store: Store[Any]) -> None:
        self._store = store
        self._complete = False  # who knows what a crash left

    def __call__(self, needed: bool) -> bool:
        """Return whether nothing is left. needed: something was deleted just now."""
        if needed or not self._complete:
            self._complete = True  # `later` may say otherwise meanwhile
            if not self._wipe():
                self.later()
        return self._complete

    def at_once(self) -> None:
        """Begin, and let the caller go on."""
        gevent.spawn(self, True)

    def later(self) -> None:
        """Have the next call find something to do."""
        self._complete = False

    def _wipe(self) -> bool:
        pool = ThreadPool(1)
        try:
            if self._store.engines.writing.dialect.name == "postgresql":
                pool.apply(_vacuum, (self._store,))
                return True
            for _ in range(TRIES):
                if pool.apply(_cut_off, (self._store,)):
                    return True
                gevent.sleep(PAUSE)
            return False
        finally:
            pool.kill()


def _cut_off(store: Store[Any]) -> bool:
    """Move the write-ahead log into the file and make it empty; False if somebody still reads from it.

    On a connection of its own: on the driver's, outside a transaction, and without waiting for readers.
    """
    connection = store.engines.writing.raw_connection()
    try:
        driver = connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("PRAGMA busy_timeout=0")
        busy, pages, _moved = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return bool(busy == 0 and pages == 0)
    except sqlite3.OperationalError:  # locked: a writer is at it
        return False
    finally:
        connection.close()


def _vacuum(store: Store[Any]) -> None:
    with store.engines.writing.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        for table in store.tables.sorted_tables:
            connection.execute(text(f'VACUUM "{table.name}"'))
