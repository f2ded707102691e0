"""A report's blocks as the sheet shows them: what the group found, then how it came there in the method's order."""

from typing import Literal, assert_never

import msgspec

from beraad.deliberation.blocks import (
    ActionsBlock,
    AnyBlock,
    Choice,
    ConclusionBlock,
    DilemmaBlock,
    GroupedBlock,
    Heading,
    ListBlock,
    QuestionsBlock,
    Said,
    ScoresBlock,
    ShiftBlock,
    SpreadBlock,
    TypedBlock,
    VoicesBlock,
)
from beraad.exports.outline import of_kind, softenings

Macro = Literal["heading", "said", "listed", "grouped", "questions", "voices", "spread", "shift", "scores", "typed"]
"""One of templates/session/_blocks.html."""


class WayPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of how the group came there, and the macro that shows it."""

    macro: Macro
    block: AnyBlock


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of the sheet. softens: per side how the group would soften its harm. way: the rest, in order."""

    dilemmas: tuple[DilemmaBlock, ...]
    conclusions: tuple[ConclusionBlock, ...]
    actions: tuple[ActionsBlock, ...]
    spreads: tuple[SpreadBlock, ...]
    softens: dict[Choice, tuple[str, ...]]
    way: tuple[WayPart, ...]


def paper(blocks: tuple[AnyBlock, ...]) -> Paper:
    """Return the blocks by their place on the sheet."""
    return Paper(
        dilemmas=tuple(of_kind(blocks, DilemmaBlock)),
        conclusions=tuple(of_kind(blocks, ConclusionBlock)),
        actions=tuple(of_kind(blocks, ActionsBlock)),
        spreads=tuple(of_kind(blocks, SpreadBlock)),
        softens=softenings(blocks),
        way=tuple(WayPart(macro=macro, block=block) for block in blocks if (macro := _macro(block))),
    )


def _macro(block: AnyBlock) -> Macro | None:
    """Nothing gets lost: a kind without a place does not pass the type checker."""
    match block:
        case DilemmaBlock() | ConclusionBlock() | ActionsBlock():
            return None  # on the sheet
        case Heading():
            return "heading"
        case Said():
            return "said"
        case ListBlock():
            return "listed"
        case GroupedBlock():
            return "grouped"
        case QuestionsBlock():
            return "questions"
        case VoicesBlock():
            return "voices"
        case SpreadBlock():
            return "spread"
        case ShiftBlock():
            return "shift"
        case ScoresBlock():
            return "scores"
        case TypedBlock():
            return "typed"
        case _:
            assert_never(block)
