"""A bank on both databases, empty and of the newest form."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from beraad.settings import Settings
from beraad.storage.store import Store, open_bank
from beraad.storage.unit import BankUnit


@pytest.fixture(params=["sqlite", "postgresql"])
def bank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store[BankUnit]]:
    name = "postgres_ready" if request.param == "postgresql" else "ready"
    prepared = request.getfixturevalue(name)
    store = open_bank(Settings(data=tmp_path, database=prepared if request.param == "postgresql" else ""))
    yield store
    store.close()
