"""The servers that are measured: each a process of its own on loopback, ended by its id."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import requests

from beraad.simulate.seat_client import SeatClient

HERE = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
SECRET = "a secret of the benchmark 0123456789 abcdef"
PASSWORD = "een lange zin als wachtwoord"


class Server:
    """A process that serves on `port`; with it as context, it is there inside and gone after."""

    words: list[str]

    def __init__(self, data: Path, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.origin = f"http://127.0.0.1:{self.port}"
        self.data = data
        data.mkdir(parents=True, exist_ok=True)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BERAAD_")}
        self.environment = {**clean, **environment}
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with (self.data / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(self.words, env=self.environment, cwd=HERE, stdout=log, stderr=log)
        for _ in range(400):
            if self.process.poll() is not None:
                raise RuntimeError((self.data / "log.txt").read_text()[-3000:])
            try:
                requests.get(f"{self.origin}/healthz", timeout=5)
                return self
            except requests.ConnectionError:
                time.sleep(0.05)
        raise RuntimeError("the server does not answer")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self.process
        self.process.terminate()
        try:
            self.process.wait(8)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cpu(self) -> float:
        """Return the seconds of processor time used so far, all threads together."""
        assert self.process
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> int:
        """Return the bytes of memory that it takes up now (resident)."""
        assert self.process
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE

    def signal(self, number: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(number)


class Bare(Server):
    """The bare server (bare.py)."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.words = [sys.executable, "-m", "benchmarks.bare", str(self.port), str(data / "bare.db")]


class NoNode(Exception):
    """There is no reference on Node; the text says why."""


def node_modules(folder: Path) -> Path:
    """Return a copy of benchmarks/node with what package-lock.json names, fetched by npm. Raises NoNode."""
    if not (shutil.which("node") and shutil.which("npm")):
        raise NoNode("node and npm are not here")
    copy = shutil.copytree(HERE / "benchmarks/node", folder / "node", dirs_exist_ok=True)
    fetched = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=copy, capture_output=True, text=True)
    if fetched.returncode:
        raise NoNode(f"npm ci failed: {fetched.stderr.strip()[-300:]}")
    return copy


class Node(Server):
    """socket.io on Node (node/server.mjs), in `modules`; synced: with a journal that is synced at every input."""

    def __init__(self, data: Path, modules: Path, *, synced: bool) -> None:
        super().__init__(data)
        journal = str(data / "journal.txt") if synced else ""
        self.words = ["node", str(modules / "server.mjs"), str(self.port), journal]


class Beraad(Server):
    """beraad, with a facilitator who has signed in and prepared a session."""

    def __init__(self, data: Path, *, coalesce: str = "", failpoint: str = "") -> None:
        super().__init__(data, FREEZE=str(data / "freeze.txt"), COALESCE=coalesce)
        self.environment |= {
            "BERAAD_DATA": str(data), "BERAAD_PORT": str(self.port), "BERAAD_ORIGIN": self.origin,
            "BERAAD_SECRET": SECRET, "BERAAD_FAILPOINT": failpoint,
        }  # fmt: skip
        self.words = [sys.executable, "-m", "benchmarks.measured"]
        self.command("db", "upgrade")

    def command(self, *words: str) -> str:
        run = [sys.executable, "-c", "from beraad.cli import main; main(prog_name='beraad')", *words]
        return subprocess.run(run, env=self.environment, capture_output=True, text=True, check=True).stdout

    def facilitator(self) -> str:
        """Return the address of a new account that leads, whose password is PASSWORD."""
        name = f"leider{time.monotonic_ns()}@voorbeeld.example"
        printed = self.command("admin", "create", name, "--name", "Leider", "--organisation", "Jeugdhulp",
                               "--region", "Regio", "--role", "facilitator")  # fmt: skip
        link = re.search(r"(/invitation/\S+)", printed)
        assert link, printed
        SeatClient(self.origin).post(link[1], {"password": PASSWORD})
        return name

    def prepare(self) -> tuple[SeatClient, str]:
        """Return the one who leads a new session of the ten steps, its door open, and the join code."""
        leader = SeatClient(self.origin)
        leader.sign_in(self.facilitator(), PASSWORD)
        form = {"title": "Ouder werkt mee", "length": "dilemmamethode/standaard", "a": "Doorgaan", "b": "Opschalen"}
        leader.prepare({**form, "op": leader.op()})
        leader.do("open-door")
        code = re.search(r"join\?code=([A-Z0-9]{8})", leader.fresh_html())
        assert code
        return leader, code[1]

    def freeze(self) -> float:
        """Return the longest freeze of the loop, in ms, since SIGUSR1."""
        self.signal(signal.SIGUSR2)
        file = self.data / "freeze.txt"
        for _ in range(100):
            if file.exists() and (text := file.read_text()):
                file.unlink()
                return float(text)
            time.sleep(0.05)
        raise RuntimeError("the server did not write its longest freeze")
