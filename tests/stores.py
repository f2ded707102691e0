"""What costs more than most tests do, done once: stores are copied, shipped methods and compiled routes kept."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from werkzeug.routing import Rule

from beraad.settings import Settings
from beraad.storage import methods, migrate
from beraad.storage.store import STORES


def migrated(settings: Settings) -> Settings:
    """Bring both stores to the newest form, and let go of them."""
    for store in (opened(settings) for opened in STORES.values()):
        migrate.upgrade(store)
        store.close()
    return settings


def put_copies(prepared: Path, data: Path) -> Path:
    """Put copies of prepared stores on SQLite in a data directory; return the directory."""
    data.mkdir(parents=True, exist_ok=True)
    for name in STORES:
        shutil.copyfile(prepared / f"{name}.db", data / f"{name}.db")
    return data


def keep_methods(patch: pytest.MonkeyPatch) -> None:
    """Read each shipped method once in this process; an organisation's own is read whenever it is asked."""
    read = methods.method_in
    once = cache(read)
    patch.setattr(methods, "method_in", lambda path: (once if path.parent == methods.SHIPPED else read)(path))


def keep_routes(patch: pytest.MonkeyPatch) -> None:
    """Compile each route once in this process, however many applications have it: half of making one is that."""
    compiled = Rule._compile_builder
    once: dict[tuple[str, bool], Callable[..., Any]] = {}

    def kept(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
        if rule.defaults:  # they are compiled in
            return compiled(rule, append_unknown)
        key = (rule.rule, append_unknown)
        return once.get(key) or once.setdefault(key, compiled(rule, append_unknown))

    patch.setattr(Rule, "_compile_builder", kept)
