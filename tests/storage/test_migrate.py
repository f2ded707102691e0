"""Migrations arrive at the tables, and find the way back."""

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from beraad.settings import Settings
from beraad.storage import migrate
from beraad.storage.store import Store, open_bank, open_room


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Where nothing stands yet."""
    database = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    return Settings(data=tmp_path, database=database)


@pytest.fixture(params=[open_room, open_bank])
def store(request: pytest.FixtureRequest, settings: Settings) -> Any:
    store = request.param(settings)
    yield store
    store.close()


def test_migrations_end_where_the_tables_are(store: Store[Any]) -> None:
    migrate.upgrade(store)
    with store.engines.writing.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, store.tables) == []
        assert set(store.tables.tables) <= set(inspect(connection).get_table_names())


def test_a_new_store_is_not_of_the_newest_form_until_it_is_upgraded(store: Store[Any]) -> None:
    assert not migrate.check(store)
    migrate.upgrade(store)
    migrate.upgrade(store)  # nothing to do
    assert migrate.check(store)


def test_every_migration_has_a_way_back(store: Store[Any]) -> None:
    migrate.upgrade(store)
    migrate.downgrade(store, "base")
    with store.engines.writing.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    migrate.upgrade(store)
    assert migrate.check(store)


def test_the_two_stores_share_no_table_of_each_other(settings: Settings) -> None:
    room, bank = open_room(settings), open_bank(settings)
    migrate.upgrade(room)
    assert migrate.check(room)
    assert not migrate.check(bank)
    room.close()
    bank.close()
