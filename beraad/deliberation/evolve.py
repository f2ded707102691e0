"""How each event changes the state. Nothing is refused here: what has happened, has happened."""

from datetime import datetime
from typing import Any

import msgspec

from beraad.deliberation import events as e
from beraad.deliberation import names
from beraad.deliberation.activities import activity
from beraad.deliberation.box import Box
from beraad.deliberation.ids import SeatId, SessionId, StepId
from beraad.deliberation.method import Plan, Visibility
from beraad.deliberation.seats import Role
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import CaseConsent, Deliberation, StepState
from beraad.deliberation.typed import item_of, marks_after
from beraad.deliberation.undo import marked, noted

PREPARED = (
    "method", "preset", "title", "chairs", "crisis", "begins_at", "ends_at", "place", "coming", "intake",
)  # fmt: skip
"""Of the state: what comes from preparing, besides its steps."""


def _prepared(planned: e.SessionPlanned) -> dict[str, Any]:
    steps = {plan.id: _blank(plan) for plan in planned.method.steps}
    return {**{name: getattr(planned, name) for name in PREPARED}, "steps": steps}


def _blank(plan: Plan, added: bool = False) -> StepState:
    return StepState(content=activity(plan.activity).BLANK, visibility=plan.visibility, added=added)


def begin(id: SessionId, planned: e.SessionPlanned) -> Deliberation:
    """The state after the first event."""
    return Deliberation(
        id=id,
        practice=planned.practice,
        rehearsal=planned.rehearsal,
        leading=planned.leader.id,
        seats={planned.leader.id: planned.leader},
        **_prepared(planned),
    )


def evolve(state: Deliberation, event: e.Event, at: datetime | None = None) -> Deliberation:
    """Return the state after one more event. Never refuses: what has happened, has happened.

    at: when it happened; without it, it cannot be undone.
    """
    if isinstance(event, e.BoxChanged):  # not in the log, so without a number
        return msgspec.structs.replace(state, boxes={**state.boxes, event.step: event.box})
    changes = _changes(state, event)
    number = state.number + 1
    changes["number"] = number
    changes["undo"] = noted(state, event, number, at)
    if not _quiet(state, event):
        changes["loud"] = number
    if isinstance(event, STEERING):
        changes["steered"] = number
    if isinstance(event, OF_ONE_SEAT):
        changes["touched"] = {**state.touched, event.seat: number}
    if isinstance(event, e.Contributed) and event.typist:
        changes["touched"] |= {event.typist: number}
    elif isinstance(event, e.Contributed) and (seat := state.seats.get(event.seat)) and seat.no_device:
        changes["seats"] = {**state.seats, seat.id: msgspec.structs.replace(seat, no_device=False)}  # has one after all
    return msgspec.structs.replace(state, **changes)


STEERING = (
    e.StepOpened, e.StepReturned, e.RevealAnnounced, e.Revealed, e.ScreensLowered, e.ScreensRaised, e.Paused,
    e.StopCardLaid, e.Resumed, e.Closed,
)  # fmt: skip
OF_ONE_SEAT = (e.Contributed, e.ReadyMarked, e.WordsShared, e.SentenceKeptBack, e.CaseShared, e.HandMoved, e.SeatShared)


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
        case e.SessionPlanned():  # prepared anew; who was there already stays
            return _prepared(event)
        case e.DoorOpened():
            return {"door_open": True, "stage": Stage.LOBBY if state.stage is Stage.PLANNED else state.stage}
        case e.DoorClosed():
            return {"door_open": False}
        case e.SeatTaken(seat=seat):
            return {"seats": {**state.seats, seat.id: seat}}
        case e.SeatRemoved(seat=id):
            return {
                **_away(state, id),
                "words_shared": {seat: yes for seat, yes in state.words_shared.items() if seat != id},
                "kept_back": {seat: kept for seat, kept in state.kept_back.items() if seat != id},
                "presenter": None if state.presenter == id else state.presenter,
                "case_shared": None if state.presenter == id else state.case_shared,  # who is gone cannot take it back
                "typist": None if state.typist == id else state.typist,
            }
        case e.SeatsMerged(seat=id, into=into):
            said = {into if seat == id else seat: yes for seat, yes in state.words_shared.items()}
            if into in state.words_shared:
                said[into] = state.words_shared[into]
            kept = state.kept_back.get(id, frozenset()) | state.kept_back.get(into, frozenset())
            return {
                **_away(state, id),
                "words_shared": said,
                "kept_back": {**{seat: one for seat, one in state.kept_back.items() if seat != id}, into: kept},
                "presenter": into if state.presenter == id else state.presenter,
                "typist": into if state.typist == id else state.typist,
                "hands": tuple(dict.fromkeys(into if seat == id else seat for seat in state.hands)),
            }
        case e.SeatShared(seat=id, shared=shared):
            return _seat(state, id, shared=shared)
        case e.LeadGiven(seat=id, leads=leads):
            at_desk = {**_unready(state, id), "hands": _no_hand(state, id)} if leads else {}
            passed_on = {"leading": state.owner} if not leads and state.leading == id else {}
            role = Role.FACILITATOR if leads else Role.PARTICIPANT
            return {**at_desk, **passed_on, **_seat(state, id, role=role)}
        case e.LeadHandedOver(seat=id):
            return {"leading": id}
        case e.HandMoved(seat=id, up=up):
            return {"hands": (*state.hands, id) if up else _no_hand(state, id)}
        case e.FloorGiven(seat=id):
            return {"hands": _no_hand(state, id)}
        case e.FloorTakenBack(hands=hands):
            return {"hands": hands}
        case e.BreathAsked():
            return {"breath": True}
        case e.BreathAnswered():
            return {"breath": False}
        case e.StopCardLaid():
            return {"danger": True}
        case e.PresenterNamed(seat=id):
            return {"presenter": id, "case_shared": None}
        case e.TypistNamed(seat=id):
            return {"typist": id}
        case e.StepOpened():
            return _open_step(state, event)
        case e.StepReturned():
            steps = {step: marked(state.steps[step], mark) for step, mark in event.marks.items()}
            return {
                "stage": Stage.RUNNING if event.step else Stage.LOBBY,
                "step": event.step,
                "screens_down": event.screens_down,
                "on_screen": event.on_screen,
                "steps": {**state.steps, **steps},
            }
        case e.StepsSkipped(steps=steps, skipped=skipped):
            left_out = {step: msgspec.structs.replace(state.steps[step], skipped=skipped) for step in steps}
            return {"steps": {**state.steps, **left_out}}
        case e.StepInserted(after=after, plan=plan):
            steps = {**state.steps, plan.id: _blank(plan, added=True)}
            return {"method": state.method.with_step(plan, after), "steps": steps}
        case e.StepTakenOut(step=step):
            others = {other: here for other, here in state.steps.items() if other != step}
            return {"method": state.method.without_step(step), "steps": others}
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
            typed = marks_after(
                state.steps[step].typed,
                event,
                rules.holds(state.steps[step].content, item_of(event)),
                rules.holds(content, item_of(event)),
            )
            if isinstance(what, e.FromBox):
                shown = _step(state, step, content=content, typed=typed, keys=frozenset(what.keys))
                return {**shown, "boxes": _without(state.boxes, step)}
            on_paper = state.steps[step].on_paper or (late and not state.steps[step].visit)
            return _step(state, step, content=content, typed=typed, on_paper=on_paper)
        case e.TextErased(step="", item=item):
            return names.without(state, item)
        case e.TextErased(step=step, item=item):
            rules = activity(_plan(state, step).activity)
            return _step(state, step, content=rules.without(state.steps[step].content, item))
        case e.WordsShared(seat=seat, yes=yes):
            return {"words_shared": {**state.words_shared, seat: yes}}
        case e.SentenceKeptBack(seat=seat, step=step, item=item, back=back):
            rest = state.kept_back.get(seat, frozenset()) - {(step, item)}
            return {"kept_back": {**state.kept_back, seat: rest | {(step, item)} if back else rest}}
        case e.CaseShared(yes=yes, region=region):
            return {"case_shared": CaseConsent(yes=yes, region=yes and region)}
        case e.Paused(at=at):
            stopped = _step(state, state.step, reveal=None) if state.step else {}
            return {**stopped, "stage": Stage.PAUSED, "paused_at": at, "breath": False}
        case e.Resumed(at=at):
            return {**_shift_clock(state, at), "stage": Stage.RUNNING, "paused_at": None, "danger": False}
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


def _seat(state: Deliberation, id: SeatId, **changes: Any) -> dict[str, Any]:
    return {"seats": {**state.seats, id: msgspec.structs.replace(state.seats[id], **changes)}}


def _away(state: Deliberation, id: SeatId) -> dict[str, Any]:
    """A seat is no longer at the table."""
    return {**_seat(state, id, removed=True), **_unready(state, id), "hands": _no_hand(state, id)}


def _unready(state: Deliberation, id: SeatId) -> dict[str, Any]:
    return {
        "steps": {step: msgspec.structs.replace(here, ready=here.ready - {id}) for step, here in state.steps.items()}
    }


def _no_hand(state: Deliberation, id: SeatId) -> tuple[SeatId, ...]:
    return tuple(seat for seat in state.hands if seat != id)


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


def _same_number(state: Deliberation, one: StepId, other: StepId) -> bool:
    return state.method.number(one) == state.method.number(other)


def _open_step(state: Deliberation, event: e.StepOpened) -> dict[str, Any]:
    steps: dict[StepId, StepState] = _leave(state, event.at).get("steps", state.steps)
    entered = steps[event.step]
    opened, extra = event.at, 0
    if state.step and state.step != event.step and _same_number(state, state.step, event.step):
        # A step that continues another shares its minutes, so its clock runs on.
        before = state.steps[state.step]
        opened, extra = before.opened or event.at, before.extra
    fresh = msgspec.structs.replace(
        entered, visit=entered.visit + 1, opened=opened, extra=extra, ready=frozenset(), reveal=None, skipped=False
    )
    return {
        "stage": Stage.RUNNING,
        "step": event.step,
        "screens_down": False,
        "on_screen": None,
        "steps": {**steps, event.step: fresh},
    }
