"""The engines of a store: one that writes and one that reads, on SQLite or PostgreSQL."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool

PRAGMAS: dict[str, str | int] = {
    "busy_timeout": 5000,  # first: the others may have to wait for another process
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: what was acknowledged survives a power cut
    "foreign_keys": 1,
    "secure_delete": 1,  # what is deleted is overwritten
    "trusted_schema": 0,
}
PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
"""How long a server of PostgreSQL that does not answer holds us up: seconds for a connection, milliseconds on one.

Without these a request would hang for minutes when the server's machine dies, instead of saying that nothing was kept.
"""


@dataclass(frozen=True, slots=True)
class Engines:
    """The two engines of one store. On SQLite only the writer's own thread may use `writing`."""

    writing: Engine
    reading: Engine

    def close(self) -> None:
        """Close every connection that is not in use."""
        self.writing.dispose()
        self.reading.dispose()


def open_engines(store: str, data: Path, database: str) -> Engines:
    """Return the engines of `store` ("room" or "bank"): its file in `data`, or its schema in `database`."""
    if database:
        url = make_url(database).set(drivername="postgresql+psycopg")
        return Engines(_postgres(url, store, read_only=False), _postgres(url, store, read_only=True))
    data.mkdir(parents=True, exist_ok=True)
    url = URL.create("sqlite", database=str(data / f"{store}.db"))
    return Engines(_sqlite(url, "BEGIN IMMEDIATE", poolclass=NullPool), _sqlite(url, "BEGIN", query_only=True))


def _postgres(url: URL, schema: str, *, read_only: bool) -> Engine:
    options = f"-c search_path={schema}"
    if read_only:
        options += " -c default_transaction_read_only=on"
    return create_engine(
        url,
        connect_args={"options": options} | {name: value for name, value in PATIENCE.items() if name not in url.query},
        isolation_level="REPEATABLE READ" if read_only else "READ COMMITTED",  # one read, one moment
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
    )


def _sqlite(url: URL, begin: str, query_only: bool = False, **kwargs: Any) -> Engine:
    """Follow SQLAlchemy's recipe: the driver begins nothing by itself, the engine begins as it is told."""
    engine = create_engine(url, **kwargs)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
        if query_only:
            connection.execute("PRAGMA query_only=1")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
