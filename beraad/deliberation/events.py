"""What has happened in a session. Events are stored as they are; `evolve` in state.py gives them their meaning."""

from datetime import datetime
from typing import Any

import msgspec

from beraad.deliberation.box import Box
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.method import Chair, Method
from beraad.deliberation.seats import Seat


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that has happened. Never refused, never changed; only a text in it can be erased."""


class SessionPlanned(Event, frozen=True, kw_only=True):
    """A facilitator prepared a session. The whole checked method goes with it, so that no edit changes a running one.

    ends_at: the agreed end, if any. practice: a class weighs a public case; nothing goes to the bank.
    """

    method: Method
    preset: str
    title: str
    chairs: tuple[Chair, ...]
    leader: Seat
    ends_at: datetime | None = None
    practice: bool = False


class DoorOpened(Event, frozen=True):
    """Guests can join. The first time, the lobby begins."""


class DoorClosed(Event, frozen=True):
    """Nobody else can join; who sits at the table stays."""


class SeatTaken(Event, frozen=True, kw_only=True):
    seat: Seat


class SeatRemoved(Event, frozen=True, kw_only=True):
    """A seat left the table for good, and what only it could answer or take back went along."""

    seat: SeatId


class PresenterNamed(Event, frozen=True, kw_only=True):
    """Who brings the case in; None: nobody (any more)."""

    seat: SeatId | None


class TypistNamed(Event, frozen=True, kw_only=True):
    """Who types for the group; None: the facilitator does."""

    seat: SeatId | None


class StepOpened(Event, frozen=True, kw_only=True):
    """The group goes to a step: a new visit, with its own clock and its own ‘ik ben klaar’."""

    step: StepId
    at: datetime


class ClockMoved(Event, frozen=True, kw_only=True):
    minutes: int


class ReadyMarked(Event, frozen=True, kw_only=True):
    step: StepId
    seat: SeatId
    ready: bool


class RevealAnnounced(Event, frozen=True, kw_only=True):
    """The reveal counts down and happens at `due`, unless it is stopped."""

    step: StepId
    due: datetime


class RevealStopped(Event, frozen=True, kw_only=True):
    step: StepId


class Revealed(Event, frozen=True, kw_only=True):
    """What was written in the step is now for everyone at the table. There is no way back."""

    step: StepId


class NamesLeftOut(Event, frozen=True, kw_only=True):
    """What is written in the step comes without names, or (again) as the method has it otherwise."""

    step: StepId
    unnamed: bool


class BoxChanged(Event, frozen=True, kw_only=True):
    """Something was put in the box of a step, or taken out. It is in no log: the box itself is what is kept."""

    step: StepId
    box: Box


class BoxEmptied(Event, frozen=True, kw_only=True):
    """What was written without names was thrown away unread."""

    step: StepId


class FromBox(Event, frozen=True, kw_only=True):
    """What was in the box is for everyone now; an activity adds the words. keys: of all papers, sorted."""

    keys: tuple[str, ...]


class ScreensLowered(Event, frozen=True):
    """Phones down: it is time to talk."""


class ScreensRaised(Event, frozen=True):
    pass


class ShownOnScreen(Event, frozen=True, kw_only=True):
    """The projector shows what was found in the step."""

    step: StepId


class ScreenCleared(Event, frozen=True):
    pass


class Contributed(Event, frozen=True, kw_only=True):
    """A seat did something in a step. `what` is an event of the step's activity."""

    step: StepId
    seat: SeatId
    what: Any
    late: bool = False


class TextErased(Event, frozen=True, kw_only=True):
    """A text was taken away: by who leads, or because its writer dropped, emptied or took it back.

    In the stored events before this one its words are overwritten. step: empty for the title, or the name of a seat or
    a chair.
    """

    step: StepId
    item: str


class WordsShared(Event, frozen=True, kw_only=True):
    """Whether this seat's own sentences may go along, without name, to the case bank."""

    seat: SeatId
    yes: bool


class CaseShared(Event, frozen=True, kw_only=True):
    """Whether the presenter agrees that this case is shared, and also with the region."""

    seat: SeatId
    yes: bool
    region: bool = False


class Paused(Event, frozen=True, kw_only=True):
    at: datetime


class Resumed(Event, frozen=True, kw_only=True):
    at: datetime


class Closed(Event, frozen=True, kw_only=True):
    at: datetime


QUIET = (ReadyMarked, WordsShared)
"""Of these, others see a count at the most."""
