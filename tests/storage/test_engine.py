"""What every connection is like, read back from the connection itself."""

from typing import Any

import pytest
from sqlalchemy import Connection

from beraad.services.ports import StoreUnavailable
from beraad.storage.engine import PATIENCE, PRAGMAS
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit


def pragmas(connection: Connection) -> dict[str, str | int]:
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}


def test_every_connection_to_sqlite_is_durable_and_careful(sqlite_room: Store[RoomUnit]) -> None:
    for _ in range(3):
        assert sqlite_room.writer.run(lambda unit: pragmas(unit.connection)) == PRAGMAS
        assert sqlite_room.read(lambda unit: pragmas(unit.connection)) == PRAGMAS
    with sqlite_room.engines.reading.connect() as one, sqlite_room.engines.reading.connect() as two:
        assert pragmas(one) == pragmas(two) == PRAGMAS


def test_those_settings_are_the_ones_that_were_promised() -> None:
    assert PRAGMAS["journal_mode"] == "wal"
    assert PRAGMAS["synchronous"] == 2  # FULL
    assert PRAGMAS["secure_delete"] == PRAGMAS["foreign_keys"] == 1
    assert PRAGMAS["trusted_schema"] == 0


def test_a_server_of_postgresql_that_is_dead_holds_nobody_up_for_minutes(postgres_room: Store[RoomUnit]) -> None:
    for engine in (postgres_room.engines.writing, postgres_room.engines.reading):
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            given = driver.info.get_parameters()
        assert {name: given[name] for name in PATIENCE} == {name: str(value) for name, value in PATIENCE.items()}


def test_a_reader_cannot_write(room: Store[RoomUnit]) -> None:
    with pytest.raises(StoreUnavailable):
        room.read(lambda unit: unit.connection.exec_driver_sql("DELETE FROM jobs"))
