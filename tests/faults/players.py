"""Those who play: pages whose server may die at any moment, with somebody behind each, and two who lead at once."""

import random
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

import requests
from socketio.exceptions import ConnectionError as NoSocket

from beraad.simulate import merge
from beraad.simulate.seat_client import Refused, SeatClient
from tests.faults.table import Answer, Sent, Table
from tests.live.server import PATIENCE, Server

STEPS = ("dilemma", "waarden", "afweging")
SHOWN = re.compile(r"step-(\w+)-(\d+)")
SEEN = re.compile(r'name="seen" value="(\d+)"')


class Page(SeatClient):
    """A page whose server may die at any moment; what it missed it asks when it is connected again.

    healed: how often a heartbeat told that a push had not come, as the page in a browser also hears it.
    """

    patience = 2.0
    healed = 0

    def _hear(self, event: str, message: Any = None) -> None:
        super()._hear(event, message)
        if event == "heartbeat" and merge.newer(message["stamp"], self.page.stamp):
            time.sleep(1)  # a round may be underway; each message has a thread of its own
            if merge.newer(message["stamp"], self.page.stamp):
                self.healed += 1
                self._resume()

    def _resume(self) -> None:
        with suppress(requests.RequestException, Refused):
            super()._resume()


class Player:
    """A seat that plays in a thread of its own, as a page with somebody behind it would."""

    def __init__(self, table: Table, server: Server, client: Page, name: str, number: int) -> None:
        self.table, self.server, self.client, self.name = table, server, client, name
        self.chance = random.Random(f"{table.plan.seed} {name}")
        self.number, self.words = number, 0
        self.looked: list[tuple[str, tuple[str, ...]]] = []
        self.thread = threading.Thread(target=self._play, name=name)
        self.asked = False
        self.rests = threading.Event()

    def _play(self) -> None:
        while not self.table.over.is_set():
            here = self.stay()
            self.look()
            if not self.table.quiet.is_set():
                self.turn()
            elif here:
                self.rests.set()
            time.sleep(self.chance.uniform(0.01, 0.05))

    def stay(self) -> bool:
        """Be connected, as the page sees to, and ask the own page on coming back; return whether that is so."""
        with suppress(requests.RequestException, NoSocket, Refused):  # the next time, then
            if not self.client.connected:
                self.asked = False
                self.client.connect()
            if not self.asked:
                self.client.fetch()
                self.asked = True
        return self.client.connected and self.asked

    def look(self) -> None:
        """Note which step the page shows at which stamp."""
        page = self.client.page
        now = (page.stamp, steps_on(page))
        if not self.looked or self.looked[-1] != now:
            self.looked.append(now)

    def shows_its_page(self) -> bool:
        """Return whether what was pushed so far makes the page that the server gives now."""
        return merge.shown(self.client.page) == merge.shown(self.client.fresh_page())

    @property
    def step(self) -> str:
        """The step that the page shows now."""
        return self.looked[-1][1][0].rpartition("-")[0] if self.looked and self.looked[-1][1] else ""

    def turn(self) -> None:
        """Do something: mostly write, and now and then what a network or a stranger would."""
        step = self.step if self.step in STEPS[1:] else STEPS[2]
        what = self.chance.random() if self.words else (0.5 + self.number * 0.15) % 1  # each kind at least once
        if what < 0.5:
            self.write(step)
        elif what < 0.65:
            self.write_twice(step)
        elif what < 0.8:
            self.swap(step)
        elif what < 0.9:
            self.write(step, late=self.chance.uniform(0.1, 0.6))
        else:
            self.steer_without_right()

    def write(self, step: str, late: float = 0) -> None:
        """Send a new word until there is an answer; late: it was underway for so many seconds."""
        word, fields = self.new_word(step)
        time.sleep(late)
        self.table.note(word, self.ask(f"step/{step}/{self.verb(step)}", fields))

    def write_twice(self, step: str) -> None:
        """The same input twice at once, and again afterwards with something else: stored once, and that is refused."""
        word, fields = self.new_word(step)
        path = f"step/{step}/{self.verb(step)}"
        first, second = together(lambda: self.ask(path, fields), lambda: self.ask(path, fields))
        if not first.code and not second.code:
            self.table.note(word, first)
            other, otherwise = self.new_word(step)
            answer = self.ask(path, {**otherwise, "op": fields["op"]})
            self.table.note(other, answer)
            if answer.code != "op-used-twice":
                self.table.breaks(f"one op was good for two inputs: {answer.code or 'kept'}")
        elif first.code and second.code:
            self.table.note(word, first)
        else:  # the step was left in between: a refusal is decided again
            self.table.note(word, Answer(""))
        self.table.found.twice += 1

    def swap(self, step: str) -> None:
        """Two inputs that overtake each other."""
        (one, a), (other, b) = self.new_word(step), self.new_word(step)
        path = f"step/{step}/{self.verb(step)}"
        second, first = together(lambda: self.ask(path, b), lambda: self.ask(path, a))
        self.table.note(one, first)
        self.table.note(other, second)

    def steer_without_right(self) -> None:
        answer = self.ask("open-step", {"step": self.chance.choice(STEPS), "op": self.client.op()})
        if answer.code != "not-facilitator":
            self.table.breaks(f"a guest opened a step: {answer.code or 'kept'}")

    def verb(self, step: str) -> str:
        return "add-voice" if step == STEPS[1] else "choose"

    def new_word(self, step: str) -> tuple[str, dict[str, str]]:
        self.words += 1
        word = f"woord-{self.number}-{self.words}"
        fields = {"chair": "kind", "value": word} if step == STEPS[1] else {"choice": "a", "because": word}
        with self.table.lock:
            self.table.sent[word] = Sent(self.name, step)
            self.table.found.inputs += 1
        return word, {**fields, "op": f"op-{word}"}

    def ask(self, path: str, fields: dict[str, str]) -> Answer:
        """Send one form until there is an answer, always with the same `op`, as the page does."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(requests.RequestException):
                answer = requests.post(
                    urljoin(self.server.origin, self.client.address + path),
                    data=fields,
                    cookies=self.client.http.cookies,
                    headers={"Origin": self.server.origin, "Accept": "application/json"},
                    timeout=PATIENCE,
                )
                if answer.status_code == 200:
                    return Answer("", answer.json()["stamp"])
                if answer.status_code != 503:
                    error = answer.json()["error"]
                    if answer.status_code >= 500:
                        self.table.breaks(f"the server answered {answer.status_code} {error['code']}")
                    return Answer(error["code"])
            time.sleep(self.chance.uniform(0.05, 0.2))
        self.table.breaks("no answer came")
        return Answer("no answer")


class Leaders:
    """Two who lead, each on a device: they keep opening different steps in the same moment."""

    def __init__(self, one: Player, other: Player) -> None:
        self.both = (one, other)
        self.chance = one.chance
        self.thread = threading.Thread(target=self._play, name="leaders")
        self.opened: list[str] = []

    def _play(self) -> None:
        table = self.both[0].table
        while not table.over.is_set():
            here = [each.stay() for each in self.both]
            for each in self.both:
                each.look()
            if not table.quiet.is_set():
                self.turn()
                table.quiet.wait(self.chance.uniform(0.4, 1.0))
            elif all(here):
                for each in self.both:
                    each.rests.set()

    def turn(self) -> None:
        one, other = self.both
        page = one.client.page  # one look: what it shows, and what it has seen
        found, (now, *_) = SEEN.search("".join(page.parts.values())), (*steps_on(page), "")
        targets = [step for step in STEPS if step != now.partition("-")[0]]
        if found is None or len(targets) > 2:
            return
        self.chance.shuffle(targets)
        asks = [
            {"step": target, "op": each.client.op(), "seen": found[1]}
            for target, each in zip(targets, self.both, strict=True)
        ]
        answers = together(lambda: one.ask("open-step", asks[0]), lambda: other.ask("open-step", asks[1]))
        won = [target for target, answer in zip(targets, answers, strict=True) if not answer.code]
        with one.table.lock:
            one.table.found.steered += len(won)
            one.table.found.contested += 1
            self.opened += won
        if len(won) == 2:
            one.table.breaks("of two who steered at once both were first")
        odd = {answer.code for answer in answers} - {"", "someone-else-was-first"}
        if odd:
            one.table.breaks(f"steering ended in {sorted(odd)}")


def steps_on(page: merge.Page) -> tuple[str, ...]:
    """Return which step a page shows, with its visit; more than one would be wrong."""
    return tuple(f"{found[1]}-{found[2]}" for key in page.parts if (found := SHOWN.fullmatch(key)))


def together(one: Callable[[], Answer], other: Callable[[], Answer]) -> tuple[Answer, Answer]:
    """Do two things in the same moment."""
    gate, answers = threading.Barrier(2), list[Answer]()

    def beside() -> None:
        gate.wait()
        answers.append(other())

    thread = threading.Thread(target=beside)
    thread.start()
    gate.wait()
    first = one()
    thread.join()
    return first, answers[0]
