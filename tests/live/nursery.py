"""Servers as forks of one program that has read all code: reading it again costs more than most tests.

Each is a process of its own, with an environment of its own, that can be killed as any other.
"""

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

TOP = Path(__file__).parents[2]


class Child:
    """A process that the nursery started."""

    def __init__(self, nursery: "Nursery", pid: int) -> None:
        self._nursery = nursery
        self.pid = pid
        self.ended = False

    def runs(self) -> bool:
        """Return whether it is still there."""
        self.ended = self.ended or bool(self._nursery.ask({"wait": self.pid, "block": False}))
        return not self.ended

    def kill(self) -> None:
        """Kill -9, and wait until it is gone."""
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            self.ended = bool(self._nursery.ask({"wait": self.pid, "block": True}))


class Nursery:
    """The program that forks. It ends, with whatever it started, when the tests do."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from tests.live.nursery import forking; forking()"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=TOP,
            env={name: value for name, value in os.environ.items() if not name.startswith("BERAAD_")},
        )  # fmt: skip
        atexit.register(self._process.communicate)

    def start(self, words: list[str], environment: Mapping[str, str], log: Path, fault: str = "") -> Child:
        """Run `beraad` with these words; fault: Python that is run first, to plant one."""
        asked = {"run": words, "environment": dict(environment), "log": str(log), "fault": fault}
        return Child(self, int(self.ask(asked)))

    def ask(self, what: dict[str, Any]) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def forking() -> None:
    """Read the code once; then do what is asked, a line at a time."""
    from gevent.monkey import get_original, patch_all

    patch_all()  # as beraad.serve does: before anything else
    _warm_up()
    # The originals: those of gevent would start its loop here, and no loop survives a fork.
    fork, waitpid = get_original("os", "fork"), get_original("os", "waitpid")
    alive: set[int] = set()
    for line in sys.stdin:
        asked = json.loads(line)
        if "run" in asked:
            answer = fork()
            if answer == 0:
                _be(asked)
            alive.add(answer)
        else:
            answer, _ = waitpid(asked["wait"], 0 if asked["block"] else os.WNOHANG)
            alive.discard(answer)
        print(answer, flush=True)
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


def _warm_up() -> None:
    """Do what every server does alike, as far as it needs no loop and no thread."""
    for module in ("beraad.serve", "beraad.cli.serve", "engineio.async_drivers.gevent"):
        import_module(module)
    import pytest

    import beraad.app
    from beraad.pages.text import environment
    from beraad.settings import Settings
    from beraad.storage.methods import read_methods
    from beraad.web.application import flask_application
    from tests.builders import QUICK
    from tests.stores import keep_methods, keep_routes

    patch = pytest.MonkeyPatch()
    keep_methods(patch)
    keep_routes(patch)
    patch.setattr(beraad.app, "Argon2", lambda: QUICK)
    read_methods(Path("nowhere"))
    flask_application(cast(Any, SimpleNamespace(settings=Settings())))
    pages = environment("nl")
    for name in pages.list_templates(filter_func=lambda name: name.startswith(("session/", "_parts/", "layout"))):
        if name.endswith(".html"):
            pages.get_template(name)
    gc.freeze()  # a child that looks for garbage in all this would copy it


def _be(asked: dict[str, Any]) -> None:
    """Become the command that was asked for."""
    from beraad.cli import main

    log = os.open(asked["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(asked["environment"])
    try:
        exec(asked["fault"], {})
        main(asked["run"], prog_name="beraad")
    finally:
        os._exit(1)  # main always raises: nothing of the nursery is done twice
