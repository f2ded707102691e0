"""A question, its answer, and how many there can be."""

from beraad.deliberation.activities.arranged import NOBODY, Arranged, Item
from beraad.deliberation.ids import ItemId

MOST, MOST_IN_ALL = 5, 100
"""How many questions one person asks; how many a group can still go through."""
ALOUD = NOBODY
"""Whose question it is that was asked aloud."""


class Question(Item, frozen=True, kw_only=True):
    """wording: how often it was asked or answered differently. answer_id: how its answer is named, once it has one."""

    answer: str = ""
    answer_id: ItemId = ItemId("")


class Questions(Arranged, frozen=True, kw_only=True):
    """items: each a Question."""


def answered(same: tuple[Question, ...]) -> bool:
    """Whether any of the questions that are one has its answer."""
    return any(one.answer for one in same)
