"""The bank forgets: what was withdrawn stands in no byte of its files, and no row tells what came after what."""

import time
from collections.abc import Iterator
from pathlib import Path

import gevent
import pytest
from sqlalchemy import text

from beraad.app import App, create_app
from beraad.services.tokens import hash_of
from beraad.settings import Settings
from beraad.storage.bank import casebank
from tests.builders import SECRET
from tests.casebank.builders import a_case

CANARY = "Kanariewoord"


@pytest.fixture
def app(ready: Path) -> Iterator[App]:
    made = create_app(Settings(data=ready, secret=SECRET))
    yield made
    made.close()


def bytes_of(data: Path) -> bytes:
    return b"".join(file.read_bytes() for file in data.iterdir() if file.is_file())


def test_a_withdrawn_case_stands_in_no_file_and_in_no_memory(app: App) -> None:
    data = app.settings.data
    case = a_case(id="van-een-tafel", summary=CANARY, origin="room")
    app.use_cases.casebank.publish(case, "organisation", organisation="ons", withdrawal=hash_of("token"))
    assert CANARY.encode() in bytes_of(data)
    app.use_cases.casebank.withdraw("token")
    end = time.monotonic() + 30
    while CANARY.encode() in bytes_of(data) and time.monotonic() < end:
        gevent.sleep(0.01)
    assert CANARY.encode() not in bytes_of(data)
    assert CANARY.lower().encode() not in bytes_of(data), "nor its words in the index"
    assert casebank._case.cache_info().currsize == 0


def test_no_row_tells_in_which_order_cases_came_or_went(app: App) -> None:
    """The audit log says who approved something and when: with an order it would say what."""
    with app.bank.engines.reading.connect() as connection:
        for table in ("cases", "withdrawals"):
            made = connection.execute(text(f"SELECT sql FROM sqlite_master WHERE name = '{table}'")).scalar_one()
            assert "WITHOUT ROWID" in made, table
