"""The emergency set (noodset): all that an hour takes when the network, the laptop or the power is gone, on paper.

A page for whoever leads, a card for each step, one sheet for the group, and slips for everybody at the table. All words
of the steps are those of the session's own method. Paper gets lost: nothing of the case stands on it unless who leads
wants the dilemma there, and never a name.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec
import segno

from beraad.deliberation.ids import StepId
from beraad.deliberation.method import Chair, Method, Plan, Text
from beraad.exports.document import day_words, people_words
from beraad.exports.emergency_set import words as w
from beraad.exports.emergency_set.by_hand import by_hand
from beraad.exports.emergency_set.fields import ByHand, Slip, Table

PEOPLE, MOST_PEOPLE = 8, 40
"""For how many there are slips if nobody says so, and at most; for more there are copiers."""


class TheCase(msgspec.Struct, frozen=True, kw_only=True):
    """What may be read of the case. chairs: its own, where else those of the method stand."""

    title: str
    a: str
    b: str
    harm_a: str
    harm_b: str
    chairs: tuple[Chair, ...]


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """What the set is made of.

    begins, ends: as agreed, on the clock of the table. code, host, join: how one comes in. crisis: whom else to call in
    acute danger. people: for how many. skipped: steps that are left out. only: the one step that is wanted.
    """

    method: Method
    preset: str
    begins: datetime | None = None
    ends: datetime | None = None
    code: str = ""
    host: str = ""
    join: str = ""
    crisis: str = ""
    people: int = PEOPLE
    case: TheCase | None = None
    skipped: frozenset[StepId] = frozenset()
    only: StepId | None = None


def emergency_set(occasion: Occasion, language: str) -> dict[str, Any]:
    """Return the set as data for cards.typ, every text in one language."""
    method = occasion.method
    steps = [plan for plan in method.steps if plan.id not in occasion.skipped]
    case = occasion.case
    chairs = tuple(chair.name for chair in (case.chairs if case else method.chairs))
    table = Table(chairs=chairs, a=case.a if case else "", b=case.b if case else "")
    hands = {plan.id: by_hand(plan, table) for plan in steps}
    numbered = list(_numbered(method, steps))
    clock = _Clock(occasion)
    cards, times = [], []
    for number, plans in numbered:
        minutes = plans[0].minutes.get(occasion.preset, 0)
        span = clock.next(minutes)
        cards.append(_card(number, plans, hands, minutes, span))
        slips = [_handed(plan, slip, language) for plan in plans if (slip := hands[plan.id].slip)]
        times.append({"number": number, "title": plans[0].title, "span": span, "minutes": minutes, "slips": slips})
    group = [_part(plan, hands[plan.id].group) for plan in steps if hands[plan.id].group]
    data: dict[str, Any] = {
        "language": language,
        "title": f"{w.SET.within(language)}: {method.title.within(language)}",
        "words": w.WORDS,
        "front": _front(occasion, language, clock, times, len(cards), bool(group)),
        "cards": cards,
        "group": group,
        "slips": [
            _slip(number, plan, slip, occasion.people)
            for number, plans in numbered
            for plan in plans
            if (slip := hands[plan.id].slip)
        ],
    }
    if occasion.only:
        data |= _just(occasion.only, numbered, data)
    worded: dict[str, Any] = _worded(data, language)
    return worded


def _numbered(method: Method, steps: list[Plan]) -> Iterator[tuple[int, list[Plan]]]:
    """Yield each number with its step and what continues it."""
    for number in dict.fromkeys(method.number(plan.id) for plan in steps):
        yield number, [plan for plan in steps if method.number(plan.id) == number]


class _Clock:
    """Tells from when to when things are: of the day, or in minutes from the start where nothing was agreed."""

    def __init__(self, occasion: Occasion) -> None:
        whole = timedelta(minutes=occasion.method.presets[occasion.preset])
        self.begins = occasion.begins or (occasion.ends - whole if occasion.ends else None)
        self.gone = 0
        arriving = occasion.method.arrive.get(occasion.preset, 0)
        self.arriving = {"span": self.next(arriving), "minutes": arriving} if arriving else None

    def next(self, minutes: int) -> str:
        first, self.gone = self.gone, self.gone + minutes
        return f"{self._at(first)}–{self._at(self.gone)}"

    def _at(self, minutes: int) -> str:
        return f"{self.begins + timedelta(minutes=minutes):%H:%M}" if self.begins else str(minutes)


def _front(
    occasion: Occasion, language: str, clock: _Clock, times: list[dict[str, Any]], cards: int, group: bool
) -> dict[str, Any]:
    method, case = occasion.method, occasion.case
    about = [day_words(clock.begins.date(), language)] if clock.begins else []
    about.append(f"{method.presets[occasion.preset]} {w.WORDS['minutes'].within(language)}")
    about.append(w.FOR_LEAD.within(language))
    inside = [f"{cards} {(w.CARDS if cards > 1 else w.CARD_ONE).within(language)}"]
    if group:
        inside.append(f"1 {w.GROUP_ONE.within(language)}")
    if any(one["slips"] for one in times):
        inside.append(f"{w.SLIPS_FOR.within(language)} {people_words(occasion.people, language)}")
    return {
        "set": w.SET,
        "title": method.title,
        "about": " · ".join(about),
        "code": occasion.code,
        "host": occasion.host,
        "qr": _qr(occasion.join) if occasion.code else None,
        "arrive": clock.arriving,
        "times": times,
        "from_start": "" if clock.begins else w.FROM_START,
        "offline": w.OFFLINE,
        "danger": (*w.DANGER, *((occasion.crisis,) if occasion.crisis.strip() else ())),
        "inside": (*inside, w.PRINT, w.WITH_CASE if case else w.NO_CASE),
        "case": {name: getattr(case, name) for name in ("title", "a", "b", "harm_a", "harm_b")} if case else None,
    }


def _qr(address: str) -> dict[str, Any]:
    """Return an address as a QR code: how many squares wide, and its dark runs (from left, from top, how wide)."""
    rows = segno.make(address, error="m").matrix
    runs = [
        (run.start(), y, run.end() - run.start())
        for y, row in enumerate(rows)
        for run in re.finditer(b"\x01+", bytes(row))
    ]
    return {"wide": len(rows), "runs": runs}


def _card(number: int, plans: list[Plan], hands: dict[StepId, ByHand], minutes: int, span: str) -> dict[str, Any]:
    parts = [_part(plan, hands[plan.id].card) | {"how": hands[plan.id].how} for plan in plans]
    return {"number": number, "minutes": minutes, "span": span, "parts": parts}


def _part(plan: Plan, fields: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "step": plan.id,
        "title": plan.title,
        "why": plan.why,
        "question": plan.question,
        "script": plan.script,
        "mind": plan.mind,
        "fields": fields,
    }


def _title(plan: Plan, slip: Slip) -> Text:
    return slip.title if slip.title.nl else plan.title


def _handed(plan: Plan, slip: Slip, language: str) -> str:
    """Return what is handed out in a step, in words."""
    title = _title(plan, slip).within(language)
    return f"{title} ({w.EACH.within(language).format(count=slip.each)})" if slip.each > 1 else title


def _slip(number: int, plan: Plan, slip: Slip, people: int) -> dict[str, Any]:
    return msgspec.structs.asdict(slip) | {
        "number": number,
        "step": plan.id,
        "title": _title(plan, slip),
        "question": Text() if slip.title.nl else plan.question,
        "copies": people * slip.each,
    }


def _just(only: StepId, numbered: list[tuple[int, list[Plan]]], data: dict[str, Any]) -> dict[str, Any]:
    """Return what is otherwise when only one step is wanted: its card, its slips, and no page for who leads."""
    number = next((number for number, plans in numbered for plan in plans if plan.id == only), 0)
    return {
        "front": None,
        "cards": [card for card in data["cards"] if card["number"] == number],
        "group": [part for part in data["group"] if part["step"] == only],
        "slips": [slip for slip in data["slips"] if slip["step"] == only],
    }


def _worded(value: Any, language: str) -> Any:
    """Return data with every text of a method or of ours in one language, and every struct as a dictionary."""
    within: Callable[[str], Any] | None = getattr(value, "within", None)
    match value:
        case _ if within is not None:
            return within(language)
        case msgspec.Struct():
            whole = {name: _worded(getattr(value, name), language) for name in value.__struct_fields__}
            return whole | {"type": type(value).__name__}
        case dict():
            return {name: _worded(one, language) for name, one in value.items()}
        case list() | tuple():
            return [_worded(one, language) for one in value]
    return value
