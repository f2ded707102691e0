"""A store: its engines, its writer, its cache, and reading."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import MetaData, text
from sqlalchemy.exc import DBAPIError

from beraad.settings import Settings
from beraad.storage.bank.tables import bank_tables
from beraad.storage.cache import Cache, Memory
from beraad.storage.engine import Engines, open_engines
from beraad.storage.failpoint import failpoint
from beraad.storage.room.tables import room_tables
from beraad.storage.unavailable import Faults
from beraad.storage.unit import BankUnit, RoomUnit
from beraad.storage.writer import NewUnit, PostgresWriter, SqliteWriter

U = TypeVar("U")
T = TypeVar("T")


class Store(Generic[U]):
    """One of the two stores. `writer.run(unit)` writes; `read(fn)` reads on connections that cannot write."""

    def __init__(self, name: str, tables: MetaData, engines: Engines, new_unit: NewUnit[U]) -> None:
        self.name = name
        self.tables = tables
        self.engines = engines
        self.cache = Cache()
        self._new_unit = new_unit
        self._faults = Faults(name)
        kind = SqliteWriter if engines.writing.dialect.name == "sqlite" else PostgresWriter
        self.writer: SqliteWriter[U] | PostgresWriter[U] = kind(engines.writing, new_unit, self.cache, self._faults)

    def read(self, reading: Callable[[U], T]) -> T:
        """Return what `reading` finds, all of it as of one moment. Raises StoreUnavailable.

        What it remembers goes to the shared cache at once: it was committed, though perhaps not the newest.
        """
        memory = Memory(self.cache)
        try:
            with self.engines.reading.connect() as connection, connection.begin():
                result = reading(self._new_unit(connection, memory))
        except DBAPIError as error:
            raise self._faults.told(error) from error
        self.cache.merge(memory.changes)
        return result

    def check(self) -> None:
        """Raise StoreUnavailable unless the store answers, and StoreDamaged once it was met to be so."""
        self._faults.check()
        try:
            with self.engines.reading.connect() as connection:
                connection.execute(text("SELECT 1"))
        except DBAPIError as error:
            raise self._faults.told(error) from error

    def close(self) -> None:
        """Finish what waits and close every connection."""
        self.writer.close()
        self.engines.close()


def open_room(settings: Settings) -> Store[RoomUnit]:
    """Open the store of sessions: personal, short-lived."""
    engines = open_engines("room", settings.data, settings.database)
    store = Store("room", room_tables, engines, RoomUnit)
    store.writer.failpoint = failpoint(settings.failpoint, "room")
    return store


def open_bank(settings: Settings) -> Store[BankUnit]:
    """Open the store of accounts and cases."""
    engines = open_engines("bank", settings.data, settings.database)
    store = Store("bank", bank_tables, engines, BankUnit)
    store.writer.failpoint = failpoint(settings.failpoint, "bank")
    return store


STORES: dict[str, Callable[[Settings], Store[Any]]] = {"room": open_room, "bank": open_bank}
