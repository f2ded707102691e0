"""A paper to take along, as a few plain elements in one language. Text, Word and PDF are each written once over these.

Words are ours unless an element says otherwise; what people typed is data to every renderer, never a form or a command.
"""

import re
from datetime import date

import msgspec
from babel.dates import format_date

from beraad.deliberation.blocks import Choice

_UNPRINTABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def sign(mark: Choice | None) -> str:
    """Return what stands before the words of A or B."""
    return "" if mark in (None, "other") else f"{mark.upper()}: "


class Title(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A heading. level: 2, 3 or 4; the paper's own is 1. mark: the sign of A, B or other beside it."""

    text: str
    level: int = 2
    mark: Choice | None = None


class Words(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A piece of running text. said: in people's own words; quoted: of one of them. after: what we say of it."""

    text: str
    said: bool = False
    quoted: bool = False
    after: str = ""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One of a list. mark: of A, B or other. before: our word that it completes. notes: what belongs to it.

    said: in people's own words.
    """

    text: str
    said: bool = True
    mark: Choice | None = None
    before: str = ""
    notes: tuple[str, ...] = ()

    @property
    def lead(self) -> str:
        """What stands before its text."""
        return sign(self.mark) + (f"{self.before} " if self.before else "")


class Items(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    items: tuple[Item, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Fill(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A line to fill in by hand, under our label; text: where it is filled already."""

    label: str
    text: str = ""

    @property
    def asked(self) -> str:
        """The label as it stands before the line."""
        return self.label if self.label.endswith("?") else f"{self.label}:"


Element = Title | Words | Items | Table | Fill


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A whole paper. day: of the conversation. about: what more there is to say under the title. foot: at the end."""

    title: str
    day: date
    about: tuple[str, ...]
    elements: tuple[Element, ...]
    foot: str
    language: str

    @property
    def under(self) -> str:
        """The line that stands with the title."""
        return " · ".join((day_words(self.day, self.language), *self.about))


def day_words(day: date, language: str) -> str:
    """Return a day as people write it: 24 november 2026."""
    return str(format_date(day, "d MMMM y", locale=language))


def people_words(count: int, language: str) -> str:
    """Return how many people, in words."""
    if language == "en":
        return "one person" if count == 1 else f"{count} people"
    return "één mens" if count == 1 else f"{count} mensen"


def printable(text: str) -> str:
    """Return the text without signs that stand for nothing on paper and that no file format takes."""
    return _UNPRINTABLE.sub("", text)
