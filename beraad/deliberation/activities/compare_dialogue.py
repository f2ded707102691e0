"""The dialogue: in what we are alike, in what we differ, what somebody sees anew. Who writes for the group types it.

Reasons are compared, not positions, so those of the judgement lie beside it, without names. That there is nothing to
say under a heading can be said too.
"""

from typing import Any, Literal

import msgspec

from beraad.deliberation import refusals as no
from beraad.deliberation.activities import usual
from beraad.deliberation.activities.judgement.sheets import CHOICES, Sheets, in_no_order
from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.blocks import AnyBlock, Choice, ListBlock
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line

OPTIONS: dict[str, type] = {"lists": int, "most": int}
VISIBILITY = ("live",)
MOST = 20
"""Of each list."""

Kind = Literal["alike", "differ", "anew"]
KINDS: dict[Kind, Text] = {
    "alike": Text(nl="Hierin lijken we op elkaar", en="In this we are alike"),
    "differ": Text(nl="Hierin verschillen we", en="In this we differ"),
    "anew": Text(nl="Nieuw inzicht", en="Seen anew"),
}
"""In this order; `lists: 2` leaves the last one out."""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """late: added when the group was on."""

    id: ItemId
    kind: Kind
    text: str
    late: bool = False


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """none: the lists of which the group said that there is nothing to put in them."""

    items: dict[ItemId, Point] = {}
    none: tuple[Kind, ...] = ()


BLANK = Points()


class AddPoint(Command, frozen=True, kw_only=True):
    kind: Kind
    text: Line


class ChangePoint(Command, frozen=True, kw_only=True):
    item: ItemId
    text: Line


class DropPoint(Command, frozen=True, kw_only=True):
    item: ItemId


class SayNone(Command, frozen=True, kw_only=True):
    """‘Geen’ of a list, or after all not."""

    kind: Kind
    none: bool


class PointAdded(Event, frozen=True, kw_only=True):
    item: ItemId
    kind: Kind
    text: str


class PointChanged(Event, frozen=True, kw_only=True):
    item: ItemId
    text: str


class PointDropped(Event, frozen=True, kw_only=True):
    item: ItemId


class NoneSaid(Event, frozen=True, kw_only=True):
    kind: Kind
    none: bool


COMMANDS = by_verb(AddPoint, ChangePoint, DropPoint, SayNone)
EVENTS = (PointAdded, PointChanged, PointDropped, NoneSaid)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    turn.must_write()
    now: Points = turn.content
    match command:
        case AddPoint(kind=kind, text=text):
            _must_have(turn.plan, kind)
            most = turn.plan.options.get("most", MOST)
            if len(_of(now, kind)) >= most:
                raise no.TooMany(most=most)
            return (PointAdded(item=ItemId(ids()), kind=kind, text=said(text)),)
        case ChangePoint(item=id, text=text):
            point = _there(now, id)
            return (PointChanged(item=id, text=new),) if (new := said(text)) != point.text else ()
        case DropPoint(item=id):
            _there(now, id)
            return (PointDropped(item=id),)
        case SayNone(kind=kind, none=none):
            _must_have(turn.plan, kind)
            if none and _of(now, kind):
                raise no.SomethingStands
            return (NoneSaid(kind=kind, none=none),) if none != (kind in now.none) else ()
    raise AssertionError(command)


def lists(plan: Plan) -> tuple[Kind, ...]:
    """Return the lists that a step has: two at least."""
    return tuple(KINDS)[: max(2, plan.options.get("lists", 3))]


def _must_have(plan: Plan, kind: Kind) -> None:
    if kind not in lists(plan):
        raise no.NotAsked(field="kind")


def _of(now: Points, kind: Kind) -> tuple[Point, ...]:
    return tuple(one for one in now.items.values() if one.kind == kind)


def _there(now: Points, id: ItemId) -> Point:
    if id not in now.items:
        raise no.NoSuchItem
    return now.items[id]


def evolve(content: Points, by: SeatId, event: Any, late: bool) -> Points:
    match event:
        case PointAdded(item=id, kind=kind, text=text):
            point = Point(id=id, kind=kind, text=text, late=late)
            return Points(items={**content.items, id: point}, none=_without(content.none, kind))
        case PointChanged(item=id, text=text):
            return _with(content, id, text)
        case PointDropped(item=id):
            items = {other: one for other, one in content.items.items() if other != id}
            return msgspec.structs.replace(content, items=items)
        case NoneSaid(kind=kind, none=none):
            rest = _without(content.none, kind)
            return msgspec.structs.replace(content, none=(*rest, kind) if none else rest)
    raise AssertionError(event)


def _with(content: Points, id: ItemId, text: str) -> Points:
    point = msgspec.structs.replace(content.items[id], text=text)
    return msgspec.structs.replace(content, items={**content.items, id: point})


def _without(none: tuple[Kind, ...], kind: Kind) -> tuple[Kind, ...]:
    return tuple(other for other in none if other != kind)


# Said together, seen by all.
leave, depart, quiet, redact = usual.leave, usual.depart, usual.quiet, usual.redact
unsigned, written, own_words, mine = usual.unsigned, usual.written, usual.own_words, usual.mine
case_fields = usual.case_fields


def withdrawn(content: Points, by: SeatId, event: Any) -> tuple[str, ...]:
    return (event.item,) if isinstance(event, PointDropped) else ()


def done(seen: Seen, plan: Plan) -> bool:
    now: Points = seen.steps[plan.id].content
    return all(kind in now.none or any(point.text for point in _of(now, kind)) for kind in lists(plan))


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """none: the group said that there is nothing to put in it."""

    kind: Kind
    label: Text
    points: tuple[Point, ...]
    none: bool


class ReasonView(msgspec.Struct, frozen=True, kw_only=True):
    """Why somebody judged as they did, without who. other: what else this person would do."""

    choice: Choice
    other: str
    because: str


class PointsView(StepView, frozen=True, kw_only=True):
    """reasons: of the first judgement, once everybody may see them; never on the projector."""

    lists: tuple[ListView, ...]
    reasons: tuple[ReasonView, ...]
    may_write: bool
    most: int
    a: str
    b: str


def view(seen: Seen, plan: Plan, viewer: Viewer) -> PointsView:
    now: Points = seen.steps[plan.id].content
    judged, (a, b) = seen.content_of("judgement"), seen.a_and_b
    return PointsView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        lists=tuple(
            ListView(kind=kind, label=KINDS[kind], points=_of(now, kind), none=kind in now.none) for kind in lists(plan)
        ),
        reasons=_reasons(judged) if judged and viewer.face != "screen" else (),
        may_write=viewer.writes,
        most=plan.options.get("most", MOST),
        a=a,
        b=b,
    )


def _reasons(judged: Sheets) -> tuple[ReasonView, ...]:
    return tuple(
        ReasonView(choice=choice, other=sheet.other, because=sheet.because)
        for choice in CHOICES
        for _, sheet in in_no_order(judged)
        if sheet.choice == choice and sheet.because
    )


def holds(content: Points, item: str) -> bool:
    return item in content.items


def without(content: Points, item: str) -> Points:
    return _with(content, ItemId(item), "")


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, PointAdded | PointChanged) and event.item == item:
        return msgspec.structs.replace(event, text="")
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Points = seen.steps[plan.id].content
    said = ((kind, tuple(point.text for point in _of(now, kind) if point.text)) for kind in lists(plan))
    return tuple(ListBlock(label=KINDS[kind], items=texts) for kind, texts in said if texts)
