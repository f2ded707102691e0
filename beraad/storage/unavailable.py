"""Tell a store that cannot be used from a fault in our own code."""

import sqlite3

from sqlalchemy.exc import DBAPIError

from beraad.services.ports import StoreBusy, StoreDamaged, StoreUnavailable

DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# Result codes of SQLite: busy, locked, out of memory, read-only, input/output error, full, cannot open.
SQLITE_CODES = frozenset({5, 6, 7, 8, 10, 13, 14})
# Classes of SQLSTATE: connection lost, out of resources, operator intervention, system error, damage; read-only.
POSTGRES_CLASSES = ("08", "53", "57", "58", "XX", "25006")
# Another worker stored the same number, name or op a moment earlier.
SOMEONE_WAS_FIRST = frozenset({"23505", "40001", "40P01"})


class Faults:
    """What the errors of one store mean. After damage nothing is written to it until beraad starts anew."""

    def __init__(self, store: str) -> None:
        self.store = store
        self.damaged = False

    def told(self, error: BaseException) -> BaseException:
        """Return StoreUnavailable if `error` says that the store cannot be used now, else `error` itself."""
        told = cannot_store(error, self.store)
        self.damaged = self.damaged or isinstance(told, StoreDamaged)
        return told

    def check(self) -> None:
        """Raise StoreDamaged if damage was met."""
        if self.damaged:
            raise StoreDamaged(store=self.store, why="met before")


def cannot_store(error: BaseException, store: str) -> BaseException:
    """Return StoreUnavailable if `error` says that `store` cannot be used now, else `error` itself."""
    if not isinstance(error, DBAPIError):
        return error
    cause = error.orig
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        kind = StoreDamaged if code & 0xFF in DAMAGED else StoreUnavailable if code & 0xFF in SQLITE_CODES else None
        return kind(store=store, why=getattr(cause, "sqlite_errorname", "")) if kind else error
    state = getattr(cause, "sqlstate", None)
    if state in SOMEONE_WAS_FIRST:
        return StoreBusy(store=store, why=state)
    lost = state is None and type(cause).__name__ == "OperationalError"
    if lost or (state is not None and state.startswith(POSTGRES_CLASSES)):
        return StoreUnavailable(store=store, why=state or "connection lost")
    return error
