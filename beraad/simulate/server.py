"""A server of its own for a simulation, in a process of its own and in a folder that goes away with it."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests

BERAAD = (sys.executable, "-c", "from beraad.cli import main; main(prog_name='beraad')")
"""How this very beraad is started again; the command need not be on the PATH."""

STARTS_WITHIN = 30.0


class NotServing(Exception):
    """The server did not start; the text has the last it said."""


def environment_for(data: Path) -> dict[str, str]:
    """Return the environment of a server on a free port of this machine, with nothing of the one we are in."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BERAAD_")}
    return clean | {
        "BERAAD_DATA": str(data),
        "BERAAD_PORT": str(port),
        "BERAAD_ORIGIN": f"http://127.0.0.1:{port}",
        "BERAAD_SECRET": secrets.token_urlsafe(48),
    }


@contextmanager
def serving(environment: dict[str, str], beraad: Sequence[str] = BERAAD) -> Iterator[str]:
    """Serve as long as the context lasts, and give the origin. Raises NotServing."""
    origin, log = environment["BERAAD_ORIGIN"], Path(environment["BERAAD_DATA"]) / "log.txt"
    with log.open("wb") as said:
        server = subprocess.Popen([*beraad, "serve"], env=environment, stdout=said, stderr=said)  # noqa: S603  ourselves
    try:
        end = time.monotonic() + STARTS_WITHIN
        while True:
            if server.poll() is not None or time.monotonic() > end:
                raise NotServing(log.read_text(errors="replace")[-2000:].strip())
            try:
                requests.get(f"{origin}/healthz", timeout=5)
                break
            except requests.ConnectionError:
                time.sleep(0.05)
        yield origin
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
