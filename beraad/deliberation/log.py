"""Events as they are stored: a kind, a version and a body of plain JSON.

A kind is the name of the event, or, for what happened in a step, `<activity>.<name>`. Old versions are brought up to
date here before `evolve` sees them; an unknown kind stops the load: a session half understood is worse than none.
"""

from typing import Any

import msgspec

from beraad.deliberation import events as e
from beraad.deliberation import names
from beraad.deliberation.activities import ACTIVITIES, activity, boxed
from beraad.deliberation.box import Box
from beraad.deliberation.method import Method, Plan
from beraad.refusal import Refusal

VERSION = 1

_KINDS: dict[str, type[e.Event]] = {
    kind.__name__: kind
    for kind in (
        e.SessionPlanned, e.DoorOpened, e.DoorClosed, e.SeatTaken, e.SeatRemoved, e.PresenterNamed, e.TypistNamed,
        e.StepOpened, e.ClockMoved, e.ReadyMarked, e.RevealAnnounced, e.RevealStopped, e.Revealed, e.NamesLeftOut,
        e.BoxEmptied, e.ScreensLowered, e.ScreensRaised, e.ShownOnScreen, e.ScreenCleared, e.TextErased, e.WordsShared,
        e.SentenceKeptBack, e.CaseShared, e.Paused, e.Resumed, e.Closed,
        e.StepReturned, e.StepsSkipped, e.StepInserted, e.StepTakenOut, e.Undone, e.HandMoved,
        e.FloorGiven, e.FloorTakenBack, e.BreathAsked, e.BreathAnswered, e.StopCardLaid, e.SeatShared, e.LeadGiven,
        e.LeadHandedOver, e.SeatsMerged,
    )
}  # fmt: skip


class EventUnknown(Refusal):
    """The log holds an event that this version of beraad does not know: it was written by a newer one."""

    code, status = "made-by-newer", 503


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """One event as the store keeps it."""

    kind: str
    version: int
    body: str


def stored(event: e.Event, method: Method) -> Stored:
    """Return how an event is kept."""
    if isinstance(event, e.Contributed):
        plan = method.plan(event.step)
        assert plan is not None
        kind = f"{plan.activity}.{type(event.what).__name__}"
    else:
        kind = type(event).__name__
    return Stored(kind=kind, version=VERSION, body=msgspec.json.encode(event).decode())


def event(kept: Stored) -> e.Event:
    """Return the event that was kept. Raises EventUnknown."""
    if kept.version > VERSION:
        raise EventUnknown
    name, _, what = kept.kind.rpartition(".")
    if not name:
        if kept.kind not in _KINDS:
            raise EventUnknown
        return msgspec.json.decode(kept.body, type=_KINDS[kept.kind])
    kinds = {kind.__name__: kind for kind in activity(name).EVENTS} if name in ACTIVITIES else {}
    if what not in kinds:
        raise EventUnknown
    loose = msgspec.json.decode(kept.body, type=e.Contributed)
    return msgspec.structs.replace(loose, what=msgspec.convert(loose.what, kinds[what]))


def stored_box(box: Box) -> str:
    """Return how a box is kept."""
    return msgspec.json.encode(box).decode()


def box(body: str, plan: Plan) -> Box:
    """Return the box of a step that was kept."""
    loose, kind = msgspec.json.decode(body, type=Box), boxed(plan.activity).PAPER
    papers = tuple(msgspec.structs.replace(one, what=msgspec.convert(one.what, kind)) for one in loose.papers)
    return msgspec.structs.replace(loose, papers=papers)


def named(item: str) -> str:
    """Return what stands in every stored event that may bear that text: the name of an item, without what of it."""
    return item.partition("/")[0]


def erased(kept: Stored, step: str, item: str) -> Stored:
    """Return the stored event with a text overwritten; the same when it does not carry that text."""
    name = kept.kind.rpartition(".")[0]
    if bool(name) != bool(step):
        return kept
    known = event(kept)
    if not name:
        bare = names.blank(known, item)
        return kept if bare is known else msgspec.structs.replace(kept, body=msgspec.json.encode(bare).decode())
    assert isinstance(known, e.Contributed)
    if known.step != step:
        return kept
    what: Any = activity(name).blank(known.what, item, known.seat)
    if what is known.what:
        return kept
    silent = msgspec.structs.replace(known, what=what)
    return msgspec.structs.replace(kept, body=msgspec.json.encode(silent).decode())
