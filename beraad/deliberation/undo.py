"""Taking back what was steered last: ten seconds, if nothing since touched the same thing.

What takes an event back is known when it happens, and waits in the state beside what it would touch. A reveal is not
among these, nor what asks first: closing, removing, erasing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

import msgspec

from beraad.deliberation import events as e
from beraad.deliberation.activities import activity
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.state import Deliberation, StepState, Undoable

WITHIN = timedelta(seconds=10)
GRACE = timedelta(seconds=2)
"""For a press that was in time and travelled."""

GROUP, CLOCK, SCREENS, WALL, DOOR, TYPIST, QUEUE, STEPS = (
    "group", "clock", "screens", "wall", "door", "typist", "queue", "steps",
)  # fmt: skip
"""What an event can touch, beside `in:<step>` (something in that step) and `item:<step>/<item>`."""

_TOUCHES: dict[type[e.Event], frozenset[str]] = {
    e.StepOpened: frozenset({GROUP, CLOCK, SCREENS, WALL}),
    e.StepReturned: frozenset({GROUP, CLOCK, SCREENS, WALL}),
    e.Paused: frozenset({GROUP, CLOCK}),
    e.Resumed: frozenset({GROUP, CLOCK}),
    e.StopCardLaid: frozenset({GROUP}),
    e.Closed: frozenset({GROUP, CLOCK, SCREENS, WALL, DOOR, TYPIST, QUEUE, STEPS}),
    e.StepsSkipped: frozenset({STEPS}),
    e.StepInserted: frozenset({STEPS}),
    e.StepTakenOut: frozenset({STEPS}),
    e.ClockMoved: frozenset({CLOCK}),
    e.ScreensLowered: frozenset({SCREENS}),
    e.ScreensRaised: frozenset({SCREENS}),
    e.ShownOnScreen: frozenset({WALL}),
    e.ScreenCleared: frozenset({WALL}),
    e.DoorOpened: frozenset({DOOR}),
    e.DoorClosed: frozenset({DOOR}),
    e.TypistNamed: frozenset({TYPIST}),
    e.FloorGiven: frozenset({QUEUE}),
    e.FloorTakenBack: frozenset({QUEUE}),
    e.HandMoved: frozenset({QUEUE}),
    e.SeatRemoved: frozenset({TYPIST, QUEUE}),
    e.SeatsMerged: frozenset({TYPIST, QUEUE}),
    e.LeadGiven: frozenset({TYPIST, QUEUE}),
}

ITEMS = ("item", "into", "group", "before", "answer")
"""Fields in which an activity's event names the texts that it is about."""


def touched(event: e.Event) -> frozenset[str]:
    """Return what an event touches."""
    match event:
        case e.Contributed(step=step, what=what):
            return frozenset({f"in:{step}"}) | _items(step, what)
        case e.TextErased(step=step, item=item):
            return frozenset({f"in:{step}", f"item:{step}/{item.partition('/')[0]}"})
        case e.ReadyMarked(step=step) | e.NamesLeftOut(step=step) | e.BoxEmptied(step=step) | e.Revealed(step=step):
            return frozenset({f"in:{step}", f"all:{step}"})
        case e.RevealAnnounced(step=step) | e.RevealStopped(step=step):
            return frozenset({f"in:{step}", f"all:{step}"})
    return _TOUCHES.get(type(event), frozenset())


def _items(step: StepId, what: Any) -> frozenset[str]:
    names = (getattr(what, field, "") for field in ITEMS)
    return frozenset(f"item:{step}/{name}" for name in names if isinstance(name, str) and name)


def noted(before: Deliberation, event: e.Event, number: int, at: datetime | None) -> Undoable | None:
    """Return what can be taken back after an event: that event, or still the one before, or nothing any more."""
    if isinstance(event, e.Undone):
        return None
    found = _reversal(before, event) if at is not None else None
    if found and at is not None:
        events, touches = found
        return Undoable(number=number, kind=_kind(event), at=at, events=events, touches=touches)
    if before.undo and before.undo.touches & touched(event):
        return None
    return before.undo


def _kind(event: e.Event) -> str:
    return type(event.what if isinstance(event, e.Contributed) else event).__name__


def _reversal(before: Deliberation, event: e.Event) -> tuple[tuple[e.Event, ...], frozenset[str]] | None:
    """What takes an event back, and what it would touch; None: that cannot be."""
    back: tuple[e.Event, ...]
    match event:
        case e.StepOpened(step=step):
            return (_return_to(before, step),), frozenset({GROUP, CLOCK, f"in:{step}"})
        case e.StepsSkipped(steps=steps, skipped=skipped):
            back = (e.StepsSkipped(steps=steps, skipped=not skipped),)
        case e.StepInserted(plan=plan):
            return (e.StepTakenOut(step=plan.id),), frozenset({STEPS, GROUP, f"in:{plan.id}"})
        case e.ClockMoved(minutes=minutes):
            back = (e.ClockMoved(minutes=-minutes),)
            return back, frozenset({CLOCK, GROUP})
        case e.ScreensLowered():
            back = (e.ScreensRaised(),)
        case e.ScreensRaised():
            back = (e.ScreensLowered(),)
        case e.ShownOnScreen() | e.ScreenCleared():
            back = (e.ShownOnScreen(step=before.on_screen) if before.on_screen else e.ScreenCleared(),)
        case e.DoorClosed():
            back = (e.DoorOpened(),)
        case e.TypistNamed():
            back = (e.TypistNamed(seat=before.typist),)
        case e.FloorGiven():
            back = (e.FloorTakenBack(hands=before.hands),)
        case e.Contributed(step=step, seat=seat, what=what):
            return _taken_back(before, step, seat, what)
        case _:
            return None
    return back, touched(event)


def _taken_back(
    before: Deliberation, step: StepId, seat: SeatId, what: Any
) -> tuple[tuple[e.Event, ...], frozenset[str]] | None:
    """What takes back what whoever leads did with a text that all see, if its activity knows that."""
    plan, here = before.method.plan(step), before.steps[step]
    author = before.seats.get(seat)
    if plan is None or author is None or not author.leads or not here.shows:
        return None
    reverse = cast(
        Callable[[Any, SeatId, Any], tuple[Any, ...]] | None, getattr(activity(plan.activity), "reverse", None)
    )
    back = reverse(here.content, seat, what) if reverse else ()
    if not back:
        return None
    touches = _items(step, what) or frozenset({f"in:{step}"})
    return tuple(e.Contributed(step=step, seat=seat, what=one) for one in back), touches | {f"all:{step}"}


def _return_to(before: Deliberation, opened: StepId) -> e.StepReturned:
    """The event that brings the group back to where it was when `opened` was opened."""
    steps = {opened} | ({before.step} if before.step else set())
    return e.StepReturned(
        step=before.step,
        marks={step: _mark(before.steps[step]) for step in sorted(steps)},
        screens_down=before.screens_down,
        on_screen=before.on_screen,
    )


def _mark(here: StepState) -> e.Mark:
    return e.Mark(
        visit=here.visit,
        opened=here.opened,
        spent=here.spent,
        extra=here.extra,
        ready=tuple(sorted(here.ready)),
        skipped=here.skipped,
    )


def marked(here: StepState, mark: e.Mark) -> StepState:
    """Return a step with its visit as it stood."""
    values = msgspec.structs.asdict(mark) | {"ready": frozenset(mark.ready), "reveal": None}
    return msgspec.structs.replace(here, **values)
