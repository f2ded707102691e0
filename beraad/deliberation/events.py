"""What has happened in a session. Events are stored as they are; evolve.py gives them their meaning."""

from datetime import datetime
from typing import Any

import msgspec

from beraad.deliberation.box import Box
from beraad.deliberation.company import Coming
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.intake import NOTHING, Intake
from beraad.deliberation.method import Chair, Method, Plan
from beraad.deliberation.seats import Seat


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that has happened. Never refused, never changed; only a text in it can be erased."""


class SessionPlanned(Event, frozen=True, kw_only=True):
    """A facilitator prepared a session. The whole checked method goes with it, so that no edit changes a running one.

    It happens again when what was prepared is changed, before the door opens: the last one holds.
    begins_at, ends_at: as agreed, if it was. practice: it is not for real, and nothing goes to the
    bank: a class weighs a public case, or it is a rehearsal. rehearsal: then the language in which its dummies speak.
    crisis: whom to call in acute danger, as whoever prepared it wrote. coming, intake: for the facilitator alone.
    """

    method: Method
    preset: str
    title: str
    chairs: tuple[Chair, ...]
    leader: Seat
    ends_at: datetime | None = None
    practice: bool = False
    crisis: str = ""
    rehearsal: str = ""
    begins_at: datetime | None = None
    place: str = ""
    coming: tuple[Coming, ...] = ()
    intake: Intake = NOTHING


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


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Where the visit of a step stood: fields of StepState."""

    visit: int
    opened: datetime | None
    spent: int
    extra: int
    ready: tuple[SeatId, ...]
    skipped: bool


class StepReturned(Event, frozen=True, kw_only=True):
    """Opening a step was undone: the group is where it was, as it was. step None: in the lobby."""

    step: StepId | None
    marks: dict[StepId, Mark]
    screens_down: bool
    on_screen: StepId | None


class StepsSkipped(Event, frozen=True, kw_only=True):
    """These steps are left out of this conversation, or not any more."""

    steps: tuple[StepId, ...]
    skipped: bool


class StepInserted(Event, frozen=True, kw_only=True):
    """One more step in this conversation, after another."""

    after: StepId
    plan: Plan


class StepTakenOut(Event, frozen=True, kw_only=True):
    """Inserting a step was undone."""

    step: StepId


class Undone(Event, frozen=True, kw_only=True):
    """What went before took something back; that itself is not taken back. number: of what was taken back."""

    number: int


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


class HandMoved(Event, frozen=True, kw_only=True):
    """A seat has a place in the speakers' queue, or gave it up."""

    seat: SeatId
    up: bool


class FloorGiven(Event, frozen=True, kw_only=True):
    """A seat in the speakers' queue has the word."""

    seat: SeatId


class FloorTakenBack(Event, frozen=True, kw_only=True):
    """Giving the word was undone: the queue is as it was."""

    hands: tuple[SeatId, ...]


class BreathAsked(Event, frozen=True):
    """Somebody asked for a break; nothing tells who."""


class BreathAnswered(Event, frozen=True):
    pass


class StopCardLaid(Event, frozen=True):
    """There is acute danger: no moral conversation now."""


class SeatShared(Event, frozen=True, kw_only=True):
    """Somebody helps a seat at its device, or does not any more."""

    seat: SeatId
    shared: bool


class LeadGiven(Event, frozen=True, kw_only=True):
    """A guest leads as well, or (leads: False) is at the table again."""

    seat: SeatId
    leads: bool


class LeadHandedOver(Event, frozen=True, kw_only=True):
    """This seat leads from now on."""

    seat: SeatId


class SeatsMerged(Event, frozen=True, kw_only=True):
    """Two seats were one person's: `seat` is gone, and its devices go on at `into`."""

    seat: SeatId
    into: SeatId


class Contributed(Event, frozen=True, kw_only=True):
    """A seat did something in a step. `what` is an event of the step's activity. typist: who typed it, for another."""

    step: StepId
    seat: SeatId
    what: Any
    late: bool = False
    typist: SeatId = SeatId("")


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


class SentenceKeptBack(Event, frozen=True, kw_only=True):
    """Whether one sentence of this seat stays here, though its others may go along."""

    seat: SeatId
    step: StepId
    item: str
    back: bool


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


QUIET = (ReadyMarked, WordsShared, SentenceKeptBack)
"""Of these, others see a count at the most."""
