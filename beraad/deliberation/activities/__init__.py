"""The activity types: one module of rules each, registered here, and one template folder of the same name.

Adding one touches nothing else: docs/adding.md.
"""

from collections.abc import Mapping
from typing import Any, Protocol, cast

import msgspec

from beraad.deliberation.activities import (
    actions,
    alternatives,
    check_in,
    clarify_qa,
    compare_dialogue,
    conclusion,
    dilemma,
    evaluate,
    judgement,
    pvn_table,
    statement,
)
from beraad.deliberation.activities.arranged.shown import Row
from beraad.deliberation.activities.own import Let, OwnText
from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.blocks import AnyBlock
from beraad.deliberation.box import Paper
from beraad.deliberation.commands import Command
from beraad.deliberation.events import FromBox
from beraad.deliberation.ids import Ids, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Deliberation, Seen, StepState

__all__ = ["ACTIVITIES", "Activity", "Boxed", "Turn", "activity", "boxed", "goes_in_box", "has_writing", "listed"]


class Activity(Protocol):
    """What a module of rules offers. Its content, commands and events are frozen structs of its own.

    COMMANDS: by verb, the form of each. EVENTS: all kinds it stores. OPTIONS: settings a method file may give.
    VISIBILITY: of a method's visibilities those that its rules keep.
    BLANK: the content of a step in which nothing happened yet.
    """

    @property
    def COMMANDS(self) -> Mapping[str, type[Command]]: ...
    @property
    def EVENTS(self) -> tuple[type[msgspec.Struct], ...]: ...
    @property
    def OPTIONS(self) -> Mapping[str, type]: ...
    @property
    def VISIBILITY(self) -> tuple[str, ...]: ...
    @property
    def BLANK(self) -> Any: ...

    def decide(self, turn: Turn, command: Any, ids: Ids) -> tuple[msgspec.Struct, ...]:
        """Return the activity's own events, or raise a Refusal."""

    def evolve(self, content: Any, by: SeatId, event: Any, late: bool) -> Any:
        """Return the content after one of EVENTS."""

    def leave(self, content: Any) -> tuple[msgspec.Struct, ...]:
        """Return what still happens when the group goes on: what is left open is closed."""

    def depart(self, content: Any, seat: SeatId, revealed: bool) -> tuple[msgspec.Struct, ...]:
        """Return what still happens, as by that seat, when it is removed: what it alone could take back, it takes back.

        What everybody at the table has seen stays. revealed: nothing of this step is hidden (any more).
        """

    def withdrawn(self, content: Any, by: SeatId, event: Any) -> tuple[str, ...]:
        """Return the texts that go with one of EVENTS, dropped, taken back or emptied: they are erased before it."""

    def quiet(self, event: Any) -> bool:
        """Whether others see no more of this event than a count, also outside a hidden step."""

    def redact(self, content: Any, seat: SeatId | None, revealed: bool) -> Any:
        """Return the content as `seat` may see it; None: as everyone may. The only place that hides (visibility.py)."""

    def unsigned(self, content: Any) -> Any:
        """Return redacted content without a word of who wrote what, for faces that show no names."""

    def written(self, content: Any) -> frozenset[SeatId]:
        """Who wrote something that a reveal would show."""

    def own_words(self, content: Any, seat: SeatId) -> tuple[OwnText, ...]:
        """Return what a seat wrote by itself, for its own eyes. content: as that seat may see it."""

    def done(self, seen: Seen, plan: Plan) -> bool:
        """Whether the step has what it needs: a hint to the facilitator, never a lock."""

    def view(self, seen: Seen, plan: Plan, viewer: Viewer) -> msgspec.Struct:
        """Return what the face's template shows to all viewers of one kind."""

    def mine(self, seen: Seen, plan: Plan, seat: SeatId) -> msgspec.Struct | None:
        """Return what `mine.html` shows to one seat, or None where it has nothing of its own."""

    def holds(self, content: Any, item: str) -> bool:
        """Whether there is a text under that name that can be taken away."""

    def without(self, content: Any, item: str) -> Any:
        """Return the content with that text taken away."""

    def blank(self, event: Any, item: str, by: SeatId) -> Any:
        """Return a stored event with that text overwritten; the same event when it does not carry it.

        An event that carries it also bears its name, as a field or as an id: storage looks at those alone.
        """

    def case_fields(self, seen: Seen, plan: Plan, let: Let) -> dict[str, Any]:
        """Return what a case may take from this step, as fields of material.Material. let: whose words may."""

    def report(self, seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
        """Return what the report says of this step, without authors."""


class Boxed(Activity, Protocol):
    """What a type adds that can be written without names (box.py): `private_anon_reveal` is in its VISIBILITY.

    PAPER: the command that goes in the box.
    """

    @property
    def PAPER(self) -> type[Command]: ...

    def paper(self, turn: Turn, command: Any) -> Command:
        """Return the command as it lies in the box, or raise a Refusal."""

    def share(self, plan: Plan) -> int:
        """How many papers one seat may put in."""

    def opened(self, papers: tuple[Paper, ...]) -> FromBox:
        """Return the event that shows what was in the box, in this order."""


class Listed(Activity, Protocol):
    """What a type adds that is a list which can be arranged (arranged/)."""

    def rows(self, seen: Seen, plan: Plan, viewer: Viewer) -> tuple[Row, ...]:
        """Return the list as the face of a seat shows it, each row a part of the page by itself."""


ACTIVITIES: dict[str, Activity] = {
    "check_in": check_in,
    "statement": statement,
    "dilemma": dilemma,
    "clarify_qa": clarify_qa,
    "compare_dialogue": compare_dialogue,
    "pvn_table": pvn_table,
    "judgement": judgement,
    "conclusion": conclusion,
    "actions": actions,
    "alternatives": alternatives,
    "evaluate": evaluate,
}


def activity(name: str) -> Activity:
    """Return the rules of an activity type."""
    return ACTIVITIES[name]


def boxed(name: str) -> Boxed:
    """Return the rules of an activity type that can be written without names."""
    rules = ACTIVITIES[name]
    assert "private_anon_reveal" in rules.VISIBILITY
    return cast(Boxed, rules)


def listed(name: str) -> Listed | None:
    """Return the rules of an activity type that is a list, or None."""
    rules = ACTIVITIES[name]
    return cast(Listed, rules) if hasattr(rules, "rows") else None


def has_writing(state: Deliberation, plan: Plan) -> bool:
    """Whether somebody wrote in a step. Also what was taken out of the box counts: its writer may still be writing."""
    here = state.steps[plan.id]
    some = plan.id in state.boxes or state.waiting(plan.id) > 0
    return here.revealed or some or bool(activity(plan.activity).written(here.content))


def goes_in_box(plan: Plan, here: StepState, what: Command) -> bool:
    """Whether a command of a step goes in its box now, instead of in the log."""
    return here.unnamed and type(what) is boxed(plan.activity).PAPER
