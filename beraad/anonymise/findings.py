"""What may tell who a text is about: findings, and the names and places of a case by which they are found."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Literal

import msgspec

from beraad.anonymise.ordinary import ORDINARY

Tier = Literal["direct", "indirect"]
PERHAPS_A_WORD = "roster-word"
"""The rule by which ‘wil’ may be Wil: decided on apart from where it surely is."""


class Strength(StrEnum):
    """How sure a finding is: *zeker*, *waarschijnlijk*, *kijk even*. Whatever it is, a person decides."""

    SURE = "sure"
    LIKELY = "likely"
    LOOK = "look"


class Category(StrEnum):
    """What kind of thing was found."""

    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    MAIL = "mail"
    WEB = "web"
    ACCOUNT = "account"
    BSN = "bsn"
    FILE = "file"
    DATE = "date"
    AGE = "age"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A piece [start, end) of a text, in code points, that may tell who it is about.

    rule: which rule found it. proposal: what could stand there instead, a role, a band or a relative time in
    brackets, never an invented name.
    """

    start: int
    end: int
    text: str
    category: Category
    rule: str
    strength: Strength
    proposal: str
    tier: Tier = "direct"

    @property
    def key(self) -> str:
        """What makes two findings the same thing, so that one decision holds everywhere in the case."""
        return f"{self.category}:{fold(self.text)}{'?' if self.rule == PERHAPS_A_WORD else ''}"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A name or place of this case; it lives as long as the room.

    words: folded. proposal: what stands there instead. part: it is one word of a longer name. ordinary: these are
    Dutch words as well, so that only a capital inside a sentence tells that they are a name.
    """

    words: tuple[str, ...]
    proposal: str
    part: bool = False
    ordinary: bool = False


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """Names and places of one case. held: the day the group met, which dates are told relative to."""

    entries: tuple[Entry, ...] = ()
    held: date | None = None


Identifier = Callable[[str, Roster], Iterator[Finding]]
"""Finds one kind of thing in a text."""

WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_SIGNS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h"})
_PARTICLE_WORDS = (
    "de het een van der den ten ter el al la le ben bin bint ibn op aan in en of bij te school basisschool team"
    " wijkteam jeugdteam buurtteam gezinshuis stichting groep straat vereniging fam familie gezin mevrouw meneer juf"
    " meester oma opa tante oom moeder vader broer zus heer mw dhr dr"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)
"""A sign that nobody sees, such as a soft hyphen or one that turns the direction."""


def fold(text: str) -> str:
    """Return a text as names are compared: without case, accents, and double spaces."""
    if text.isascii():  # so quick that it matters in a long text
        return " ".join(text.lower().split())
    seen = unicodedata.normalize("NFKD", INVISIBLE.sub("", text).casefold())
    plain = "".join(sign for sign in seen if not unicodedata.combining(sign))
    return " ".join(plain.translate(_SIGNS).split())


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a name."""
    return tuple(fold(found[0]) for found in WORD.finditer(INVISIBLE.sub("", text)))


def roster_of(typed: str, organisation: str = "", held: date | None = None, marked: Iterable[str] = ()) -> Roster:
    """Return the names and places of a case.

    typed: what people typed, one a line or between commas; ‘Daan = jeugdige’ gives the role as well.
    marked: what a person marked by hand while reading over.
    """
    entries: dict[tuple[str, ...], Entry] = {}

    def add(name: str, proposal: str) -> None:
        words = words_of(name)
        if not words or (sum(map(len, words)) < 2 and not words[0].isalpha()):
            return
        entries.setdefault(words, _entry(words, proposal))
        if len(words) > 1:
            entries.setdefault(("".join(words),), _entry(("".join(words),), proposal))
            for part in _parts(name, words):
                entries.setdefault(part, _entry(part, proposal, part=True))

    number = 0
    for line in re.split(r"[\n,;]", typed):
        name, _, role = line.partition("=")
        if name.strip():
            number += 1
            add(name, f"[{role.strip()}]" if role.strip() else f"[naam {number}]")
    for name in marked:
        number += 1
        add(name, f"[naam {number}]")
        if (words := words_of(name)) in entries:  # a person saw it, so it is no ordinary word here
            entries[words] = msgspec.structs.replace(entries[words], ordinary=False)
    add(organisation, "[organisatie]")
    return Roster(entries=tuple(entries.values()), held=held)


def _parts(name: str, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Return what may stand for a name of more than one word."""
    yield from (words[at:] for at in range(1, len(words) - 1))  # of Mohammed El Idrissi: El Idrissi
    for double in (words_of(part) for part in name.split()):
        if len(double) > 1:
            yield from (double, ("".join(double),))  # Anne-Marie, Annemarie
    yield from ((word,) for word in words if len(word) > 2 and word not in _PARTICLES and not word.isdigit())


def _entry(words: tuple[str, ...], proposal: str, part: bool = False) -> Entry:
    ordinary = all(word in ORDINARY or word in _PARTICLES for word in words)
    return Entry(words=words, proposal=proposal, part=part, ordinary=ordinary)
