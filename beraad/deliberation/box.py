"""The box: what is written without names, until the reveal. It is in no log; it is one row, rewritten whole.

Papers stand in the order of their keys, which are hashes of what the writer's browser drew at random, so no order tells
who wrote when. Beside them stands only how many each seat put in, to keep its share and to know that enough different
people wrote. At the reveal the papers become one event, and the box is gone. What it withstands: docs/architecture.md.
"""

from typing import Any

import msgspec

from beraad.deliberation.ids import SeatId

FEWEST = 5
"""Seats at the table from which names can be left out, and different writers from which a box may be opened."""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """key: hash of its request. edit: hash of the word with which its writer's browser takes it out, or empty."""

    key: str
    edit: str
    what: Any


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """wrote: how many papers each seat has in it, by seat. inputs: how often it changed.

    hidden: how many papers are not shown here, which in what anybody sees is all of them.
    """

    papers: tuple[Paper, ...] = ()
    wrote: tuple[tuple[SeatId, int], ...] = ()
    inputs: int = 0
    hidden: int = 0

    @property
    def count(self) -> int:
        return len(self.papers) + self.hidden

    @property
    def enough(self) -> bool:
        """Whether so many different people wrote that it may be opened."""
        return len(self.wrote) >= FEWEST

    def of(self, seat: SeatId) -> int:
        """How many papers this seat has in it."""
        return dict(self.wrote).get(seat, 0)


def put_in(box: Box, paper: Paper, by: SeatId) -> Box:
    """Return the box with one paper more."""
    papers = tuple(sorted((*box.papers, paper), key=lambda one: one.key))
    return Box(papers=papers, wrote=_counted(box, by, 1), inputs=box.inputs + 1)


def take_out(box: Box, edit: str, by: SeatId) -> Box:
    """Return the box without the paper that this word takes out; the same box if there is none."""
    papers = tuple(paper for paper in box.papers if not edit or paper.edit != edit)
    if len(papers) == len(box.papers):
        return box
    return Box(papers=papers, wrote=_counted(box, by, -1), inputs=box.inputs + 1)


def _counted(box: Box, by: SeatId, more: int) -> tuple[tuple[SeatId, int], ...]:
    counts = {**dict(box.wrote), by: max(box.of(by) + more, 0)}
    return tuple(sorted((seat, count) for seat, count in counts.items() if count))


def seen_by(box: Box, seat: SeatId | None) -> Box:
    """Return what a seat may see of a box: how many papers are in it, and how many are its own."""
    own = tuple((one, count) for one, count in box.wrote if one == seat)
    return Box(wrote=own, inputs=box.inputs, hidden=box.count)
