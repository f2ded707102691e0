"""Servers to be treated badly."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from beraad.settings import Settings
from tests.conftest import absent
from tests.live.server import Server
from tests.stores import migrated


class Postgres:
    """A server of PostgreSQL of our own, that can be stopped."""

    def __init__(self, programs: Path, place: Path) -> None:
        self._programs, self._place = programs, place
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        if os.geteuid() == 0:  # it refuses to run as root
            shutil.chown(place, "postgres")
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.url = f"postgresql://postgres@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        given = f"-p {self._port} -k {self._place} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-w", "-o", given, "-l", str(self._place / "log"), "start")

    def stop(self) -> None:
        if (self._place / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-m", "immediate", "stop")

    def _run(self, program: str, *words: str) -> None:
        user = "postgres" if os.geteuid() == 0 else None
        command = [str(self._programs / program), "-D", str(self._place / "data"), *words]
        subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, cwd=self._place, timeout=60)


@pytest.fixture
def common() -> Iterator[Path]:
    """A directory that other users of the machine reach as well, as pytest's own are not."""
    place = Path(tempfile.mkdtemp(prefix="beraad-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def own_postgres(common: Path) -> Iterator[Postgres]:
    """A server of PostgreSQL with both stores, that runs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        absent("the programs of PostgreSQL")
    postgres = Postgres(found[-1], common)
    postgres.start()
    try:
        migrated(Settings(data=common, database=postgres.url))
        yield postgres
    finally:
        postgres.stop()


@pytest.fixture
def house(ready: Path) -> Iterator[Server]:
    """A server on SQLite that does not run yet."""
    server = Server(ready)
    yield server
    if server.process:
        server.kill()
