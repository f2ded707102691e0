"""What is known of a run: how it goes, who sent what, how that ended, and every promise that was broken."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


class Plan(NamedTuple):
    """How long and how hard. kills: how often the server dies. within: seconds in which everybody shows the same."""

    seats: int = 5
    kills: int = 4
    seed: int = 1
    pause: float = 0.5
    within: float = 20.0


class Sent(NamedTuple):
    """An input that carries a word of its own."""

    name: str
    step: str


class Answer(NamedTuple):
    """How a command ended: acknowledged, or refused with a code."""

    code: str
    stamp: str = ""


@dataclass
class Found:
    """What a run gave: figures, and every promise that was broken, in words."""

    inputs: int = 0
    kept: int = 0
    refused: int = 0
    twice: int = 0
    steered: int = 0
    contested: int = 0
    deaths: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    healed: int = 0
    equal_after: float = 0.0
    broken: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Count another run along with this one."""
        for name in ("inputs", "kept", "refused", "twice", "steered", "contested", "seen", "healed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.deaths += other.deaths
        self.equal_after = max(self.equal_after, other.equal_after)
        self.broken += other.broken


class Table:
    """What everybody who plays knows of each other, guarded by one lock. quiet: nobody does anything new any more."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.quiet = threading.Event()
        self.over = threading.Event()
        self.lock = threading.Lock()
        self.sent: dict[str, Sent] = {}
        self.kept: set[str] = set()
        self.refused: dict[str, str] = {}
        self.found = Found()

    def note(self, word: str, answer: Answer) -> None:
        with self.lock:
            if answer.code:
                self.refused[word] = answer.code
            else:
                self.kept.add(word)

    def has_played(self) -> bool:
        """Return whether enough happened to look at, however slow this machine is."""
        return len(self.kept) > self.plan.seats and self.found.contested > 1

    def breaks(self, what: str) -> None:
        with self.lock:
            self.found.broken.append(what)
