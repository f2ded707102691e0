"""The state of one deliberation. How each event changes it is in evolve.py."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from beraad.deliberation.box import Box
from beraad.deliberation.ids import SeatId, SessionId, StepId
from beraad.deliberation.method import Chair, Method, Plan, Visibility
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.stages import OPEN, Stage
from beraad.deliberation.stamp import Stamp


class StepState(msgspec.Struct, frozen=True, kw_only=True):
    """Where one step stands.

    visit: how often it was opened. spent: seconds of earlier visits. extra: minutes added by hand in this visit.
    reveal: (number of the announcement, when it is due) while it counts down. content: belongs to the activity.
    visibility: the method's, or what the group chose before anybody wrote. keys: of the papers that came from the box.
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

    @property
    def shows(self) -> bool:
        """Whether what stands here is for everyone."""
        return self.revealed or self.visibility == "live"

    @property
    def unnamed(self) -> bool:
        """Whether it is written without names, in the box."""
        return self.visibility == "private_anon_reveal"


class CaseConsent(msgspec.Struct, frozen=True, kw_only=True):
    """The presenter's answer to ‘Mag deze casus gedeeld worden?’."""

    yes: bool
    region: bool = False


class Deliberation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is so, after `number` events.

    steered: number of the last event that moved the group; loud: of the last event that others may see more of than a
    count; touched: per seat, of its last own input.
    """

    id: SessionId
    method: Method
    preset: str
    title: str
    chairs: tuple[Chair, ...]
    ends_at: datetime | None
    practice: bool
    number: int = 1
    steered: int = 0
    loud: int = 1
    touched: dict[SeatId, int] = {}
    stage: Stage = Stage.PLANNED
    door_open: bool = False
    seats: dict[SeatId, Seat] = {}
    presenter: SeatId | None = None
    typist: SeatId | None = None
    step: StepId | None = None
    steps: dict[StepId, StepState] = {}
    boxes: dict[StepId, Box] = {}
    screens_down: bool = False
    on_screen: StepId | None = None
    words_shared: dict[SeatId, bool] = {}
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
    def open(self) -> bool:
        return self.stage in OPEN

    def chair(self, id: str) -> Chair | None:
        return next((chair for chair in self.chairs if chair.id == id), None)

    def writes(self, seat: Seat) -> bool:
        """Whether this seat types for the group. The facilitator always may: whoever leads is never stuck."""
        return seat.leads or self.typist == seat.id

    def content_of(self, activity_name: str) -> Any:
        """What stands in the first step of that activity, or None: the dilemma, for all who need A and B."""
        for plan in self.method.steps:
            if plan.activity == activity_name:
                return self.steps[plan.id].content
        return None

    def due(self, step: StepId) -> datetime | None:
        """When the open step's time is up."""
        state = self.steps[step]
        if state.opened is None:
            return None
        return state.opened + timedelta(minutes=self.method.minutes(step, self.preset) + state.extra)


class Seen(Deliberation, frozen=True, kw_only=True):
    """A deliberation from which everything is taken out that its viewer may not see; made by visibility.py alone."""
