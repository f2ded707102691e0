"""Tell a store that cannot be written from a fault in our own code."""

from sqlalchemy.exc import DBAPIError

from beraad.services.ports import StoreUnavailable

# Result codes of SQLite: busy, locked, out of memory, read-only, input/output error, full, cannot open.
SQLITE_CODES = frozenset({5, 6, 7, 8, 10, 13, 14})
# Classes of SQLSTATE: connection lost, out of resources, operator intervention, system error; read-only.
POSTGRES_CLASSES = ("08", "53", "57", "58", "25006")
SOMEONE_WAS_FIRST = frozenset({"23505", "40001", "40P01"})


def cannot_store(error: BaseException) -> BaseException:
    """Return StoreUnavailable if `error` says that the store cannot be used now, else `error` itself."""
    if not isinstance(error, DBAPIError):
        return error
    cause = error.orig
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return StoreUnavailable() if code & 0xFF in SQLITE_CODES else error
    state = getattr(cause, "sqlstate", None)
    lost = state is None and type(cause).__name__ == "OperationalError"
    if lost or (state is not None and state.startswith(POSTGRES_CLASSES)):
        return StoreUnavailable()
    return error


def someone_was_first(error: DBAPIError) -> bool:
    """Return whether another worker stored the same number, name or op a moment earlier (PostgreSQL)."""
    return getattr(error.orig, "sqlstate", None) in SOMEONE_WAS_FIRST
