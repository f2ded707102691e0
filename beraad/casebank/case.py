"""A case: the stored, de-identified account of one deliberation.

What its source does not tell is None or empty, and reads as *niet vastgelegd*; it is never guessed.
"""

from typing import Literal

import msgspec

Choice = Literal["a", "b", "other"]
Supports = Literal["a", "b", "none"]
Source = Literal["self", "said", "via", "estimated"]
"""Where a voice comes from: self at the table, said beforehand, through a confidant, estimated by others."""
OutcomeKind = Literal["shared", "shared_with_minority", "open", "not_recorded"]
Circle = Literal["organisation", "region", "country", "public"]
Origin = Literal["imported", "room", "fictional"]
Sharpened = Literal["question", "a", "b", "harm_a", "harm_b", "reasons_a", "reasons_b", "tension"]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Named(_Part, frozen=True):
    """A value: in somebody's own words, as the nearest of the 52 (a slug), or both. *Geen van deze*: words alone."""

    words: str | None = None
    value: str | None = None


class Tension(_Part, frozen=True):
    """Two values that clash: option A serves `a`, option B serves `b`."""

    a: Named
    b: Named


class Dilemma(_Part, frozen=True):
    """Two options and what is lost with each (harm)."""

    a: str
    b: str
    harm_a: str | None = None
    harm_b: str | None = None


class Voice(_Part, frozen=True):
    """A perspective, what is of value there, what should then happen (norm), and which option that supports."""

    perspective: str
    words: str | None = None
    value: str | None = None
    norm: str | None = None
    supports: Supports | None = None
    source: Source | None = None


class Reason(_Part, frozen=True):
    """A consideration. side None: for the whole, for no single option. perspective: the one it speaks for."""

    text: str
    side: Choice | None
    perspective: str | None = None


class Spread(_Part, frozen=True):
    """How many chose what, over everybody who answered. Never per perspective, never below LEAST_PEOPLE."""

    a: int
    b: int
    other: int = 0


class Cost(_Part, frozen=True):
    """What the outcome costs, and what softens it."""

    text: str
    softened: str | None = None


class Action(_Part, frozen=True):
    """What was agreed. role: who, never a name. term: when, in words."""

    what: str
    role: str | None = None
    term: str | None = None


class Case(_Part, frozen=True):
    """One case. Texts are Markdown without raw HTML; see `check` for what is valid.

    period: a year or quarter, nothing finer. region: "landelijk" or a jeugdregio, never a municipality.
    sharpened: parts that the editors worded more sharply than the source ("door de redactie aangescherpt").
    minority: each view in the words its holders approved. minutes: what a kort beraad with this case takes.
    """

    id: str
    title: str
    summary: str
    dilemma: Dilemma
    circle: Circle
    origin: Origin
    language: Literal["nl", "en"] = "nl"
    setting: str | None = None
    question: str | None = None
    tension: Tension | None = None
    values: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    reasons: tuple[Reason, ...] = ()
    alternatives: tuple[str, ...] = ()
    spread: Spread | None = None
    outcome: OutcomeKind = "not_recorded"
    outcome_text: str | None = None
    minority: tuple[str, ...] = ()
    costs: tuple[Cost, ...] = ()
    actions: tuple[Action, ...] = ()
    residue: str | None = None
    follow_up: str | None = None
    goals: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    method: str | None = None
    region: str | None = None
    age_band: str | None = None
    period: str | None = None
    code_articles: tuple[str, ...] = ()
    minutes: int | None = None
    licence: str | None = None
    source: str | None = None
    sharpened: tuple[Sharpened, ...] = ()

    def __post_init__(self) -> None:
        # one order everywhere: for A, for B, for something else, for the whole
        order = {"a": 0, "b": 1, "other": 2}
        in_order = tuple(sorted(self.reasons, key=lambda reason: order.get(reason.side or "", 3)))
        msgspec.structs.force_setattr(self, "reasons", in_order)

    def reasons_for(self, side: Choice | None) -> tuple[Reason, ...]:
        """The considerations for one option, or (None) those for the whole, in their order."""
        return tuple(reason for reason in self.reasons if reason.side == side)
