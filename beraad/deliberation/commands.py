"""What a seat may ask of the session. A step's own commands belong to its activity (activities/)."""

import re
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.method import Plan


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wish. Its fields are the fields of the form that carries it.

    steers: moves the whole group, so it must have seen the last move. finishes: whoever sends this is ready as well.
    reopens: everybody is asked again, so nobody is ready any more. for_another: who writes for the group may type it
    for somebody who has no device, or who says it aloud.
    """

    steers: ClassVar[bool] = False
    finishes: ClassVar[bool] = False
    reopens: ClassVar[bool] = False
    for_another: ClassVar[bool] = False


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


class RepeatStep(Command, frozen=True, kw_only=True):
    """Open the open step anew: a new visit, with its own clock and its own ‘ik ben klaar’."""

    steers: ClassVar[bool] = True
    step: StepId


class SkipStep(Command, frozen=True, kw_only=True):
    """Leave a step out, with what continues it; or have it after all."""

    step: StepId
    skipped: bool


class InsertStep(Command, frozen=True, kw_only=True):
    """Put in one more step after another. like: `<method>/<step>`, the step it is made like."""

    after: StepId
    like: str


class PutStepIn(Command, frozen=True, kw_only=True):
    """What an InsertStep becomes when the step it is made like was found; None: it was not."""

    after: StepId
    plan: Plan | None


class Undo(Command, frozen=True, kw_only=True):
    """Take back what was steered last. number: of its event."""

    number: int


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


class RaiseHand(Command, frozen=True, kw_only=True):
    """Have a place in the speakers' queue, or give it up."""

    up: bool


class GiveFloor(Command, frozen=True, kw_only=True):
    """Somebody in the speakers' queue has the word."""

    seat: SeatId


class AskBreath(Command, frozen=True):
    """Ask for a break (*adempauze*). Nobody learns who did."""


class AnswerBreath(Command, frozen=True):
    """The wish for a break was seen, and is not for now."""


class LayStopCard(Command, frozen=True):
    """There is acute danger: stand still, and go by the crisis route."""

    steers: ClassVar[bool] = True


class ShareSeat(Command, frozen=True, kw_only=True):
    """Somebody helps this seat at its device, and sees what is written there."""

    shared: bool


class GiveLead(Command, frozen=True, kw_only=True):
    """Let somebody at the table lead as well."""

    seat: SeatId


class TakeBackLead(Command, frozen=True, kw_only=True):
    """Somebody who came to the table as a guest leads no more, and is at the table again."""

    seat: SeatId


class HandOver(Command, frozen=True, kw_only=True):
    """Somebody else leads from now on; whoever led can still do so."""

    seat: SeatId


class MergeSeats(Command, frozen=True, kw_only=True):
    """Two seats are one person's: `into` stays, and the devices of `seat` go on there."""

    seat: SeatId
    into: SeatId


class RemoveSeat(Command, frozen=True, kw_only=True):
    """Somebody leaves the table for good. What only that seat could take back goes along; what all saw stays."""

    seat: SeatId


class SeatGuest(Command, frozen=True, kw_only=True):
    """Give somebody without a device a seat at the table."""

    name: str
    place: str = ""


class TakeBackTyped(Command, frozen=True, kw_only=True):
    """Take back what was typed for somebody in a step, while nobody else saw it."""

    step: StepId
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


class KeepBack(Command, frozen=True, kw_only=True):
    """Let one of one's own sentences not go along to the case bank, though the others may; or let it after all."""

    step: StepId
    item: str
    back: bool


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
    """One of the commands of a step's activity. seat: whose words they are, when who writes types them for another."""

    step: StepId
    what: Command
    seat: SeatId = SeatId("")


class PutIn(Command, frozen=True, kw_only=True):
    """What a Contribute becomes where names are left out. key, edit: hashes, see box.py."""

    step: StepId
    what: Command
    key: str
    edit: str = ""


NAMELESS = (PutIn, TakeOut, AskBreath)
"""No trace of these is kept with a seat: not that it asked, and not which one did."""

BY_CLOCK = (Reveal, Pause, Close)
"""What the server asks by itself when its time has come."""


def verb(kind: type) -> str:
    """The name of a command in addresses and forms: OpenStep becomes open-step."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def by_verb(*kinds: type[Command]) -> dict[str, type[Command]]:
    """Return what can be asked by a form, by the verb of each."""
    return {verb(kind): kind for kind in kinds}


COMMANDS = by_verb(
    OpenDoor, CloseDoor, NamePresenter, NameTypist, OpenStep, RepeatStep, SkipStep, InsertStep, Undo, MoveClock,
    MarkReady, AnnounceReveal, StopReveal, LeaveOutNames, EmptyBox, TakeOut, LowerScreens, RaiseScreens, ShowOnScreen,
    ClearScreen, RaiseHand, GiveFloor, AskBreath, AnswerBreath, LayStopCard, ShareSeat, GiveLead, TakeBackLead,
    HandOver, MergeSeats, RemoveSeat, SeatGuest, TakeBackTyped, Erase, ShareWords, KeepBack,
    ShareCase, Pause, Resume, Close,
)  # fmt: skip
