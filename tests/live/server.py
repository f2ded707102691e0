"""A real server in a process of its own, that can be killed and started again, and a table full of seats."""

import os
import re
import socket
import subprocess
import sys
import time
from functools import cache
from itertools import cycle
from pathlib import Path
from secrets import token_urlsafe

import requests

from beraad.accounts.roles import Role
from beraad.app import create_accounts
from beraad.services.accounts import Invite
from beraad.settings import Settings
from beraad.simulate.seat_client import SeatClient
from beraad.storage.store import open_bank
from tests.builders import QUICK, SECRET
from tests.live.nursery import Child, Nursery

RUN = [sys.executable, "-c", "from beraad.cli import main; main(prog_name='beraad')"]
PASSWORD = "een lange zin als wachtwoord"
EMAIL = "leider@voorbeeld.example"
PATIENCE = 90
"""Seconds in which a program must have started and answered, however busy the machine is."""


@cache
def nursery() -> Nursery:
    return Nursery()


class Server:
    """`beraad serve` on loopback. `log` collects what it writes."""

    def __init__(self, data: Path, database: str = "", **settings: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self.origin = f"http://127.0.0.1:{port}"
        self.log = data / "log.txt"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BERAAD_")}
        self.environment = clean | {
            "BERAAD_DATA": str(data), "BERAAD_DATABASE": database, "BERAAD_PORT": str(port), "BERAAD_SECRET": SECRET,
            "BERAAD_ORIGIN": self.origin, **{f"BERAAD_{name}": value for name, value in settings.items()},
        }  # fmt: skip
        self.process: Child | None = None

    def command(self, *words: str) -> str:
        done = subprocess.run([*RUN, *words], env=self.environment, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, fault: str = "", **settings: str) -> None:
        """Start, and return once it answers. fault: Python that plants one."""
        environment = self.environment | {f"BERAAD_{name}": value for name, value in settings.items()}
        self.process = nursery().start(["serve"], environment, self.log, fault)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.runs(), self.log.read_text()[-3000:]
            try:
                requests.get(f"{self.origin}/healthz", timeout=PATIENCE)
                return
            except requests.RequestException:  # not there yet, or dead in the middle of its answer
                time.sleep(0.05)
        raise AssertionError("the server does not answer")

    def wait_for_its_end(self) -> None:
        """Wait until it died by itself."""
        assert self.process
        end = time.monotonic() + PATIENCE
        while self.process.runs():
            assert time.monotonic() < end, "it lives on"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process
        self.process.kill()

    def facilitator(self) -> SeatClient:
        """Return a browser in which a facilitator is signed in."""
        self.account(EMAIL, Role.FACILITATOR)
        return self.signed_in(EMAIL)

    def origin_for_next(self) -> str:
        """Where the next browser goes."""
        return self.origin

    def account(self, email: str, role: Role, team: str = "Noord") -> None:
        """Make an account, beside the server that runs: starting a program for it takes a second."""
        settings = Settings(
            data=self.log.parent, database=self.environment["BERAAD_DATABASE"], secret=self.environment["BERAAD_SECRET"]
        )
        bank = open_bank(settings)
        accounts = create_accounts(settings, bank, hasher=QUICK)
        invite = Invite(name=f"Naam {role}", email=email, roles=frozenset({role}), team=team)
        accounts.accept_invitation(accounts.create("Jeugdhulp", "Regio", invite), PASSWORD)
        bank.close()

    def signed_in(self, email: str) -> SeatClient:
        client = SeatClient(self.origin_for_next())
        client.sign_in(email, PASSWORD)
        return client

    def prepare(self, leader: SeatClient, **fields: str) -> str:
        """Prepare a session, open its lead and its door; return the join code."""
        form = {"title": "Ouder werkt mee", "a": "Doorgaan", "b": "Opschalen", "op": leader.op()}
        leader.prepare(form | fields)
        leader.do("open-door")
        code = re.search(r"join\?code=([A-Z0-9]{8})", leader.fresh_html())
        assert code
        return code[1]

    def join(self, code: str, name: str, place: str = "") -> SeatClient:
        client = SeatClient(self.origin_for_next())
        client.join(code, name, place)
        return client


class Pair(Server):
    """Two workers on one database, which tell each other through Redis. Browsers go to one and the other in turn.

    What stands at one address is the first. Both write to one log.
    """

    def __init__(self, data: Path, database: str, redis: str) -> None:
        secret = token_urlsafe(48)  # so no other test hears them
        super().__init__(data, database, REDIS=redis, SECRET=secret)
        self.other = Server(data, database, REDIS=redis, SECRET=secret)
        for one, other in ((self, self.other), (self.other, self)):
            one.environment["BERAAD_OTHER_ORIGINS"] = other.origin
        self._next = cycle((self.origin, self.other.origin))

    def start(self, fault: str = "", **settings: str) -> None:
        super().start(fault, **settings)
        self.other.start(fault, **settings)

    def kill(self) -> None:
        super().kill()
        self.other.kill()

    def restart_each(self) -> None:
        """Kill one and start it again, then the other: somebody always answers."""
        for kill, start in ((super().kill, super().start), (self.other.kill, self.other.start)):
            kill()
            start()

    def origin_for_next(self) -> str:
        return next(self._next)


SOON = """
from datetime import timedelta
from beraad.deliberation.decide import reveal
reveal.COUNTDOWN = timedelta(seconds=0.2)
"""
"""A fault for `start`: what is announced is revealed at once, or nearly."""


def slow_setting(seconds: float) -> str:
    """Return a fault for `start`: reading what surrounds a session takes so long, and others go first."""
    return f"""
import gevent
from beraad.services.sessions import Sessions
setting = Sessions.setting
def slowly(self, id):
    gevent.sleep({seconds})
    return setting(self, id)
Sessions.setting = slowly
"""


def steered(leader: SeatClient) -> dict[str, str]:
    """What a steering form of the leader carries: the last move it has seen."""
    found = re.search(r'name="seen" value="(\d+)"', "\n".join(leader.page.parts.values()))
    return {"seen": found[1]} if found else {}
