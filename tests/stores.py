"""What costs more than most tests do, done once: stores of the newest form are copied, shipped methods kept."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from beraad.settings import Settings
from beraad.storage import methods, migrate
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


def keep_methods(patch: pytest.MonkeyPatch) -> None:
    """Read each shipped method once in this process; an organisation's own is read whenever it is asked."""
    read = methods.method_in
    once = cache(read)
    patch.setattr(methods, "method_in", lambda path: (once if path.parent == methods.SHIPPED else read)(path))
