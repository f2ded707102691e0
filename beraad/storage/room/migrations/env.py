"""Where Alembic begins with the history of the room."""

from beraad.storage.migrate import run_migrations
from beraad.storage.room.tables import room_tables

run_migrations(room_tables)
