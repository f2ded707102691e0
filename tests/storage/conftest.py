"""Stores on both databases, empty and of the newest form."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from beraad.settings import Settings
from beraad.storage.store import Store, open_bank, open_room
from beraad.storage.unit import BankUnit, RoomUnit


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "sqlite":
        return Settings(data=request.getfixturevalue("ready"))
    return Settings(data=tmp_path, database=request.getfixturevalue("postgres_ready"))


@pytest.fixture
def room(settings: Settings) -> Iterator[Store[RoomUnit]]:
    store = open_room(settings)
    yield store
    store.close()


@pytest.fixture
def bank(settings: Settings) -> Iterator[Store[BankUnit]]:
    store = open_bank(settings)
    yield store
    store.close()


@pytest.fixture
def postgres_room(postgres_ready: str, tmp_path: Path) -> Iterator[Store[RoomUnit]]:
    store = open_room(Settings(data=tmp_path, database=postgres_ready))
    yield store
    store.close()


@pytest.fixture
def sqlite_room(ready: Path) -> Iterator[Store[RoomUnit]]:
    store = open_room(Settings(data=ready))
    yield store
    store.close()
