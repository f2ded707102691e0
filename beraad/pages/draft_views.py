"""What the page on which a draft is read over is made of."""

import msgspec

from beraad.services.draft import Draft


class PieceView(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a text; mark: the number of its finding, or None. letter: Z, W or K."""

    shown: str
    kind: str
    mark: int | None = None
    letter: str = ""
    strength: str = ""


class TextView(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its marks. words: as people worded it; missing: it has to be filled in or mended."""

    name: str
    label: str
    side: str
    hint: str
    pieces: tuple[PieceView, ...]
    words: str
    most: int
    lines: bool
    missing: bool


class TabView(msgspec.Struct, frozen=True, kw_only=True):
    """todo: how many marks and texts of this part still need somebody."""

    id: str
    label: str
    todo: int


class MarkView(msgspec.Struct, frozen=True, kw_only=True):
    """A mark: the same thing everywhere. state: open, replaced or kept. tab: where it first stands."""

    number: int
    key: str
    text: str
    letter: str
    strength: str
    strength_words: str
    what: str
    times: int
    proposal: str
    state: str
    instead: str
    reason: str
    tab: str


class ValueChoice(msgspec.Struct, frozen=True, kw_only=True):
    """Own words, with the nearest of the 52. options: (slug, name, whether it is proposed)."""

    name: str
    label: str
    words: str
    chosen: str
    near: tuple[tuple[str, str], ...]


class DraftView(msgspec.Struct, frozen=True, kw_only=True):
    """A draft to read over. current: the mark in hand, None when there is none. mended: names of texts to fill in."""

    id: str
    version: int
    title: str
    tab: str
    tabs: tuple[TabView, ...]
    texts: tuple[TextView, ...]
    marks: tuple[MarkView, ...]
    current: MarkView | None
    decided: int
    values: tuple[ValueChoice, ...]
    voices: tuple[ValueChoice, ...]
    all_values: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]
    frameworks: tuple[tuple[str, str], ...]
    draft: Draft
    choose_missing: bool
    ready: bool
    right: bool
    region_asked: bool
