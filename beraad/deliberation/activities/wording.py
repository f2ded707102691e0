"""What the group words and who brings the case in confirms: the case as told, and the dilemma. Seen by all."""

from typing import Any, Literal, TypeVar

import msgspec

from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.commands import Command
from beraad.deliberation.refusals import FieldMissing, NotYourTask


class Worded(msgspec.Struct, frozen=True, kw_only=True):
    """wording: how often it was worded. confirmed: by the presenter's own phone, aloud, or not (any more)."""

    wording: int = 0
    confirmed: Literal["", "phone", "aloud"] = ""


W = TypeVar("W", bound=Worded)


class Confirm(Command, frozen=True, kw_only=True):
    """‘Klopt zo’ about this wording: by the presenter, or aloud and then typed by another."""

    wording: int
    aloud: bool = False


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
        raise NotYourTask
    if turn.content.confirmed:
        return False
    turn.must_have_read(command.wording)
    for field in needed:
        if not getattr(turn.content, field):
            raise FieldMissing(field=field)
    return True


def confirmed(content: W, aloud: bool) -> W:
    """Return the content, confirmed."""
    return msgspec.structs.replace(content, confirmed="aloud" if aloud else "phone")


def emptied(content: Worded, event: Any, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts that stand in the content and that a new wording leaves out."""
    return tuple(name for name in names if getattr(content, name) and not getattr(event, name))
