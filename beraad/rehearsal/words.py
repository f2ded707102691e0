"""What the dummies of a rehearsal say, read from words.yaml: per activity type, in Dutch and in English.

Where a form is filled in whole, its words are the command itself, so they keep the limits that people keep.
"""

from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from beraad.deliberation.activities.actions import Agree
from beraad.deliberation.activities.compare_dialogue import Kind
from beraad.deliberation.activities.evaluate.sheets import Evaluate
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table.voices import Supports
from beraad.deliberation.words import Line, Name
from beraad.deliberation.words import Words as Long

LANGUAGES = ("nl", "en")


class _Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """by: the number of the dummy that says it, from 1."""


class Says(_Words, frozen=True, kw_only=True):
    by: int
    text: Line


class Asks(_Words, frozen=True, kw_only=True):
    """answer: of whoever brings the case in."""

    by: int
    text: Line
    answer: Long


class Speaks(_Words, frozen=True, kw_only=True):
    """chair: own (of who speaks), child, parent, or which of the others, from 1."""

    by: int
    chair: Literal["own", "child", "parent", "1", "2"]
    value: Line
    norm: Long
    supports: Supports


class Weighs(_Words, frozen=True, kw_only=True):
    """speaks_for is a kind of chair here, as in Speaks."""

    by: int
    first: Choose
    again: Choose


class Rates(_Words, frozen=True, kw_only=True):
    by: int
    sheet: Evaluate


class Lines(_Words, frozen=True, kw_only=True):
    lines: tuple[Says, ...]


class Story(_Words, frozen=True, kw_only=True):
    text: Long
    moment: Line


class Card(_Words, frozen=True, kw_only=True):
    """For what the preparation left empty."""

    a: Line
    b: Line
    harm_a: Line
    harm_b: Line
    facts: Long


class Questions(_Words, frozen=True, kw_only=True):
    """unknown: the answer to a question that somebody else asks."""

    questions: tuple[Asks, ...]
    unknown: Long


class Voices(_Words, frozen=True, kw_only=True):
    """norm: what the group gives to a value that came without."""

    voices: tuple[Speaks, ...]
    norm: Long


class Items(_Words, frozen=True, kw_only=True):
    items: tuple[Says, ...]


class Sheets(_Words, frozen=True, kw_only=True):
    sheets: tuple[Weighs, ...]


class Found(_Words, frozen=True, kw_only=True):
    """dissents: of who cannot live with it; the others can."""

    text: Long
    dissents: tuple[Says, ...]


class Agreements(_Words, frozen=True, kw_only=True):
    agreements: tuple[Agree, ...]


class Ratings(_Words, frozen=True, kw_only=True):
    sheets: tuple[Rates, ...]


class Words(_Words, frozen=True, kw_only=True):
    """All that is said in one language, by activity type. name: of a dummy, with {n} for its number."""

    name: Name
    check_in: Lines
    statement: Story
    dilemma: Card
    clarify_qa: Questions
    pvn_table: Voices
    alternatives: Items
    judgement: Sheets
    compare_dialogue: dict[Kind, tuple[Line, ...]]
    conclusion: Found
    actions: Agreements
    evaluate: Ratings


def _within(language: str, said: Any) -> Any:
    """Return the words with one language in the place of both."""
    if isinstance(said, dict):
        if said.keys() == set(LANGUAGES):
            return said[language]
        return {key: _within(language, one) for key, one in said.items()}
    return [_within(language, one) for one in said] if isinstance(said, list) else said


_read = yaml.safe_load((Path(__file__).parent / "words.yaml").read_bytes())

WORDS: dict[str, Words] = {language: msgspec.convert(_within(language, _read), Words) for language in LANGUAGES}
