"""Going from step to step, putting one in, leaving one out, taking back what was steered, ending."""

from datetime import datetime

import msgspec

from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.decide.checks import may_move, running, step_of
from beraad.deliberation.decide.contributions import contributed, leaving
from beraad.deliberation.decide.reveal import names_on_entering
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.method import Plan
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Deliberation
from beraad.deliberation.undo import GRACE, WITHIN

MOST_STEPS = 24
INSERTABLE = ("check_in", "clarify_qa", "alternatives", "compare_dialogue")
"""Types of which a step can be put in: a second one stands by itself beside the first."""
USUAL_MINUTES = 5


def open_step(state: Deliberation, step: StepId, by: SeatId, at: datetime) -> tuple[e.Event, ...]:
    step_of(state, step)
    if state.stage is Stage.PLANNED:
        raise no.NotNow(stage=state.stage.value)
    if state.step == step and state.stage is Stage.RUNNING:
        return ()  # opened already: a double click does nothing
    resumed = (e.Resumed(at=at),) if state.stage is Stage.PAUSED else ()
    return (*resumed, *leaving(state, by), *names_on_entering(state, step), e.StepOpened(step=step, at=at))


def skip(state: Deliberation, step: StepId, skipped: bool) -> tuple[e.Event, ...]:
    step_of(state, step)
    steps = state.method.together(step)
    if skipped and state.step in steps:
        raise no.StepOpen
    if state.stage is Stage.PLANNED:
        raise no.NotNow(stage=state.stage.value)
    changed = tuple(one for one in steps if state.steps[one].skipped != skipped)
    return (e.StepsSkipped(steps=changed, skipped=skipped),) if changed else ()


def put_step_in(state: Deliberation, after: StepId, plan: Plan | None) -> tuple[e.Event, ...]:
    step_of(state, after)
    if plan is None or plan.activity not in INSERTABLE:
        raise no.NoSuchStep
    if state.stage is Stage.PLANNED:
        raise no.NotNow(stage=state.stage.value)
    if len(state.method.steps) >= MOST_STEPS:
        raise no.TooMany(most=MOST_STEPS)
    id, number, taken = plan.id, 1, {one.id for one in state.method.steps}
    while id in taken:
        number += 1
        id = StepId(f"{plan.id}-{number}")
    new = msgspec.structs.replace(plan, id=id, continues=False, minutes={state.preset: _minutes(plan, state.preset)})
    return (e.StepInserted(after=after, plan=new),)


def _minutes(plan: Plan, preset: str) -> int:
    """How long a step gets that is put in: as in this preset, else as in the shortest way it is known."""
    return plan.minutes.get(preset) or min((one for one in plan.minutes.values() if one), default=USUAL_MINUTES)


def undo(state: Deliberation, number: int, at: datetime) -> tuple[e.Event, ...]:
    last = state.undo
    if last is None or last.number != number:
        raise no.NotUndoable
    if at - last.at > WITHIN + GRACE:
        raise no.TooLateToUndo
    made: list[e.Event] = []
    for event in last.events:
        if isinstance(event, e.Contributed):  # words that go are erased, as when their writer takes them back
            made += contributed(state, step_of(state, event.step)[0], event.seat, (event.what,))
        else:
            made.append(event)
    return (*made, e.Undone(number=number))


def lay_stop_card(state: Deliberation, at: datetime) -> tuple[e.Event, ...]:
    if state.stage is Stage.PAUSED:
        return () if state.danger else (e.StopCardLaid(),)
    running(state)
    return (e.Paused(at=at), e.StopCardLaid())


def close(state: Deliberation, by: SeatId, at: datetime) -> tuple[e.Event, ...]:
    """End the session. What is in a box still is seen by nobody."""
    may_move(state, Stage.CLOSED)
    emptied = tuple(e.BoxEmptied(step=step) for step in state.boxes)
    return (*leaving(state, by), *emptied, e.Closed(at=at))
