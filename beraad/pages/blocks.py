"""A report's blocks as the sheet shows them: each kind in its place, whatever the method's order of steps."""

from typing import assert_never

import msgspec

from beraad.deliberation.blocks import (
    ActionsBlock,
    AnyBlock,
    ConclusionBlock,
    DilemmaBlock,
    Heading,
    Said,
    SpreadBlock,
    VoicesBlock,
)


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of the sheet. besides: what has no place of its own, in the method's order."""

    dilemmas: tuple[DilemmaBlock, ...]
    conclusions: tuple[ConclusionBlock, ...]
    actions: tuple[ActionsBlock, ...]
    voices: tuple[VoicesBlock, ...]
    spreads: tuple[SpreadBlock, ...]
    besides: tuple[Heading | Said, ...]


def paper(blocks: tuple[AnyBlock, ...]) -> Paper:
    """Return the blocks by kind. Nothing gets lost: a kind without a place does not pass the type checker."""
    dilemmas: list[DilemmaBlock] = []
    conclusions: list[ConclusionBlock] = []
    actions: list[ActionsBlock] = []
    voices: list[VoicesBlock] = []
    spreads: list[SpreadBlock] = []
    besides: list[Heading | Said] = []
    for block in blocks:
        match block:
            case DilemmaBlock():
                dilemmas.append(block)
            case ConclusionBlock():
                conclusions.append(block)
            case ActionsBlock():
                actions.append(block)
            case VoicesBlock():
                voices.append(block)
            case SpreadBlock():
                spreads.append(block)
            case Heading() | Said():
                besides.append(block)
            case _:
                assert_never(block)
    return Paper(
        dilemmas=tuple(dilemmas),
        conclusions=tuple(conclusions),
        actions=tuple(actions),
        voices=tuple(voices),
        spreads=tuple(spreads),
        besides=tuple(besides),
    )
