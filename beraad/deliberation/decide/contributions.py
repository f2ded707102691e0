"""What people do in a step: by themselves, through who types, and what goes or still comes when they or all go on."""

from typing import Any

import msgspec

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import Turn, activity, goes_in_box, has_writing
from beraad.deliberation.decide.checks import at_table, current, running, step_of
from beraad.deliberation.ids import Ids, SeatId, StepId
from beraad.deliberation.method import Plan
from beraad.deliberation.seats import Role, Seat
from beraad.deliberation.state import Deliberation
from beraad.deliberation.typed import item_of

ITSELF = SeatId("")
"""Who types what somebody does by themselves."""


def contribute(
    state: Deliberation, step: StepId, what: c.Command, by: Seat, ids: Ids, whose: SeatId
) -> tuple[e.Event, ...]:
    plan, here = step_of(state, step)
    if by.role is Role.SCREEN:
        raise no.NotYourTask
    running(state)
    late, writes = state.step != step, state.writes(by)
    if late and not (here.visit or (writes and state.has_passed(step))):
        raise no.StepClosed
    if whose:
        return _type(state, plan, what, by, whose, ids)
    if late and here.visibility != "live" and not (writes and here.shows):
        raise no.StepClosed
    if goes_in_box(plan, here, what) and not (here.revealed and writes):  # then a slip that was read aloud
        raise no.NamesChanged
    happened = activity(plan.activity).decide(turn_of(state, step, by), what, ids)
    made = list(contributed(state, plan, by.id, tuple(happened), late))
    if what.finishes and not late and by.id not in here.ready and by.role is Role.PARTICIPANT:
        made.append(e.ReadyMarked(step=step, seat=by.id, ready=True))
    if what.reopens:
        made += [e.ReadyMarked(step=step, seat=seat, ready=False) for seat in sorted(here.ready)]
    return tuple(made)


def _type(state: Deliberation, plan: Plan, what: c.Command, by: Seat, whose: SeatId, ids: Ids) -> tuple[e.Event, ...]:
    """What somebody says, typed by who writes for the group.

    A step that hides first and that the group did on paper stands there at once: it was shown on the table. Not where
    somebody wrote by themselves what was never revealed.
    """
    here, late = state.steps[plan.id], state.step != plan.id
    if not state.writes(by):
        raise no.NotYourTask
    if not what.for_another or at_table(state, whose) == by.id:
        raise no.NotForAnother
    if here.unnamed:
        raise no.SlipsStayOut
    shown: tuple[e.Event, ...] = ()
    if late and not here.shows:
        if has_writing(state, plan):
            raise no.HiddenWordsWait
        here, shown = msgspec.structs.replace(here, revealed=True), (e.Revealed(step=plan.id),)
    seat, presents = state.seats[whose], state.presenter == whose
    turn = Turn(state=state, plan=plan, step=here, by=seat, writes=False, presents=presents, typed=True)
    happened = tuple(activity(plan.activity).decide(turn, what, ids))
    if not happened:
        return ()
    made = (*shown, *contributed(state, plan, whose, happened, late, by.id))
    if what.finishes and not late and whose not in here.ready:
        made = (*made, e.ReadyMarked(step=plan.id, seat=whose, ready=True))
    return made


def take_back_typed(state: Deliberation, step: StepId, seat: SeatId, by: Seat) -> tuple[e.Event, ...]:
    plan, here = step_of(state, step)
    if not state.writes(by):
        raise no.NotYourTask
    running(state)
    own = activity(plan.activity).depart(here.content, seat, here.shows) if not here.shows else ()
    gone = tuple(one for one in own if item_of(e.Contributed(step=step, seat=seat, what=one)) in here.typed)
    if not gone:
        raise no.NothingTyped
    unready = (e.ReadyMarked(step=step, seat=seat, ready=False),) if seat in here.ready else ()
    return (*contributed(state, plan, seat, gone, typist=by.id), *unready)


def mark_ready(state: Deliberation, step: StepId, ready: bool, by: Seat) -> tuple[e.Event, ...]:
    _, here = current(state, step)
    if by.role is not Role.PARTICIPANT or here.unnamed:
        raise no.NotYourTask
    if (by.id in here.ready) == ready:
        return ()
    return (e.ReadyMarked(step=step, seat=by.id, ready=ready),)


def turn_of(state: Deliberation, step: StepId, by: Seat) -> Turn:
    plan, here = step_of(state, step)
    return Turn(state=state, plan=plan, step=here, by=by, writes=state.writes(by), presents=state.presenter == by.id)


def contributed(
    state: Deliberation,
    plan: Plan,
    by: SeatId,
    happened: tuple[Any, ...],
    late: bool = False,
    typist: SeatId = ITSELF,
) -> tuple[e.Event, ...]:
    """What an activity's events are to the session. Words that go with one of them are erased first."""
    rules, content = activity(plan.activity), state.steps[plan.id].content
    made: list[e.Event] = []
    for one in happened:
        made += [e.TextErased(step=plan.id, item=item) for item in rules.withdrawn(content, by, one)]
        made.append(e.Contributed(step=plan.id, seat=by, what=one, late=late, typist=typist))
        content = rules.evolve(content, by, one, late)
    return tuple(made)


def leaving(state: Deliberation, by: SeatId) -> tuple[e.Event, ...]:
    """What still happens in the open step when the group goes on, or the session ends."""
    if state.plan is None:
        return ()
    return contributed(state, state.plan, by, activity(state.plan.activity).leave(state.steps[state.plan.id].content))


def departing(state: Deliberation, seat: SeatId) -> tuple[e.Event, ...]:
    """What a seat that is removed takes along from each step."""
    made: list[e.Event] = []
    for plan in state.method.steps:
        here = state.steps[plan.id]
        gone = activity(plan.activity).depart(here.content, seat, here.shows)
        made += contributed(state, plan, seat, gone)
    return tuple(made)
