"""What one seat wrote, step by step, for its own eyes, and what becomes of it.

What was written without names is nobody's, so it is not here; and what the group worded together is the group's.
"""

from typing import Literal

import msgspec

from beraad.deliberation.activities import activity
from beraad.deliberation.activities.own import OwnText
from beraad.deliberation.ids import StepId
from beraad.deliberation.method import Text
from beraad.deliberation.seats import Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Seen

Fate = Literal["hidden", "never", "table", "minority", "report"]
"""Not revealed yet; never will be; only for the table; goes wherever the case goes; stands in the report."""


class OwnStep(msgspec.Struct, frozen=True, kw_only=True):
    """kept_back: the items of it that do not go along to the case bank."""

    id: StepId
    title: Text
    texts: tuple[OwnText, ...]
    fate: Fate
    kept_back: frozenset[str] = frozenset()


def own_words(seen: Seen, seat: Seat) -> tuple[OwnStep, ...]:
    """Return what a seat wrote. seen: as that seat may see it."""
    found = []
    for plan in seen.method.steps:
        here = seen.steps[plan.id]
        if texts := activity(plan.activity).own_words(here.content, seat.id):
            fate = _fate(seen, plan.activity, here.shows)
            kept = frozenset(item for step, item in seen.kept_back.get(seat.id, ()) if step == plan.id)
            found.append(OwnStep(id=plan.id, title=plan.title, texts=texts, fate=fate, kept_back=kept))
    return tuple(found)


def _fate(seen: Seen, name: str, shows: bool) -> Fate:
    if name == "conclusion":
        return "minority"
    if not shows:
        return "never" if seen.stage in (Stage.CLOSED, Stage.FOLDED) else "hidden"
    return "table" if name == "check_in" else "report"
