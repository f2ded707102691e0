"""The state of one deliberation. How each event changes it is in evolve.py."""

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from beraad.deliberation.box import Box
from beraad.deliberation.company import Coming
from beraad.deliberation.events import Event
from beraad.deliberation.ids import SeatId, SessionId, StepId
from beraad.deliberation.intake import NOTHING, Intake
from beraad.deliberation.method import Chair, Method, Plan, Visibility
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.stages import OPEN, Stage
from beraad.deliberation.stamp import Stamp

Hand = Literal["", "typed", "paper"]
"""Written by whose text it is, typed by another, or typed from paper when the group was on."""


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """Of a text that another typed: whose it is, and whether it came from paper when the group was on."""

    seat: SeatId
    paper: bool


class StepState(msgspec.Struct, frozen=True, kw_only=True):
    """Where one step stands.

    visit: how often it was opened. spent: seconds of earlier visits. extra: minutes added by hand in this visit.
    reveal: (number of the announcement, when it is due) while it counts down. content: belongs to the activity.
    visibility: the method's, or what the group chose before anybody wrote. keys: of the papers that came from the box.
    skipped: left out of this conversation. added: put in while it ran.
    typed: the texts, by item, that another typed for whose they are. on_paper: the group did it without the screens,
    and what stands here was typed when it was on.
    """

    content: Any
    visibility: Visibility
    visit: int = 0
    opened: datetime | None = None
    spent: int = 0
    extra: int = 0
    ready: frozenset[SeatId] = frozenset()
    reveal: tuple[int, datetime] | None = None
    revealed: bool = False
    keys: frozenset[str] = frozenset()
    skipped: bool = False
    added: bool = False
    typed: dict[str, Typed] = {}
    on_paper: bool = False

    @property
    def shows(self) -> bool:
        """Whether what stands here is for everyone."""
        return self.revealed or self.visibility == "live"

    def hand(self, item: str) -> Hand:
        """How a text came here."""
        one = self.typed.get(item)
        return "" if one is None else "paper" if one.paper else "typed"

    @property
    def unnamed(self) -> bool:
        """Whether it is written without names, in the box."""
        return self.visibility == "private_anon_reveal"


class CaseConsent(msgspec.Struct, frozen=True, kw_only=True):
    """The presenter's answer to ‘Mag deze casus gedeeld worden?’."""

    yes: bool
    region: bool = False


class Undoable(msgspec.Struct, frozen=True, kw_only=True):
    """What can be taken back for a moment: event `number`, of that kind, at that time.

    events: what takes it back. touches: what must not have been touched since (undo.py).
    """

    number: int
    kind: str
    at: datetime
    events: tuple[Event, ...]
    touches: frozenset[str]


class Deliberation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is so, after `number` events.

    steered: number of the last event that moved the group; loud: of the last event that others may see more of than a
    count; touched: per seat, of its last own input. leading: who leads now, of those who can. hands: the speakers'
    queue. breath: somebody asked for a break. danger: the stop card lies on the table. crisis: whom to call then.
    """

    id: SessionId
    method: Method
    preset: str
    title: str
    chairs: tuple[Chair, ...]
    ends_at: datetime | None
    practice: bool
    rehearsal: str = ""
    begins_at: datetime | None = None
    place: str = ""
    coming: tuple[Coming, ...] = ()
    intake: Intake = NOTHING
    number: int = 1
    steered: int = 0
    loud: int = 1
    touched: dict[SeatId, int] = {}
    stage: Stage = Stage.PLANNED
    leading: SeatId = SeatId("")
    crisis: str = ""
    door_open: bool = False
    seats: dict[SeatId, Seat] = {}
    presenter: SeatId | None = None
    typist: SeatId | None = None
    step: StepId | None = None
    steps: dict[StepId, StepState] = {}
    boxes: dict[StepId, Box] = {}
    screens_down: bool = False
    on_screen: StepId | None = None
    hands: tuple[SeatId, ...] = ()
    breath: bool = False
    danger: bool = False
    undo: Undoable | None = None
    words_shared: dict[SeatId, bool] = {}
    kept_back: dict[SeatId, frozenset[tuple[StepId, str]]] = {}
    case_shared: CaseConsent | None = None
    paused_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.number, sum(box.inputs for box in self.boxes.values()))

    @property
    def box_open(self) -> bool:
        """Whether somebody can have put something in a box that the log does not tell of."""
        return any(here.unnamed and here.visit and not here.revealed for here in self.steps.values())

    @property
    def plan(self) -> Plan | None:
        """The plan of the step the group is at."""
        return self.method.plan(self.step) if self.step else None

    @property
    def at_table(self) -> tuple[Seat, ...]:
        """The participants, in the order in which they came."""
        return tuple(s for s in self.seats.values() if s.role is Role.PARTICIPANT and not s.removed)

    @property
    def owner(self) -> SeatId:
        """The seat of whoever prepared it: the first."""
        return next(iter(self.seats))

    @property
    def leaders(self) -> tuple[Seat, ...]:
        """Who can lead; the one who prepared it first."""
        return tuple(s for s in self.seats.values() if s.leads and not s.removed)

    @property
    def of_class(self) -> bool:
        """Whether a class weighs a public case, which nobody at the table brings in."""
        return self.practice and not self.rehearsal

    @property
    def with_device(self) -> int:
        """How many at the table can write by themselves."""
        return sum(not seat.no_device for seat in self.at_table)

    @property
    def open(self) -> bool:
        return self.stage in OPEN

    def chair(self, id: str) -> Chair | None:
        return next((chair for chair in self.chairs if chair.id == id), None)

    def writes(self, seat: Seat) -> bool:
        """Whether this seat types for the group. The facilitator always may: whoever leads is never stuck."""
        return seat.leads or self.typist == seat.id

    def has_passed(self, step: StepId) -> bool:
        """Whether the group is further than a step, also if it did that one without the screens."""
        order = [plan.id for plan in self.method.steps]
        return self.step is not None and order.index(step) < order.index(self.step)

    def content_of(self, activity_name: str) -> Any:
        """What stands in the first step of that activity, or None: the dilemma, for all who need A and B."""
        for plan in self.method.steps:
            if plan.activity == activity_name:
                return self.steps[plan.id].content
        return None

    def waiting(self, step: StepId) -> int:
        """How many wrote in a step what is not shown here: people, or papers where names are left out."""
        hidden: int = getattr(self.steps[step].content, "hidden", 0)
        return self.boxes[step].count if step in self.boxes else hidden

    @property
    def a_and_b(self) -> tuple[str, str]:
        """What the dilemma is between; empty while it is not worded."""
        dilemma = self.content_of("dilemma")
        return (dilemma.a, dilemma.b) if dilemma else ("", "")

    def due(self, step: StepId) -> datetime | None:
        """When the open step's time is up."""
        state = self.steps[step]
        if state.opened is None:
            return None
        return state.opened + timedelta(minutes=self.method.minutes(step, self.preset) + state.extra)


class Seen(Deliberation, frozen=True, kw_only=True):
    """A deliberation from which everything is taken out that its viewer may not see; made by visibility.py alone."""
