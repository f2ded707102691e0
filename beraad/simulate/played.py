"""The played seats of the demo: guests who come in by the code and answer within seconds, whatever step is opened.

Each looks only at its own page and does what stands there to be done, so it follows a facilitator who goes back,
reveals or closes. It runs in a process of its own beside `beraad demo` and ends with it.
"""

import random
import sys
import threading
import time
from collections.abc import Callable
from html import unescape

import msgspec
import requests
from socketio.exceptions import SocketIOError

from beraad.simulate.forms import Form, FormWrong, Given, filled, forms_of
from beraad.simulate.guests import GROUP, GUESTS, Guest, Table
from beraad.simulate.merge import newer
from beraad.simulate.seat_client import Refused, SeatClient

LOOKS_EVERY, READS_EVERY = 0.3, 2.0
THINKS = (0.5, 2.5)
"""Seconds between seeing something to do and doing it."""


class Todo(msgspec.Struct, frozen=True, kw_only=True):
    """Something that stands on the page to be done. name: the same for the same thing, so that it is done once."""

    name: str
    verb: str
    step: str
    fields: dict[str, str | list[str]]


def todo(html: str, guest: Guest, done: frozenset[str] | set[str] = frozenset()) -> Todo | None:
    """Return the first thing that a guest would do on a page and has not done, or None: then it waits."""
    forms = {form.id: form for form in forms_of(html)}
    for id, answer in ANSWERS.items():
        form = forms.get(id.format(chair=guest.chair))
        if form is None:
            continue
        name = f"{form.action} {sorted(form.fixed.items())}"
        fields = None if name in done else answer(form, guest, unescape(html))
        if fields is not None:
            step, _, verb = form.action.removeprefix("step/").rpartition("/")
            return Todo(name=name, verb=verb, step=step, fields=filled(form, fields))
    return None


Answer = Callable[[Form, Guest, str], dict[str, Given] | None]
"""Given a form, the guest and the page: what to fill in, or None where nothing has to be done."""


def _voice(form: Form, guest: Guest, page: str) -> dict[str, Given] | None:
    if guest.value in page:
        return None
    return {"value": guest.value, "norm": guest.norm, "supports": guest.supports}


def _choice(form: Form, guest: Guest, page: str) -> dict[str, Given] | None:
    again = "at_cost_of" not in form.holds  # a second judgement proposes the first
    if form.holds.get("choice") and not again:
        return None
    asked = ("choice", "other", "because") if again else ("choice", "other", "because", "at_cost_of")
    return {name: getattr(guest, name) for name in asked}


def _ready(form: Form, guest: Guest, page: str) -> dict[str, Given] | None:
    return {"ready": True} if any(one.value == "true" for one in form.offers.get("ready", [])) else None


def _live_with(form: Form, guest: Guest, page: str) -> dict[str, Given] | None:
    return {"yes": not guest.dissent} if "own-answer__question" in page else None


def _dissent(form: Form, guest: Guest, page: str) -> dict[str, Given] | None:
    settled = "f-live-with" in page or "f-take-back" in page  # not while the question is open, and once
    return {"text": guest.dissent} if guest.dissent and not settled else None


def _unanswered(question: str, yes: Callable[[Guest], dict[str, Given]]) -> Answer:
    return lambda form, guest, page: yes(guest) if f'id="{form.id}" class="{question}"' in page else None


def _group(*names: str) -> Answer:
    """For who types: fill in what is still empty, and leave what stands there."""

    def answer(form: Form, guest: Guest, page: str) -> dict[str, Given] | None:
        empty: dict[str, Given] = {
            name: GROUP[name] for name in names if not any(text.strip() for text in form.holds.get(name, [""]))
        }
        return empty or None

    return answer


def _conclude(form: Form, guest: Guest, page: str) -> dict[str, Given] | None:
    return None if any(form.holds.get("text", [])) else {"text": GROUP["conclusion"]}


def _agree(form: Form, guest: Guest, page: str) -> dict[str, Given] | None:
    return None if GROUP["what"] in page else {name: GROUP[name] for name in ("what", "role", "term")}


def _clash(form: Form, guest: Guest, page: str) -> dict[str, Given] | None:
    options = form.offers.get("serves_a", [])
    if len(options) < 3 or options[0].value:  # without an empty line two values stand opposite each other already
        return None
    said = {one.supports: one.value for one in reversed(GUESTS)}
    offered = {side: [one for one in options if one.text.startswith(said[side])] or options[1:] for side in ("a", "b")}
    return {"serves_a": offered["a"][0].value, "serves_b": offered["b"][-1].value}


ANSWERS: dict[str, Answer] = {
    "f-word": _group("a", "b", "harm_a", "harm_b"),
    "f-confirm": lambda form, guest, page: {},
    "f-add-{chair}": _voice,
    "f-choose": _choice,
    "f-ready": _ready,
    "f-clash": _clash,
    "f-conclude": _conclude,
    "f-live-with": _live_with,
    "f-dissent": _dissent,
    "f-agree": _agree,
    "f-share-words": _unanswered("consent__ask", lambda guest: {"yes": guest.words}),
    "f-share-case": _unanswered("consent__ask", lambda guest: {"yes": True}),
}
"""By the id of the form; one that is not on the page is not asked."""


AGAIN = ("mark-ready",)
"""What a guest does again, when the step is opened again."""


class Played:
    """One guest in a thread of its own, from coming in until the beraad is over."""

    def __init__(self, table: Table, number: int) -> None:
        self.table, self.number, self.guest = table, number, table.guests[number]
        self.client = SeatClient(table.origin)
        self.chance = random.Random(number)  # noqa: S311  how long somebody thinks is no secret
        self.thinking = ("", 0.0)
        self.looked_at: object = None
        self.done: set[str] = set()

    def run(self) -> None:
        """Take part; whatever goes wrong on the way, look again a little later."""
        while not self.over():
            try:
                self.look()
            except Refused as refused:
                if refused.status in (403, 404):
                    return  # the seat is gone, or the beraad is
                self.done.add(self.thinking[0])  # it cannot be done; what else is there?
            except (FormWrong, requests.RequestException, SocketIOError):
                time.sleep(1)
            time.sleep(LOOKS_EVERY)
        self.client.close()
        self.agree_with_the_case()

    def agree_with_the_case(self) -> None:
        """Whoever brought the case in reads the text when it is there, and says that it is right."""
        while not self.client.why_gone:
            time.sleep(READS_EVERY)
            try:
                page = self.client.get(f"{self.client.address}case")
                answers = [form for form in forms_of(page.text) if form.action.endswith("/right")]
                if not answers and all(not form.action.endswith("/answer") for form in forms_of(page.text)):
                    return  # it is published, and nothing can be said any more
                if answers and not any(one.value == "0" for form in answers for one in form.offers["right"]):
                    self.client.post(answers[0].action, filled(answers[0], {"right": "1"}))
            except Refused as refused:
                if refused.status in (403, 404):
                    return  # somebody else brought it in, or it is gone
            except requests.RequestException:
                continue
            finally:
                self.client.read.clear()

    def over(self) -> bool:
        """Whether nothing will come any more."""
        return bool(self.client.why_gone) or "end" in self.client.page.parts

    def look(self) -> None:
        """Come in if not inside, and do what has stood on the page for long enough."""
        if not self.client.address:
            time.sleep(self.chance.uniform(0, 2))
            self.client.join(self.table.code, self.guest.name, self.guest.place, op=f"{self.table.op}-{self.number}")
        if not self.client.connected or self.missed_something():
            self.client.fetch()
        if not self.client.connected:
            self.client.connect()
        if self.client.page is self.looked_at and not self.thinking[0]:
            return
        self.looked_at = self.client.page
        doing = todo(self.client.text(), self.guest, self.done)
        if doing is None:
            self.thinking = ("", 0.0)
        elif doing.name != self.thinking[0]:
            self.thinking = (doing.name, time.monotonic() + self.chance.uniform(*THINKS))
        elif time.monotonic() >= self.thinking[1]:
            self.client.do(doing.verb, doing.fields, step=doing.step)
            if doing.verb not in AGAIN:
                self.done.add(doing.name)
            self.thinking, self.looked_at = ("", 0.0), None

    def missed_something(self) -> bool:
        """Whether a heartbeat is ahead of the page. Nothing that came in is kept: the demo may run for days."""
        beats = [message["stamp"] for event, message in self.client.heard if event == "heartbeat"]
        self.client.heard.clear()
        self.client.read.clear()
        return any(newer(stamp, self.client.page.stamp) for stamp in beats)


def main() -> None:
    """Play the table that stands in the first line of standard input, until that is closed."""
    table = msgspec.json.decode(sys.stdin.buffer.readline(), type=Table)
    for number in range(len(table.guests)):
        threading.Thread(target=Played(table, number).run, daemon=True).start()
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
