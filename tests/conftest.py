"""What tests need from the machine: PostgreSQL, Chromium. What is absent is counted aloud; with CI=true it fails."""

import os
import shutil
from collections.abc import Iterator
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright

POSTGRES = os.environ.get("BERAAD_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
ABSENT = "not on this machine: "
CHROMIUM_FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def absent(what: str) -> None:
    """Skip a test for want of a program; on CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(ABSENT + what)
    pytest.skip(ABSENT + what)


SLOW = (
    "journeys", "simulate/test_play", "simulate/test_demo", "benchmarks", "live/test_backup", "live/test_canaries",
    "web/test_draft_browser", "web/test_casebank_browser",
)  # fmt: skip
"""Whole sessions and every page in a browser: what is left is the everyday suite, `bin/test -m "not slow"`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(f"tests/{part}" in item.path.as_posix() for part in SLOW):
            item.add_marker(pytest.mark.slow)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if ABSENT in str(r.longrepr)]
    if skipped:
        terminalreporter.write_sep("!", f"{len(skipped)} tests were SKIPPED for want of a program", red=True, bold=True)


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty database of its own."""
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError:
        absent("PostgreSQL")
        raise
    name = f"beraad_test_{token_hex(6)}"
    server.execute(f'CREATE DATABASE "{name}"')
    yield POSTGRES.rpartition("/")[0] + "/" + name
    server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    server.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser, started once."""
    program = shutil.which("chromium")
    if program is None:
        absent("Chromium")
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()
