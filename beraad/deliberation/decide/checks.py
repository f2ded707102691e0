"""What must be so before something can be asked: of the session, of its steps, of who asks."""

from beraad.deliberation import refusals as no
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.method import Plan
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.stages import NEXT, Stage
from beraad.deliberation.state import Deliberation, StepState


def may_move(state: Deliberation, to: Stage) -> None:
    if to not in NEXT[state.stage]:
        raise no.NotNow(stage=state.stage.value)


def running(state: Deliberation) -> None:
    if state.stage is not Stage.RUNNING:
        raise no.NotNow(stage=state.stage.value)


def takes_part(by: Seat) -> None:
    if by.role is not Role.PARTICIPANT:
        raise no.NotYourTask


def guest_running(state: Deliberation, by: Seat) -> None:
    takes_part(by)
    running(state)


def step_of(state: Deliberation, step: StepId) -> tuple[Plan, StepState]:
    plan = state.method.plan(step)
    if plan is None:
        raise no.NoSuchStep
    return plan, state.steps[step]


def current(state: Deliberation, step: StepId | None = None) -> tuple[Plan, StepState]:
    """The plan and state of the open step, which must be `step` if that is given."""
    running(state)
    if step is not None:
        step_of(state, step)
    if state.plan is None or (step is not None and step != state.step):
        raise no.StepClosed
    return state.plan, state.steps[state.plan.id]


def at_table(state: Deliberation, id: SeatId) -> SeatId | None:
    """A participant at the table; an empty id means nobody."""
    if not id:
        return None
    seat = state.seats.get(id)
    if seat is None or seat.removed or seat.role is not Role.PARTICIPANT:
        raise no.NoSuchSeat(field="seat")
    return id
