"""Plays a script: every seat a client of its own, and after every move a look at what each of them holds.

Three things are held: what is hidden reaches nobody else before its reveal, over all that came in by page, receipt and
push; what a page and its pushes add up to equals a fresh page; and what people fill in is on offer on their own page.
"""

import re
import time
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import msgspec
import requests
import socketio.exceptions

from beraad.deliberation.method import Method
from beraad.simulate import merge
from beraad.simulate.bank import main_of, report_text, to_bank
from beraad.simulate.forms import FormWrong, filled, find_form
from beraad.simulate.parties import Accounts, Failure
from beraad.simulate.script import LEAD, SCREEN, Move, Script
from beraad.simulate.seat_client import Refused, SeatClient, texts_in, words_of

PATIENCE = 5.0
"""Seconds in which every seat must have what happened. Less than a heartbeat could heal unseen."""

COUNTDOWN = 3.0
CLOSES_QUESTION = ("ask-around", "open-step", "close")


class Hidden(msgspec.Struct, frozen=True):
    """A text that its writer alone may hold for now. stale: its writer put other words in its place."""

    seat: str
    step: str
    text: str
    dissent: bool = False
    stale: bool = False


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
        result.report = table.report()
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


class Table:
    """Everybody at the table, with what each has heard so far."""

    def __init__(self, script: Script, origin: str, accounts: Accounts, method: Method, patience: float) -> None:
        self.script, self.origin, self.accounts, self.method = script, origin, accounts, method
        self.patience = patience
        self.clients: dict[str, SeatClient] = {}
        self.hidden: list[Hidden] = []
        self.checks = {"pages": 0, "hidden": 0, "seen": 0, "names": 0, "kept": 0}
        self.code = ""
        self._heard: dict[str, tuple[int, int]] = {}

    @property
    def lead(self) -> SeatClient:
        return self.clients[LEAD]

    @property
    def here(self) -> dict[str, SeatClient]:
        """Who has an open connection."""
        return {key: client for key, client in self.clients.items() if client.connected}

    def prepare(self) -> None:
        """Sign in, fill in *Nieuw beraad*, go to the lead, and open the screen in another browser."""
        leader = self.clients[LEAD] = self._signed_in()
        answer = leader.post("/sessions", {**self.script.prepare, "op": leader.op()})
        leader.open(urlsplit(answer.url).path)
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
        """Make one move, wait until everybody holds what came of it, and look."""
        try:
            self._do(move)
        except Refused as refused:
            if refused.code != move.refused:
                raise Failure(move.seat, "command", f"{move.do} was refused: {refused}") from None
        else:
            if move.refused:
                raise Failure(move.seat, "command", f"{move.do} was done; the script expects {move.refused}")
        freed: list[Hidden] = []
        if move.do in CLOSES_QUESTION and not (move.do == "ask-around" and move.fields.get("asked")):
            freed = self._let_go(lambda one: one.dissent)
        announced = move.do == "announce-reveal" and not move.refused
        since = time.monotonic()
        try:
            self._settle()
            self._nothing_leaked()
        except Failure as failure:
            late = announced and time.monotonic() - since > COUNTDOWN
            if failure.check != "hidden" or not late:  # so late that it was revealed already
                raise
        self.checks["hidden"] += len(self.hidden) * (len(self.clients) - 1)
        if announced and (after is None or after.do != "stop-reveal"):
            self._await_reveal(str(move.fields["step"]))
        if move.do == "ask-around":
            self._seen([one.text for one in freed if not one.stale])
        self._seen(move.sees)

    def _do(self, move: Move) -> None:
        match move.do:
            case "join":
                client = SeatClient(self.origin)
                person = self.script.seats[move.seat]
                client.join(self._code(), person.name, person.place)
                client.connect()
                self.clients[move.seat] = client
            case "lose-connection":
                self.clients[move.seat].close()
            case "come-back":
                self.clients[move.seat].fetch()
                self.clients[move.seat].connect()
            case "reload":
                self.clients[move.seat].fetch()
            case _:
                self._send(move)

    def _send(self, move: Move) -> None:
        client = self.clients[move.seat]
        given = {**move.fields, **({"seat": self._seat_id(str(move.fields["seat"]))} if "seat" in move.fields else {})}
        path = f"step/{move.step}/{move.do}" if move.step else move.do
        form = find_form(client.text(), path, given, move.at)
        if form is None and not move.refused:
            raise Failure(move.seat, "form", f"the page of this seat has no form for {path}")
        try:
            fields: dict[str, Any] = filled(form, given) if form else {k: str(v) for k, v in given.items()}
        except FormWrong as wrong:
            raise Failure(move.seat, "form", str(wrong)) from None
        self._hide(move, {text for name in given for text in (form.holds.get(name, []) if form else [])})
        client.do(move.do, fields, step=move.step)

    def _hide(self, move: Move, old: set[str]) -> None:
        """Remember what may reach nobody else. old: what the form held where other words come now."""
        new = move.hidden_words(self.method)
        self._stands_nowhere(move, new)
        self.hidden = [
            msgspec.structs.replace(one, stale=True) if one.seat == move.seat and one.text in old else one
            for one in self.hidden
        ]
        self.hidden += [Hidden(move.seat, move.step, text, move.do == "approve-dissent") for text in new]

    def _code(self) -> str:
        """The join code, as it stands on the screen."""
        found = re.search(r"join\?code=([A-Z0-9]{8})", self.lead.fresh_html())
        self.code = found[1] if found else self.code
        return self.code

    def _seat_id(self, key: str) -> str:
        """The name of a seat in forms, as the facilitator's page has it beside the name of the person."""
        if not key:
            return ""
        name = self.script.seats[key].name
        rows = re.findall(r'data-seat="([\w-]+)">.*?<strong translate="no">(.*?)</strong>', self.lead.text(), re.DOTALL)
        for id, shown in rows:
            if unescape(shown) == name:
                return str(id)
        raise Failure(LEAD, "form", f"{name} is not on the facilitator's list of people")

    def _settle(self) -> None:
        """Wait until each page, with what was pushed to it, equals a fresh one."""
        newest = self.lead.fresh_page().stamp
        for key, client in self.here.items():
            end = time.monotonic() + self.patience
            client.wait(lambda c: not merge.newer(newest, c.page.stamp), self.patience)
            while (wrong := self._difference(client)) and time.monotonic() < end:
                self._nothing_leaked()  # graver, and perhaps the reason
                time.sleep(0.02)
            if wrong:
                raise Failure(key, "page", wrong)
            self.checks["pages"] += 1

    def _difference(self, client: SeatClient) -> str:
        """Say how the merged page differs from a fresh one; nothing if it does not."""
        fresh, merged = client.fresh_page(), client.page
        if merged.stamp != fresh.stamp:
            return f"the merged page stays at {merged.stamp}, a fresh page is at {fresh.stamp}"
        ours, theirs = merge.shown(merged), merge.shown(fresh)
        parts = [key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)]
        return f"the merged page differs from a fresh page at {fresh.stamp} in: {', '.join(parts)}" if parts else ""

    def _new_texts(self, key: str) -> str:
        """All that came in for a seat since the last look, decoded."""
        client = self.clients[key]
        heard, read = self._heard.get(key, (0, 0))
        self._heard[key] = (len(client.heard), len(client.read))
        return "\n".join(texts_in([[message for _, message in client.heard[heard:]], client.read[read:]]))

    def _nothing_leaked(self) -> None:
        """Look through all that came in since the last look, at every seat, for what others wrote unseen."""
        for key in self.clients:
            new = self._new_texts(key)
            for one in self.hidden:
                if one.seat == key:
                    continue
                if one.text in new:
                    until = "the question is closed" if one.dissent else "the reveal"
                    raise Failure(key, "hidden", f"what {one.seat} wrote in {one.step} got here before {until}")

    def _stands_nowhere(self, move: Move, new: list[str]) -> None:
        """Refuse words that stand on another's page already: nothing could be told from them."""
        for text in new:
            for key, client in self.clients.items():
                if key != move.seat and text in unescape(client.text()):
                    raise Failure(move.seat, "hidden", f"‘{text}’ stands on the page of {key} already; use other words")

    def _await_reveal(self, step: str) -> None:
        def over(lead: SeatClient) -> bool:
            return "data-countdown" not in lead.page.parts["controls"]

        self.lead.wait(lambda lead: not over(lead), self.patience)
        if not self.lead.wait(over, COUNTDOWN + self.patience):
            raise Failure(LEAD, "page", f"the reveal of {step} was announced and did not come")
        freed = self._let_go(lambda one: one.step == step and not one.dissent)
        self._seen([one.text for one in freed if not one.stale])
        self._settle()

    def _let_go(self, which: Callable[[Hidden], bool]) -> list[Hidden]:
        """Return the texts that everybody may have from now on."""
        freed = [one for one in self.hidden if which(one)]
        self.hidden = [one for one in self.hidden if one not in freed]
        return freed

    def _seen(self, texts: list[str]) -> None:
        for text in texts:
            for key, client in self.here.items():
                if key == SCREEN:
                    continue
                self.checks["seen"] += 1
                if not client.wait(lambda c, text=text: text in unescape(c.text()), self.patience):  # type: ignore[misc]
                    raise Failure(key, "seen", f"‘{text}’ is not on the page of this seat")

    def report(self) -> str:
        """Read the report at every seat, look that no name of a seat is in it, and return its words."""
        words = ""
        for key, client in self.clients.items():
            if key == SCREEN:
                continue
            try:
                page = main_of(client.get(f"{client.address}report").text)
            except Refused as refused:
                raise Failure(key, "report", f"the report cannot be read: {refused}") from None
            told = words_of(page, most=100_000)
            for person in self.script.seats.values():
                self.checks["names"] += 1
                if re.search(rf"\b{re.escape(person.name)}\b", told):
                    raise Failure(key, "names", f"the name of {person.name} is in the report")
            words = words or report_text(page) or told
        return words

    def close(self) -> None:
        """Everybody leaves."""
        for client in self.clients.values():
            client.close()
