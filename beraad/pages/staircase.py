"""The staircase: which values clash, each written once on the diagonal and read to the left and downward."""

import msgspec

from beraad.casebank import tensions
from beraad.casebank.query import Query
from beraad.pages.casebank import label_of, list_address

STEPS = 6
"""Values on the staircase."""
SMALLEST, BIGGEST = 17, 27
"""Side of a tile, in px; a cell is 31."""
MOST_PAIRS = 30
"""Pairs in the table beside it."""


class PairLine(msgspec.Struct, frozen=True, kw_only=True):
    """A pair in the table; href: the same question narrowed to it."""

    label: str
    href: str
    count: int


class Tile(msgspec.Struct, frozen=True, kw_only=True):
    """How many cases have a pair of values; side: of the square, its area goes with the count."""

    column: int
    row: int
    side: int
    count: int


class Staircase(msgspec.Struct, frozen=True, kw_only=True):
    """Which values clash: each once on the diagonal, read to the left and downward. pairs: the same as a list."""

    values: tuple[str, ...]
    tiles: tuple[Tile, ...]
    pairs: tuple[PairLine, ...]
    left_out: int
    """Pairs that are not drawn."""


def staircase(query: Query, clashes: tuple[tuple[str, int], ...], language: str) -> Staircase | None:
    """The staircase of the values that clash most often; None for fewer than two pairs."""
    pairs = [(values, count) for key, count in clashes if (values := tensions.values_of(key))]
    if len(pairs) < 2:
        return None
    steps = _steps(pairs)
    most = max(count for _, count in pairs)
    tiles = tuple(
        Tile(
            column=min(map(steps.index, values)),
            row=max(map(steps.index, values)),
            side=round(SMALLEST + (BIGGEST - SMALLEST) * ((count / most) ** 0.5 if most > 1 else 0.4)),
            count=count,
        )
        for values, count in pairs
        if set(values) <= set(steps)
    )
    return Staircase(
        values=tuple(label_of("value", value, language) for value in steps),
        tiles=tiles,
        pairs=tuple(_line(query, values, count, language) for values, count in pairs[:MOST_PAIRS]),
        left_out=len(pairs) - len(tiles),
    )


def _line(query: Query, values: tuple[str, str], count: int, language: str) -> PairLine:
    key = tensions.pair(*values)
    narrowed = msgspec.structs.replace(query, page=1, tensions=(key,))
    return PairLine(label=label_of("tension", key, language), href=list_address(narrowed), count=count)


def _steps(pairs: list[tuple[tuple[str, str], int]]) -> list[str]:
    """The values to draw: the one that clashes most often, then each time the one that clashes most with those."""
    often: dict[str, int] = {}
    for values, count in pairs:
        for value in values:
            often[value] = often.get(value, 0) + count
    steps = [min(often, key=lambda value: (-often[value], value))]
    while len(steps) < min(STEPS, len(often)):
        with_those = dict.fromkeys(often.keys() - set(steps), 0)
        for values, count in pairs:
            for value in with_those.keys() & set(values):
                with_those[value] += count if set(values) & set(steps) else 0
        steps.append(min(with_those, key=lambda value: (-with_those[value], -often[value], value)))
    return steps
