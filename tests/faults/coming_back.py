"""A restart with a full room: how long after the new server answers everybody is connected and holds the fresh page.

`.venv/bin/python -m tests.faults.coming_back --seats 300`. Clients on plain sockets keep to the rule of the page
(static/js/session/live.js): they try again after a delay that grows, and ask their page at a moment of chance.
"""

import os
import random
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlsplit

import click

from benchmarks.figures import percentile
from benchmarks.load import Answer, Http, Live, Loop
from beraad.accounts.roles import Role
from beraad.settings import Settings
from tests.conftest import database
from tests.live.server import EMAIL, Server
from tests.stores import migrated

DELAY, LONGEST, CHANCE = 0.5, 2.0, 0.5
"""Of reconnecting: the first delay and the longest in seconds, and the part of it by which chance makes it differ."""
JITTER = 1.5
"""Seconds over which pages that come back spread what they ask."""
WITHIN = 5.0


class Line(Live):
    """A socket that tells when the server closed it."""

    lost: Callable[[], None] = staticmethod(lambda: None)

    def gone(self) -> None:
        super().gone()
        self.lost()


class Phone:
    """A page in somebody's hand. back: when it was connected and held the fresh page, by the clock of this process."""

    def __init__(self, loop: Loop, port: int, path: str, cookie: str) -> None:
        self.loop, self.port, self.path, self.cookie = loop, port, path, cookie
        self.tries = self.all_tries = 0
        self.joined, self.connected, self.back = False, 0.0, 0.0

    def connect(self) -> None:
        self.tries += 1
        self.all_tries += 1
        try:
            line = Line(self.loop, self.port, f"{self.path}live?", self.cookie, self._hear)
        except OSError:
            self._again()
        else:
            line.lost = self._again

    def _again(self) -> None:
        self.connected = self.back = 0.0
        delay = min(DELAY * 2**self.tries, LONGEST)
        self.loop.at(perf_counter() + delay * random.uniform(1 - CHANCE, 1 + CHANCE), self.connect)

    def _hear(self, message: bytes) -> None:
        if not message.startswith(b'42["greeting"'):
            return
        self.connected, self.tries = perf_counter(), 0
        wait = random.uniform(0, JITTER) if self.joined else 0.0
        self.joined = True
        self.loop.at(perf_counter() + wait, self._ask)

    def _ask(self) -> None:
        http = Http(self.loop, self.port)

        def answered(answer: Answer) -> None:
            assert answer[0] == 200, answer
            http.close()
            self.back = perf_counter()

        http.get(self.path, self.cookie, answered)


class Returned(NamedTuple):
    """Seconds of each seat from the first answer until it was connected, and until it held its page.

    tries: to connect, of all together. cpu: seconds of the processor that the server took.
    """

    connected: list[float]
    whole: list[float]
    tries: int
    cpu: float


def come_back(server: Server, seats: int, down: float) -> Returned:
    """Fill a room on a server that runs, kill it, start it again after `down` seconds, and wait for everybody."""
    port = int(server.origin.rpartition(":")[2])
    leader = server.signed_in(EMAIL)
    code = server.prepare(leader)
    loop = Loop()
    phones = [Phone(loop, port, *joined(loop, port, code, number)) for number in range(seats)]
    for phone in phones:
        phone.connect()
    assert loop.run(lambda: all(phone.back for phone in phones), 60), "not everybody came in"
    leader.do("open-step", {"step": "afweging"})
    loop.run(lambda: False, 0.5)
    server.kill()
    loop.run(lambda: False, down)
    server.start()
    begun = perf_counter()
    used = cpu(server)
    assert loop.run(lambda: all(phone.back for phone in phones), 60), "not everybody came back"
    spent = cpu(server) - used
    tries = sum(phone.all_tries for phone in phones)
    loop.close()
    return Returned([p.connected - begun for p in phones], [p.back - begun for p in phones], tries, spent)


def joined(loop: Loop, port: int, code: str, number: int) -> tuple[str, str]:
    """Take a seat; return the path of its page and its cookie."""
    answers: list[Answer] = []
    http = Http(loop, port)
    http.post("/join", {"code": code, "name": f"Stoel {number}", "op": os.urandom(9).hex()}, "", answers.append)
    assert loop.run(lambda: bool(answers), 20), "no answer to a join"
    http.close()
    status, headers, _ = answers[0]
    assert status == 303, status
    return urlsplit(headers["location"]).path, headers["cookies"]


def cpu(server: Server) -> float:
    """Seconds of processor time that the server has used."""
    assert server.process
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@click.command()
@click.option("--seats", default=300, show_default=True)
@click.option("--down", default=3.0, show_default=True, help="Seconds without a server.")
@click.option("--times", default=3, show_default=True)
@click.option("--postgresql", is_flag=True, help="On a database of its own there, instead of SQLite.")
def main(seats: int, down: float, times: int, postgresql: bool) -> None:
    """Restart a server with a full room; exit code 1 if somebody was not back within five seconds."""
    worst = 0.0
    for _ in range(times):
        with ExitStack() as stack:
            place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            settings = migrated(Settings(data=place, database=stack.enter_context(database()) if postgresql else ""))
            server = Server(place, settings.database)
            server.account(EMAIL, Role.FACILITATOR)
            server.start()
            stack.callback(server.kill)
            back = come_back(server, seats, down)
            for name, waits in (("connected", back.connected), ("with the fresh page", back.whole)):
                figures = (percentile(waits, 50), percentile(waits, 99), max(waits))
                click.echo("{}: p50 {:.2f}, p99 {:.2f}, max {:.2f} s".format(name, *figures))
            click.echo(f"CPU of the server meanwhile: {back.cpu:.2f} s; load {os.getloadavg()[0]:.1f}")
            worst = max(worst, max(back.whole))
    sys.exit(worst > WITHIN)


if __name__ == "__main__":
    main()
