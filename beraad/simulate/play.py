"""Plays a script: every seat a client of its own, and after every move a look at what each of them holds.

Three things are held: what is hidden reaches nobody else before its reveal, over all that came in by page, receipt and
push; what a page and its pushes add up to equals a fresh page; and what people fill in is on offer on their own page.
"""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import msgspec
import requests
import socketio.exceptions

from beraad.deliberation.method import Method
from beraad.simulate.bank import to_bank
from beraad.simulate.forms import FormWrong, filled, find_form
from beraad.simulate.parties import Accounts, Failure
from beraad.simulate.script import LEAD, OF_CLIENTS, SCREEN, Move, Script
from beraad.simulate.seat_client import Refused, SeatClient
from beraad.simulate.watch import Watch

PATIENCE = 5.0
"""Seconds in which every seat must have what happened. Less than a heartbeat could heal unseen."""

FOR_EACH = 0.1
"""Seconds more for each seat: all of them are played by this one process."""

COUNTDOWN = 3.0

AT_ONCE = 16
"""How many of a crowd act in the same moment."""


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A move that was made. seconds: until every seat held what came of it."""

    seat: str
    do: str
    step: str
    seconds: float


class Result(msgspec.Struct, kw_only=True):
    """What came of it. checks: how often each thing was looked at. failed: where, by whom, which check, and why."""

    script: str
    ok: bool = False
    seconds: float = 0.0
    steps: list[Done] = []
    checks: dict[str, int] = {}
    report: str = ""
    case: str | None = None
    failed: dict[str, str | int] | None = None


def play(
    script: Script,
    origin: str,
    accounts: Accounts,
    method: Method,
    *,
    patience: float = PATIENCE,
    fictional: bool = False,
    tell: Callable[[str], None] = lambda _line: None,
) -> Result:
    """Play a script against a server and return what came of it. `tell` hears each move.

    fictional: the case says that it is invented, and is taken back at the end. Whatever the server does wrong is in the
    result.
    """
    table = Table(script, origin, accounts, method, patience)
    result = Result(script=script.title, checks=table.checks)
    begin = time.monotonic()
    number, seat = 0, LEAD
    try:
        table.prepare()
        for number, move in enumerate(script.play, 1):
            seat = move.seat
            since = time.monotonic()
            table.make(move, script.play[number] if number < len(script.play) else None)
            done = Done(seat=seat, do=move.do, step=move.step, seconds=round(time.monotonic() - since, 3))
            result.steps.append(done)
            tell(f"{number:3}  {done.seconds:6.2f} s  {seat}: {move.do} {move.step}".rstrip())
        seat = LEAD
        result.report = table.watch.report()
        if script.draft:
            result.case = to_bank(table, script.draft, tell, fictional=fictional)
        result.ok = True
    except Failure as failure:
        result.failed = {"move": number, "seat": failure.seat, "check": failure.check, "reason": failure.reason}
    except (Refused, requests.RequestException, socketio.exceptions.SocketIOError) as error:
        result.failed = {"move": number, "seat": seat, "check": "command", "reason": str(error)}
    finally:
        table.close()
    result.seconds = round(time.monotonic() - begin, 2)
    return result


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A move with its form filled in. hidden: its words that may reach nobody; replaced: what stood there before."""

    move: Move
    fields: dict[str, Any] = {}
    hidden: list[str] = []
    replaced: set[str] = set()


class Table:
    """Everybody at the table, and what each of them does."""

    def __init__(self, script: Script, origin: str, accounts: Accounts, method: Method, patience: float) -> None:
        self.script, self.origin, self.accounts, self.method = script, origin, accounts, method
        self.people = script.people
        self.patience = patience + len(self.people) * FOR_EACH
        self.clients: dict[str, SeatClient] = {}
        self.watch = Watch(script, self.clients, self.patience)
        self.checks = self.watch.checks
        self.code = ""

    @property
    def lead(self) -> SeatClient:
        return self.clients[LEAD]

    def prepare(self) -> None:
        """Sign in, fill in *Nieuw beraad*, go to the lead, and open the screen in another browser."""
        leader = self.clients[LEAD] = self._signed_in()
        leader.prepare({**self.script.prepare, "op": leader.op()})
        leader.connect()
        screen = self.clients[SCREEN] = self._signed_in()
        session = leader.address.split("/")[2]
        screen.open(urlsplit(screen.post(f"/sessions/{session}/enter", {"face": "screen"}).url).path)
        screen.connect()

    def _signed_in(self) -> SeatClient:
        client = SeatClient(self.origin)
        client.sign_in(self.accounts.facilitator.email, self.accounts.facilitator.password)
        return client

    def make(self, move: Move, after: Move | None) -> None:
        """Make the move of one line, wait until everybody holds what came of it, and look."""
        wishes = [self._wish(one) for one in self.script.each(move)]
        self.watch.hide([(wish.move, wish.hidden, wish.replaced) for wish in wishes])
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            list(crowd.map(self._do, wishes))
        announced = move.do == "announce-reveal" and not move.refused
        since = time.monotonic()
        try:
            self.watch.settle()
            self.watch.nothing_leaked()
        except Failure as failure:
            late = announced and time.monotonic() - since > COUNTDOWN
            if failure.check != "hidden" or not late:  # so late that it was revealed already
                raise
        self.checks["hidden"] += len(self.watch.hidden) * (len(self.clients) - 1)
        if announced and (after is None or after.do != "stop-reveal"):
            self._await_reveal(str(move.fields["step"]))
        self.watch.seen(move.sees)

    def act(self, move: Move) -> None:
        """Make a move with the page of its seat as it is now, and look at nobody else's."""
        if move.seat in self.clients:
            self.clients[move.seat].fetch()
        self._do(self._wish(move))

    def _wish(self, move: Move) -> Wish:
        """Fill in the form on the own page, for what is a form."""
        if move.do in OF_CLIENTS:
            return Wish(move=move)
        client = self.clients[move.seat]
        given = {**move.fields, **({"seat": self._seat_id(str(move.fields["seat"]))} if "seat" in move.fields else {})}
        path = f"step/{move.step}/{move.do}" if move.step else move.do
        form = find_form(client.text(), path, given, move.at)
        if form is None and not move.refused:
            client.wait(lambda c: bool(find_form(c.text(), path, given, move.at)), self.patience)  # own parts come last
            form = find_form(client.text(), path, given, move.at)
            if form is None:
                raise Failure(move.seat, "form", f"the page of this seat has no form for {path}")
        try:
            fields: dict[str, Any] = filled(form, given) if form else {k: str(v) for k, v in given.items()}
        except FormWrong as wrong:
            raise Failure(move.seat, "form", str(wrong)) from None
        replaced = {text for name in given for text in (form.holds.get(name, []) if form else [])}
        return Wish(move=move, fields=fields, hidden=self.script.hidden_words(move, self.method), replaced=replaced)

    def _do(self, wish: Wish) -> None:
        move = wish.move
        try:
            match move.do:
                case "join":
                    self._join(move.seat)
                case "lose-connection":
                    self.clients[move.seat].close()
                case "come-back":
                    self.clients[move.seat].fetch()
                    self.clients[move.seat].connect()
                case "reload":
                    self.clients[move.seat].fetch()
                case _:
                    self.clients[move.seat].do(move.do, wish.fields, step=move.step)
        except Refused as refused:
            if refused.code != move.refused:
                raise Failure(move.seat, "command", f"{move.do} was refused: {refused}") from None
        else:
            if move.refused:
                raise Failure(move.seat, "command", f"{move.do} was done; the script expects {move.refused}")

    def _join(self, seat: str) -> None:
        client = SeatClient(self.origin)
        person = self.people[seat]
        client.join(self.join_code(), person.name, person.place)
        client.connect()
        self.clients[seat] = client

    def join_code(self) -> str:
        """The join code, as it stands on the screen."""
        if not self.code:
            found = re.search(r"join\?code=([A-Z0-9]{8})", self.lead.fresh_html())
            self.code = found[1] if found else ""
        return self.code

    def _seat_id(self, key: str) -> str:
        """The name of a seat in forms, as the facilitator's page has it beside the name of the person."""
        if not key:
            return ""
        name = self.people[key].name
        rows = re.findall(r'data-seat="([\w-]+)">.*?<strong translate="no">(.*?)</strong>', self.lead.text(), re.DOTALL)
        for id, shown in rows:
            if unescape(shown) == name:
                return str(id)
        raise Failure(LEAD, "form", f"{name} is not on the facilitator's list of people")

    def _await_reveal(self, step: str) -> None:
        def over(lead: SeatClient) -> bool:
            return "data-countdown" not in lead.page.parts["controls"]

        self.lead.wait(lambda lead: not over(lead), self.patience)
        if not self.lead.wait(over, COUNTDOWN + self.patience):
            raise Failure(LEAD, "page", f"the reveal of {step} was announced and did not come")
        freed = self.watch.let_go(lambda one: one.step == step)
        self.watch.seen([one.text for one in freed if not one.stale])
        self.watch.settle()

    def close(self) -> None:
        """Everybody leaves."""
        for client in self.clients.values():
            client.close()
