"""What is so of a step where it does not say otherwise: the group words together, nothing hides, nobody owns a text.

An activity takes from here, by name, what is so of it too.
"""

from typing import Any, TypeVar

import msgspec

from beraad.deliberation.activities.own import Let, OwnText
from beraad.deliberation.events import Event
from beraad.deliberation.ids import SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.state import Seen

C = TypeVar("C")


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    """What each page says above a step; a type adds what is its own."""

    step: str
    question: Text
    why: Text


def leave(content: Any) -> tuple[Event, ...]:
    """Nothing is left open."""
    return ()


def depart(content: Any, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    """Everybody at the table has seen it."""
    return ()


def quiet(event: Any) -> bool:
    return False


def redact(content: C, seat: SeatId | None, revealed: bool) -> C:
    """Everybody may see it."""
    return content


def unsigned(content: C) -> C:
    """It does not tell who wrote it."""
    return content


def written(content: Any) -> frozenset[SeatId]:
    return frozenset()


def own_words(content: Any, seat: SeatId) -> tuple[OwnText, ...]:
    return ()


def mine(seen: Seen, plan: Plan, seat: SeatId) -> None:
    return None


def case_fields(seen: Seen, plan: Plan, let: Let) -> dict[str, Any]:
    """It is about this group, not about the case."""
    return {}
