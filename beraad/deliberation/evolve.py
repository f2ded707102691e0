"""How each event changes the state. Nothing is refused here: what has happened, has happened."""

from datetime import datetime
from typing import Any

import msgspec

from beraad.deliberation import events as e
from beraad.deliberation import names
from beraad.deliberation.activities import activity
from beraad.deliberation.box import Box
from beraad.deliberation.ids import SessionId, StepId
from beraad.deliberation.method import Plan, Visibility
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import CaseConsent, Deliberation, StepState


def begin(id: SessionId, planned: e.SessionPlanned) -> Deliberation:
    """The state after the first event."""
    return Deliberation(
        id=id,
        method=planned.method,
        preset=planned.preset,
        title=planned.title,
        chairs=planned.chairs,
        ends_at=planned.ends_at,
        practice=planned.practice,
        seats={planned.leader.id: planned.leader},
        steps={
            plan.id: StepState(content=activity(plan.activity).BLANK, visibility=plan.visibility)
            for plan in planned.method.steps
        },
    )


def evolve(state: Deliberation, event: e.Event) -> Deliberation:
    """Return the state after one more event. Never refuses: what has happened, has happened."""
    if isinstance(event, e.BoxChanged):  # not in the log, so without a number
        return msgspec.structs.replace(state, boxes={**state.boxes, event.step: event.box})
    changes = _changes(state, event)
    number = state.number + 1
    changes["number"] = number
    if not _quiet(state, event):
        changes["loud"] = number
    if isinstance(event, STEERING):
        changes["steered"] = number
    if isinstance(event, e.Contributed | e.ReadyMarked | e.WordsShared | e.CaseShared):
        changes["touched"] = {**state.touched, event.seat: number}
    return msgspec.structs.replace(state, **changes)


STEERING = (
    e.StepOpened, e.RevealAnnounced, e.Revealed, e.ScreensLowered, e.ScreensRaised, e.Paused, e.Resumed, e.Closed,
)  # fmt: skip


def _quiet(state: Deliberation, event: e.Event) -> bool:
    """Whether others see no more of this event than that a number went up."""
    if isinstance(event, e.TextErased) and event.step:  # what nobody else saw, nobody misses
        return not state.steps[event.step].shows
    if isinstance(event, e.Contributed):
        rules = activity(_plan(state, event.step).activity)
        return not state.steps[event.step].shows or rules.quiet(event.what)
    return isinstance(event, e.QUIET)


def _changes(state: Deliberation, event: e.Event) -> dict[str, Any]:
    match event:
        case e.DoorOpened():
            return {"door_open": True, "stage": Stage.LOBBY if state.stage is Stage.PLANNED else state.stage}
        case e.DoorClosed():
            return {"door_open": False}
        case e.SeatTaken(seat=seat):
            return {"seats": {**state.seats, seat.id: seat}}
        case e.SeatRemoved(seat=id):
            gone = msgspec.structs.replace(state.seats[id], removed=True)
            return {
                "seats": {**state.seats, id: gone},
                "steps": {
                    step: msgspec.structs.replace(here, ready=here.ready - {id}) for step, here in state.steps.items()
                },
                "words_shared": {seat: yes for seat, yes in state.words_shared.items() if seat != id},
                "presenter": None if state.presenter == id else state.presenter,
                "case_shared": None if state.presenter == id else state.case_shared,  # who is gone cannot take it back
                "typist": None if state.typist == id else state.typist,
            }
        case e.PresenterNamed(seat=id):
            return {"presenter": id, "case_shared": None}
        case e.TypistNamed(seat=id):
            return {"typist": id}
        case e.StepOpened():
            return _open_step(state, event)
        case e.ClockMoved(minutes=minutes) if state.step:
            return _step(state, state.step, extra=state.steps[state.step].extra + minutes)
        case e.ReadyMarked(step=step, seat=seat, ready=ready):
            marks = state.steps[step].ready
            return _step(state, step, ready=marks | {seat} if ready else marks - {seat})
        case e.RevealAnnounced(step=step, due=due):
            return _step(state, step, reveal=(state.number + 1, due))
        case e.RevealStopped(step=step):
            return _step(state, step, reveal=None)
        case e.Revealed(step=step):
            return _step(state, step, reveal=None, revealed=True)
        case e.NamesLeftOut(step=step, unnamed=unnamed):
            return _step(state, step, visibility="private_anon_reveal" if unnamed else _named(_plan(state, step)))
        case e.BoxEmptied(step=step):
            return {"boxes": _without(state.boxes, step)}
        case e.ScreensLowered():
            return {"screens_down": True}
        case e.ScreensRaised():
            return {"screens_down": False}
        case e.ShownOnScreen(step=step):
            return {"on_screen": step}
        case e.ScreenCleared():
            return {"on_screen": None}
        case e.Contributed(step=step, seat=seat, what=what, late=late):
            rules = activity(_plan(state, step).activity)
            content = rules.evolve(state.steps[step].content, seat, what, late)
            if isinstance(what, e.FromBox):
                shown = _step(state, step, content=content, keys=frozenset(what.keys))
                return {**shown, "boxes": _without(state.boxes, step)}
            return _step(state, step, content=content)
        case e.TextErased(step="", item=item):
            return names.without(state, item)
        case e.TextErased(step=step, item=item):
            rules = activity(_plan(state, step).activity)
            return _step(state, step, content=rules.without(state.steps[step].content, item))
        case e.WordsShared(seat=seat, yes=yes):
            return {"words_shared": {**state.words_shared, seat: yes}}
        case e.CaseShared(yes=yes, region=region):
            return {"case_shared": CaseConsent(yes=yes, region=yes and region)}
        case e.Paused(at=at):
            stopped = _step(state, state.step, reveal=None) if state.step else {}
            return {**stopped, "stage": Stage.PAUSED, "paused_at": at}
        case e.Resumed(at=at):
            return {**_shift_clock(state, at), "stage": Stage.RUNNING, "paused_at": None}
        case e.Closed(at=at):
            left = _leave(state, at)
            return {**left, "stage": Stage.CLOSED, "door_open": False, "closed_at": at, "screens_down": False}
        case _:
            return {}


def _plan(state: Deliberation, step: StepId) -> Plan:
    plan = state.method.plan(step)
    assert plan is not None, f"the log names a step that its method does not have: {step}"
    return plan


def _named(plan: Plan) -> Visibility:
    """How a step shows what is written when names are not left out."""
    return plan.visibility if plan.visibility != "private_anon_reveal" else "live"


def _without(boxes: dict[StepId, Box], step: StepId) -> dict[StepId, Box]:
    return {other: box for other, box in boxes.items() if other != step}


def _step(state: Deliberation, step: StepId, **changes: Any) -> dict[str, Any]:
    return {"steps": {**state.steps, step: msgspec.structs.replace(state.steps[step], **changes)}}


def _shift_clock(state: Deliberation, at: datetime) -> dict[str, Any]:
    """Let the step's clock go on where it stood when the session paused."""
    opened = state.steps[state.step].opened if state.step else None
    if state.step is None or opened is None or state.paused_at is None:
        return {}
    return _step(state, state.step, opened=opened + (at - state.paused_at))


def _leave(state: Deliberation, at: datetime) -> dict[str, Any]:
    """Close the running visit: the clock stops, a countdown ends, what was never revealed stays with its writer."""
    if state.step is None:
        return {}
    left = state.steps[state.step]
    spent = left.spent + (int((at - left.opened).total_seconds()) if left.opened else 0)
    return _step(state, state.step, spent=max(spent, 0), opened=None, reveal=None)


def _open_step(state: Deliberation, event: e.StepOpened) -> dict[str, Any]:
    steps: dict[StepId, StepState] = _leave(state, event.at).get("steps", state.steps)
    entered = steps[event.step]
    opened, extra = event.at, 0
    if state.step and state.method.number(state.step) == state.method.number(event.step):
        # A step that continues another shares its minutes, so its clock runs on.
        before = state.steps[state.step]
        opened, extra = before.opened or event.at, before.extra
    fresh = msgspec.structs.replace(
        entered, visit=entered.visit + 1, opened=opened, extra=extra, ready=frozenset(), reveal=None
    )
    return {
        "stage": Stage.RUNNING,
        "step": event.step,
        "screens_down": False,
        "on_screen": None,
        "steps": {**steps, event.step: fresh},
    }
