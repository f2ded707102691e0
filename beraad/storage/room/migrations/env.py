"""Where Alembic begins with the history of the room."""

from beraad.storage.room.tables import room_tables
from beraad.storage.migrate import run_migrations

run_migrations(room_tables)
