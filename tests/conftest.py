"""What tests need from the machine: PostgreSQL, Redis, Chromium. What is absent is told; with CI=true it fails."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright
from redis import Redis, RedisError

from beraad.settings import Settings
from tests import examples
from tests.stores import keep_methods, keep_routes, migrated, put_copies
from tools import chromium as chromium_on_disk

POSTGRES = os.environ.get("BERAAD_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("BERAAD_TEST_REDIS", "redis://127.0.0.1:6379")
ABSENT = "not on this machine: "
CHROMIUM_FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


PATIENCE = 20_000
"""Milliseconds in which what a browser test expects may come true. No test is about how quick the machine is."""
expect.set_options(timeout=PATIENCE)


def absent(what: str) -> None:
    """Skip a test for want of a program; on CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(ABSENT + what)
    pytest.skip(ABSENT + what)


SLOW = (
    "journeys", "simulate/test_play", "simulate/test_demo", "benchmarks", "live/test_backup", "live/test_canaries",
    "live/test_workers", "web/test_draft_browser", "web/test_casebank_browser", "web/test_guide_browser",
)  # fmt: skip
"""Whole sessions and every page in a browser: what is left is the everyday suite, `bin/test -m "not slow"`."""


settings.register_profile("beraad", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("beraad")


def pytest_configure(config: pytest.Config) -> None:
    examples.EVERYDAY = "not slow" in (config.option.markexpr or "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(f"tests/{part}" in item.path.as_posix() for part in SLOW):
            item.add_marker(pytest.mark.slow)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if ABSENT in str(r.longrepr)]
    if skipped:
        terminalreporter.write_sep("!", f"{len(skipped)} tests were SKIPPED for want of a program", red=True, bold=True)


@pytest.fixture(scope="session", autouse=True)
def read_and_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        keep_methods(patch)
        keep_routes(patch)
        yield


@contextmanager
def database(like: str = "template1") -> Iterator[str]:
    """Make a database of its own on PostgreSQL, the same as another; give its address."""
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError:
        absent("PostgreSQL")
        raise
    name = f"beraad_test_{token_hex(6)}"
    server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    try:
        yield POSTGRES.rpartition("/")[0] + "/" + name
    finally:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        server.close()


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty database of its own."""
    with database() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database in which both stores have the newest form, and nothing in them."""
    with database() as url:
        migrated(Settings(data=tmp_path_factory.mktemp("postgres"), database=url))
        yield url.rpartition("/")[2]


@pytest.fixture
def postgres_ready(postgres_prepared: str) -> Iterator[str]:
    """A database of its own with both stores of the newest form."""
    with database(postgres_prepared) as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> str:
    """Where Redis answers. It is shared: a test keeps to keys and channels that nobody else has."""
    try:
        with Redis.from_url(REDIS, socket_timeout=5) as redis:
            redis.ping()
    except RedisError:
        absent("Redis")
    return REDIS


@pytest.fixture(scope="session")
def sqlite_prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory in which both stores have the newest form, and nothing in them."""
    return migrated(Settings(data=tmp_path_factory.mktemp("sqlite"))).data


@pytest.fixture
def ready(tmp_path: Path, sqlite_prepared: Path) -> Path:
    """A data directory of its own with both stores of the newest form."""
    return put_copies(sqlite_prepared, tmp_path)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser, started once."""
    if chromium_on_disk.program() is None:
        absent("Chromium")
    with sync_playwright() as playwright:
        browser = chromium_on_disk.start(playwright, *CHROMIUM_FLAGS)
        yield browser
        browser.close()
