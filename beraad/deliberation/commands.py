"""What a seat may ask of the session. A step's own commands belong to its activity (activities/)."""

import re
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from beraad.deliberation.ids import SeatId, StepId


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wish. Its fields are the fields of the form that carries it.

    steers: moves the whole group, so it must have seen the last move. finishes: whoever sends this is ready as well.
    reopens: everybody is asked again, so nobody is ready any more.
    """

    steers: ClassVar[bool] = False
    finishes: ClassVar[bool] = False
    reopens: ClassVar[bool] = False


class OpenDoor(Command, frozen=True):
    pass


class CloseDoor(Command, frozen=True):
    pass


class NamePresenter(Command, frozen=True, kw_only=True):
    seat: SeatId = SeatId("")


class NameTypist(Command, frozen=True, kw_only=True):
    seat: SeatId = SeatId("")


class OpenStep(Command, frozen=True, kw_only=True):
    steers: ClassVar[bool] = True
    step: StepId


class MoveClock(Command, frozen=True, kw_only=True):
    minutes: Literal[-1, 1]


class MarkReady(Command, frozen=True, kw_only=True):
    step: StepId
    ready: bool


class AnnounceReveal(Command, frozen=True, kw_only=True):
    steers: ClassVar[bool] = True
    step: StepId


class StopReveal(Command, frozen=True, kw_only=True):
    step: StepId


class LeaveOutNames(Command, frozen=True, kw_only=True):
    """Whether what is written in a step comes without names. It can be said until somebody wrote."""

    step: StepId
    unnamed: bool


class EmptyBox(Command, frozen=True, kw_only=True):
    """Throw away what was written without names and will not be shown."""

    step: StepId


class TakeOut(Command, frozen=True, kw_only=True):
    """Take the own paper out of the box again. edit: the word that only its writer's browser knows."""

    step: StepId
    edit: Annotated[str, Meta(min_length=16, max_length=64)]


class LowerScreens(Command, frozen=True):
    steers: ClassVar[bool] = True


class RaiseScreens(Command, frozen=True):
    steers: ClassVar[bool] = True


class ShowOnScreen(Command, frozen=True, kw_only=True):
    step: StepId


class ClearScreen(Command, frozen=True):
    pass


class RemoveSeat(Command, frozen=True, kw_only=True):
    """Somebody leaves the table for good. What only that seat could take back goes along; what all saw stays."""

    seat: SeatId


class Erase(Command, frozen=True, kw_only=True):
    """Take a text away at once, from every event that ever held it.

    step: where it stands; empty for what belongs to the session: item is then `title`, the id of a seat (its name) or
    of a chair.
    """

    step: StepId = StepId("")
    item: str


class ShareWords(Command, frozen=True, kw_only=True):
    yes: bool


class ShareCase(Command, frozen=True, kw_only=True):
    yes: bool
    region: bool = False


class Pause(Command, frozen=True):
    steers: ClassVar[bool] = True


class Resume(Command, frozen=True):
    steers: ClassVar[bool] = True


class Close(Command, frozen=True):
    steers: ClassVar[bool] = True


class Reveal(Command, frozen=True, kw_only=True):
    """Asked by the clock when an announced reveal is due. announced: the number of that event."""

    announced: int


class Contribute(Command, frozen=True, kw_only=True):
    """One of the commands of a step's activity."""

    step: StepId
    what: Command


class PutIn(Command, frozen=True, kw_only=True):
    """What a Contribute becomes where names are left out. key, edit: hashes, see box.py."""

    step: StepId
    what: Command
    key: str
    edit: str = ""


BOXED = (PutIn, TakeOut)
"""No trace of these is kept: not that they were asked, and not by whom."""

BY_CLOCK = (Reveal, Pause, Close)
"""What the server asks by itself when its time has come."""


def verb(kind: type) -> str:
    """The name of a command in addresses and forms: OpenStep becomes open-step."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


_FROM_PEOPLE = (
    OpenDoor, CloseDoor, NamePresenter, NameTypist, OpenStep, MoveClock, MarkReady, AnnounceReveal, StopReveal,
    LeaveOutNames, EmptyBox, TakeOut,
    LowerScreens, RaiseScreens, ShowOnScreen, ClearScreen, RemoveSeat, Erase, ShareWords, ShareCase, Pause, Resume,
    Close,
)  # fmt: skip

COMMANDS: dict[str, type[Command]] = {verb(kind): kind for kind in _FROM_PEOPLE}
"""What can be asked by a form, by verb."""
