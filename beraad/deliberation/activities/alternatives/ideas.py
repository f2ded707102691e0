"""The alternatives, and how many there can be."""

from beraad.deliberation.activities.arranged import Arranged
from beraad.deliberation.method import Plan

ENOUGH, MOST = 3, 5
"""How many make the step done; how many one person adds. For the group, whoever types adds up to MOST_TYPED."""
MOST_TYPED = 100


class Alternatives(Arranged, frozen=True, kw_only=True):
    """no_more: the group said that there are no others. hidden: how many seats wrote what is not shown here."""

    no_more: bool = False
    hidden: int = 0


def most_of(plan: Plan) -> int:
    return plan.options.get("most", MOST)
