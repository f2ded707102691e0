"""Stores of the newest form, made once and then copied: migrating costs more than most tests do."""

import shutil
from pathlib import Path

from beraad.settings import Settings
from beraad.storage import migrate
from beraad.storage.store import open_bank, open_room

FILES = ("room.db", "bank.db")


def migrated(settings: Settings) -> Settings:
    """Bring both stores to the newest form, and let go of them."""
    for store in (open_room(settings), open_bank(settings)):
        migrate.upgrade(store)
        store.close()
    return settings


def put_copies(prepared: Path, data: Path) -> Path:
    """Put copies of prepared stores on SQLite in a data directory; return the directory."""
    data.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(prepared / name, data / name)
    return data
