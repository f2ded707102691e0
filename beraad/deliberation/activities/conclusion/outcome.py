"""What a conclusion consists of, and what kind of outcome follows from the answers."""

from typing import Literal

import msgspec

from beraad.deliberation.ids import SeatId

Outcome = Literal["shared", "shared_with_minority", "open", "not_recorded"]
FEWEST = 2
"""Answers from which an outcome follows: it would tell what the only one who answered said."""
FEWEST_BESIDE_SLIPS = 3
"""Unseen answers beside counted slips: whoever counted those, and gave one answer, must not know another."""


class Dissent(msgspec.Struct, frozen=True, kw_only=True):
    """How one person sees it differently. id: its name for taking it away; it says nothing about who."""

    id: str
    text: str


class Conclusion(msgspec.Struct, frozen=True, kw_only=True):
    """wording: how often the sentence was worded; answers are to this wording.

    asked: the question is open. hidden: how many answered whose answers are not shown here. slips: yes and no on
    paper. papers: how many slips, where it is not shown what they say. left: what was answered by
    who is gone since the outcome was seen. dissents: by seat; of others, in what somebody sees, by their random name.
    """

    text: str = ""
    wording: int = 0
    asked: bool = False
    answers: dict[SeatId, bool] = {}
    hidden: int = 0
    slips: tuple[int, int] = (0, 0)
    papers: int = 0
    left: tuple[bool, ...] = ()
    dissents: dict[SeatId, Dissent] = {}
    left_open: bool = False
    outcome: Outcome = "not_recorded"

    @property
    def answered(self) -> int:
        return len(self.answers) + self.hidden + sum(self.slips) + self.papers


def outcome(now: Conclusion) -> Outcome:
    """The kind of outcome follows from the answers; a mark stays when a dissent is softened or taken back."""
    if now.left_open:
        return "open"
    unseen, (yes, noes) = (*now.answers.values(), *now.left), now.slips
    answers = (*unseen, *([True] * yes), *([False] * noes))
    few = len(answers) < FEWEST or (yes + noes and 0 < len(unseen) < FEWEST_BESIDE_SLIPS)
    if not now.text or not answers or (few and not now.dissents):
        return "not_recorded"
    agreed = all(answers) and not now.dissents  # a dissent may stand from an earlier wording
    return "shared" if agreed else "shared_with_minority"
