"""Migrations: one history per store, run by Alembic without a configuration file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command, context
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.exc import DBAPIError

from beraad.services.ports import StoreNewer
from beraad.storage.store import Store
from beraad.storage.unavailable import cannot_store


def upgrade(store: Store[Any], to: str = "head") -> None:
    """Bring a store to the newest form, or to the revision `to`; all or nothing.

    Raises StoreUnavailable, or StoreNewer if a newer version made it; then nothing was changed.
    """
    revision(store)
    _migrate(store, to, command.upgrade)


def downgrade(store: Store[Any], to: str) -> None:
    """Bring a store back to an earlier revision; "base" is empty."""
    _migrate(store, to, command.downgrade)


def check(store: Store[Any]) -> bool:
    """Return whether the store has the newest form. Raises StoreUnavailable, StoreNewer."""
    return revision(store) == ScriptDirectory.from_config(_config(store.name)).get_current_head()


def revision(store: Store[Any]) -> str:
    """Return which form a store has; empty for one that was never made. Raises StoreUnavailable, StoreNewer."""
    try:
        with store.engines.reading.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision() or ""
    except DBAPIError as error:
        raise cannot_store(error, store.name) from error
    script = ScriptDirectory.from_config(_config(store.name))
    if found and found not in {known.revision for known in script.walk_revisions()}:
        raise StoreNewer(store=store.name)
    return found


def run_migrations(tables: MetaData) -> None:
    """Do what Alembic asks on the connection it was given; called by each history's env.py."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=tables, render_as_batch=True, transactional_ddl=True)
    context.run_migrations()


def _migrate(store: Store[Any], to: str, move: Callable[[Config, str], None]) -> None:
    config = _config(store.name)
    try:
        with store.engines.writing.connect() as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                # Two workers that start at once: the second waits, and finds nothing to do.
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('beraad-migrate'))"))
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {store.name}"))
            config.attributes["connection"] = connection
            move(config, to)
    except DBAPIError as error:
        raise cannot_store(error, store.name) from error


def _config(store: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / store / "migrations"))
    return config
