"""A bank on both databases, empty and of the newest form."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from beraad.settings import Settings
from beraad.storage import migrate
from beraad.storage.store import Store, open_bank
from beraad.storage.unit import BankUnit


@pytest.fixture(params=["sqlite", "postgresql"])
def bank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store[BankUnit]]:
    database = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    store = open_bank(Settings(data=tmp_path, database=database))
    migrate.upgrade(store)
    yield store
    store.close()
