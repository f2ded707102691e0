"""The few kinds of which every report consists. Page, print and exports are each written once over these."""

from typing import Literal

import msgspec

from beraad.deliberation.method import Text


class Block(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A piece of a report, without authors."""


class Heading(Block, frozen=True, kw_only=True):
    text: Text


class Said(Block, frozen=True, kw_only=True):
    """A text that people worded, under a short label of ours. An empty text reads ‘niet vastgelegd’."""

    label: Text
    text: str


class DilemmaBlock(Block, frozen=True, kw_only=True):
    a: str
    b: str
    harm_a: str
    harm_b: str
    confirmed: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What matters from one chair. source: who says so (self, said, via, estimated)."""

    chair: Text
    value: str
    norm: str
    supports: Literal["a", "b", "none"]
    source: str


class VoicesBlock(Block, frozen=True, kw_only=True):
    """Perspectives × values × norms, and the two values that clash."""

    rows: tuple[Row, ...]
    serves_a: str
    serves_b: str


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """speaks_for: the chair a reason was given for, or None."""

    because: str
    at_cost_of: str
    speaks_for: Text | None


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three equal columns. label: the option's own words; anders: those of everyone who chose so."""

    choice: Literal["a", "b", "other"]
    labels: tuple[str, ...]
    count: int
    reasons: tuple[Reason, ...]


class SpreadBlock(Block, frozen=True, kw_only=True):
    """How the group judged: one spread for all, with the reasons, without who."""

    columns: tuple[Column, ...]


class ConclusionBlock(Block, frozen=True, kw_only=True):
    outcome: Literal["shared", "shared_with_minority", "open", "not_recorded"]
    text: str
    dissents: tuple[str, ...]


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    what: str
    role: str
    term: str


class ActionsBlock(Block, frozen=True, kw_only=True):
    """What was agreed, or why nothing was."""

    actions: tuple[Agreed, ...]
    none_because: str


AnyBlock = Heading | Said | DilemmaBlock | VoicesBlock | SpreadBlock | ConclusionBlock | ActionsBlock
"""Closed: a renderer that forgets one does not pass the type checker."""
