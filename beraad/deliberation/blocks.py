"""The few kinds of which every report consists. Page, print and exports are each written once over these."""

from typing import Literal

import msgspec

from beraad.deliberation.method import Text

Choice = Literal["a", "b", "other"]
Kind = Literal["do", "find_out", "tell", "repair", "signal"]
"""Of an agreement: to do, to find out, to tell the family, to repair, to signal to who is above."""


class Block(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A piece of a report, without authors."""


class Heading(Block, frozen=True, kw_only=True):
    text: Text


class Said(Block, frozen=True, kw_only=True):
    """A text that people worded, under a short label of ours. An empty text reads ‘niet vastgelegd’."""

    label: Text
    text: str


class ListBlock(Block, frozen=True, kw_only=True):
    """Short texts that stand beside each other, in the order in which they were said."""

    label: Text
    items: tuple[str, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A short text. also: wordings taken together with it. mended: whether any of these was mended by somebody else."""

    text: str
    also: tuple[str, ...] = ()
    mended: bool = False


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """Short texts under one heading; name: empty for what stands by itself, and for what was parked."""

    name: str
    items: tuple[Line, ...]
    parked: bool = False


class GroupedBlock(Block, frozen=True, kw_only=True):
    """A list as the group arranged it."""

    label: Text
    groups: tuple[Cluster, ...]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question and its answer; without one it was left open.

    also: questions taken together with it, each with its own answer, if any. group: the heading it stands under.
    """

    question: str
    answer: str
    also: tuple[tuple[str, str], ...] = ()
    group: str = ""
    parked: bool = False
    mended: bool = False

    @property
    def place(self) -> tuple[bool, str]:
        """What it stands under."""
        return self.parked, self.group


class QuestionsBlock(Block, frozen=True, kw_only=True):
    """What was asked to be able to put oneself in their place."""

    questions: tuple[Asked, ...]


class DilemmaBlock(Block, frozen=True, kw_only=True):
    a: str
    b: str
    harm_a: str
    harm_b: str
    confirmed: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What matters from one chair. source: who says so (self, said, via, estimated). also: wordings merged into it."""

    chair: Text
    value: str
    norm: str
    supports: Literal["a", "b", "none"]
    source: str
    also: tuple[str, ...] = ()


class VoicesBlock(Block, frozen=True, kw_only=True):
    """Perspectives × values × norms, and the two values that clash."""

    rows: tuple[Row, ...]
    serves_a: str
    serves_b: str


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """speaks_for: the chair a reason was given for, or None. softens: the harm; needs: what it takes.

    five: asked for in five sentences, of which one ends what `at_cost_of` begins: so I cannot …
    """

    because: str
    at_cost_of: str
    speaks_for: Text | None
    softens: str = ""
    needs: str = ""
    five: bool = False


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three equal columns. label: the option's own words; anders: those of everyone who chose so."""

    choice: Choice
    labels: tuple[str, ...]
    count: int
    reasons: tuple[Reason, ...]


class SpreadBlock(Block, frozen=True, kw_only=True):
    """How the group judged: one spread for all, with the reasons, without who."""

    columns: tuple[Column, ...]


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """How many chose `before` at first and `after` at the end, and what they say of it."""

    before: Choice
    after: Choice
    count: int
    reasons: tuple[str, ...]


class ShiftBlock(Block, frozen=True, kw_only=True):
    """What a second judgement changed, without who. Staying is a move too."""

    moves: tuple[Move, ...]


class ConclusionBlock(Block, frozen=True, kw_only=True):
    outcome: Literal["shared", "shared_with_minority", "open", "not_recorded"]
    text: str
    dissents: tuple[str, ...]


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """answer_by: of a signal, who must answer it and when, in words."""

    what: str
    role: str
    term: str
    kind: Kind = "do"
    answer_by: str = ""


class ActionsBlock(Block, frozen=True, kw_only=True):
    """What was agreed, or why nothing was."""

    actions: tuple[Agreed, ...]
    none_because: str


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How often each answer to a closed question was given: (answer, count) for every possible answer, in order."""

    question: Text
    counts: tuple[tuple[Text, int], ...]


class ScoresBlock(Block, frozen=True, kw_only=True):
    """How the conversation itself went, in totals. remarks: what people added, without names."""

    scores: tuple[Score, ...]
    people: int
    remarks: tuple[str, ...] = ()


class TypedBlock(Block, frozen=True, kw_only=True):
    """What of a step came here through who types. texts: how many, never whose; 0: all. paper: later, from paper."""

    step: Text
    texts: int
    paper: bool


AnyBlock = (
    Heading
    | Said
    | ListBlock
    | GroupedBlock
    | QuestionsBlock
    | DilemmaBlock
    | VoicesBlock
    | SpreadBlock
    | ShiftBlock
    | ConclusionBlock
    | ActionsBlock
    | ScoresBlock
    | TypedBlock
)
"""Closed: a renderer that forgets one does not pass the type checker."""
