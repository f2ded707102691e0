"""What every connection is like, read back from the connection itself."""

import pytest
from sqlalchemy import Connection

from beraad.services.ports import StoreUnavailable
from beraad.storage.engine import PRAGMAS
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


def test_a_reader_cannot_write(room: Store[RoomUnit]) -> None:
    with pytest.raises(StoreUnavailable):
        room.read(lambda unit: unit.connection.exec_driver_sql("DELETE FROM jobs"))
