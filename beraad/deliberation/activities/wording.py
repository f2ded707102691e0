"""A card that the group words and who brings the case in confirms: the case as told, and the dilemma. Seen by all."""

from typing import Any, Literal, TypeVar

import msgspec

from beraad.deliberation import refusals as no
from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event
from beraad.deliberation.ids import SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.state import Seen


class Worded(msgspec.Struct, frozen=True, kw_only=True):
    """A card; each field that it adds is one of its texts.

    wording: how often it was worded. confirmed: by the presenter's own phone, aloud, or not (any more).
    """

    wording: int = 0
    confirmed: Literal["", "phone", "aloud"] = ""


W = TypeVar("W", bound=Worded)


class Confirm(Command, frozen=True, kw_only=True):
    """‘Klopt zo’ about this wording: by the presenter, or aloud and then typed by another."""

    wording: int
    aloud: bool = False


class CardWorded(Event, frozen=True, kw_only=True):
    """All texts of the card, as they read from now on."""


class CardConfirmed(Event, frozen=True, kw_only=True):
    aloud: bool


def reworded(turn: Turn, command: Any, names: tuple[str, ...]) -> dict[str, str]:
    """Return the texts as they should read, or nothing where they read so already. Raises WordingChanged."""
    texts = {name: getattr(command, name).strip() for name in names}
    if all(getattr(turn.content, name) == text for name, text in texts.items()):
        return {}
    turn.must_have_read(command.wording)
    return texts


def confirms(turn: Turn, command: Confirm, needed: tuple[str, ...]) -> bool:
    """Whether this confirms what was not confirmed yet. Raises NotYourTask, WordingChanged or FieldMissing."""
    if not (turn.writes if command.aloud else turn.presents):
        raise no.NotYourTask
    if turn.content.confirmed:
        return False
    turn.must_have_read(command.wording)
    for field in needed:
        if not getattr(turn.content, field):
            raise no.FieldMissing(field=field)
    return True


def evolve(content: W, by: SeatId, event: Any, late: bool) -> W:
    if isinstance(event, CardWorded):
        return type(content)(**msgspec.structs.asdict(event), wording=content.wording + 1)
    assert isinstance(event, CardConfirmed)
    return msgspec.structs.replace(content, confirmed="aloud" if event.aloud else "phone")


def withdrawn(content: Worded, by: SeatId, event: Any) -> tuple[str, ...]:
    """What stands on the card and is left out by a new wording."""
    if not isinstance(event, CardWorded):
        return ()
    return tuple(name for name in event.__struct_fields__ if getattr(content, name) and not getattr(event, name))


def done(seen: Seen, plan: Plan) -> bool:
    return bool(seen.steps[plan.id].content.confirmed)


def holds(content: Worded, item: str) -> bool:
    texts = set(content.__struct_fields__) - set(Worded.__struct_fields__)
    return item in texts and bool(getattr(content, item))


def without(content: W, item: str) -> W:
    return msgspec.structs.replace(content, **{item: ""})


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, CardWorded) and item in event.__struct_fields__:
        return msgspec.structs.replace(event, **{item: ""})
    return event
