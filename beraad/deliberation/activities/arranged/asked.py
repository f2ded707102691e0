"""What who leads or types can ask of a list, and what happens then. Only what everybody sees can be arranged."""

from typing import Any

from beraad.deliberation import refusals as no
from beraad.deliberation.activities.arranged import NOWHERE, Arranged, By, Group, happened, next_of, together, wordings
from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, ItemId
from beraad.deliberation.words import Line

MOST_GROUPS = 30


class MakeGroup(Command, frozen=True, kw_only=True):
    """item: goes in it at once."""

    name: Line
    item: ItemId = NOWHERE
    wording: int = 0


class NameGroup(Command, frozen=True, kw_only=True):
    group: ItemId
    wording: int
    name: Line


class DropGroup(Command, frozen=True, kw_only=True):
    """Take a heading away; what stood under it stands by itself again."""

    group: ItemId


class _OfItem(Command, frozen=True, kw_only=True):
    """wording: of the item, as it was read."""

    item: ItemId
    wording: int


class MoveItem(_OfItem, frozen=True, kw_only=True):
    """Right before another, in its group; or, without that or where it does not stand any more, last in `group`."""

    group: ItemId = NOWHERE
    before: ItemId = NOWHERE


class MergeItem(_OfItem, frozen=True, kw_only=True):
    """Two that say the same: `item` stands with `into` from now on, with all that was taken together with it."""

    into: ItemId
    into_wording: int


class SplitItem(_OfItem, frozen=True, kw_only=True):
    """Let an item stand by itself again."""


class ParkItem(_OfItem, frozen=True, kw_only=True):
    """Put aside what is not for now, or take it up again."""

    parked: bool


class EditItem(_OfItem, frozen=True, kw_only=True):
    """Mend somebody's words, for all to see that it was done."""

    text: Line


class PutBack(_OfItem, frozen=True, kw_only=True):
    """The writer's own words again."""


COMMANDS = by_verb(MakeGroup, NameGroup, DropGroup, MoveItem, MergeItem, SplitItem, ParkItem, EditItem, PutBack)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    if not turn.step.shows:
        raise no.NotRevealedYet
    now: Arranged = turn.content
    if isinstance(command, PutBack):
        item = _read(now, command.item, command.wording)
        if item.seat != turn.by.id:
            turn.must_write()
        return (happened.ItemPutBack(item=item.id),) if item.own else ()
    turn.must_write()
    match command:
        case MakeGroup(name=name, item=id, wording=wording):
            return _made(now, said(name, "name"), id, wording, ids)
        case NameGroup(group=group, wording=wording, name=name):
            before, name = _group(now, group), said(name, "name")
            if before.name == name:
                return ()
            if before.wording != wording:
                raise no.WordingChanged(field="name")
            return (happened.GroupNamed(group=group, name=name),)
        case DropGroup(group=group):
            _group(now, group)
            return (happened.GroupDropped(group=group),)
        case MoveItem(item=id, wording=wording, group=group, before=before):
            if group and (before not in now.items or now.items[before].into):
                _group(now, group)
            return _moved(now, _by_itself(now, id, wording), group, before)
        case MergeItem():
            return _merged(now, command)
        case SplitItem(item=id, wording=wording):
            return (happened.ItemSplit(item=id),) if _read(now, id, wording).into else ()
        case ParkItem(item=id, wording=wording, parked=parked):
            item = _by_itself(now, id, wording)
            return (happened.ItemParked(item=id, parked=parked),) if item.parked != parked else ()
        case EditItem(item=id, wording=wording, text=text):
            return _edited(turn, id, wording, said(text))
    raise AssertionError(command)


def _read(now: Arranged, id: ItemId, wording: int, field: str = "item") -> Any:
    """The item, if its words stand there still as they were read."""
    item = now.items.get(id)
    if item is None or not item.text:
        raise no.NoSuchItem(field=field)
    if item.wording != wording:
        raise no.WordingChanged(field=field)
    return item


def _by_itself(now: Arranged, id: ItemId, wording: int) -> Any:
    """The item, if it is not taken together with another; of a set at least one wording must stand."""
    item = now.items.get(id)
    if item is None or not wordings(together(now, id)):
        raise no.NoSuchItem(field="item")
    if item.into:
        raise no.AlreadyTogether(field="item")
    if item.wording != wording:
        raise no.WordingChanged(field="item")
    return item


def _group(now: Arranged, id: ItemId) -> Group:
    if id not in now.groups:
        raise no.NoSuchGroup(field="group")
    return now.groups[id]


def _made(now: Arranged, name: str, id: ItemId, wording: int, ids: Ids) -> tuple[Event, ...]:
    """Two who make the same heading at once mean the same one."""
    item = _by_itself(now, id, wording) if id else None
    same = next((one.id for one in now.groups.values() if one.name.casefold() == name.casefold()), None)
    if same is None and len(now.groups) >= MOST_GROUPS:
        raise no.TooMany(most=MOST_GROUPS)
    if same:
        return _moved(now, item, same, NOWHERE) if item else ()
    return (happened.GroupMade(group=ItemId(ids()), name=name, item=id),)


def _moved(now: Arranged, item: Any, group: ItemId, before: ItemId) -> tuple[Event, ...]:
    there = now.items.get(before)
    if before == item.id:
        return ()
    if there is None or there.into or there.parked:
        before = NOWHERE
    else:
        group = there.group
    if not item.parked and item.group == group and next_of(now, item) == before:
        return ()
    return (happened.ItemMoved(item=item.id, group=group, before=before),)


def _merged(now: Arranged, command: MergeItem) -> tuple[Event, ...]:
    """What goes into something that went into another goes into that other: there are no chains and no circles."""
    item = _read(now, command.item, command.wording)
    into = _read(now, command.into, command.into_wording, "into")
    keep = into.into or into.id
    if item.into and not now.items[item.into].text:
        item = now.items[item.into]  # of which this is all that is left
    if item.id == into.id:
        raise no.NotTogether(field="into")
    if (item.into or item.id) == keep:
        return ()  # they are one already
    if item.into:
        raise no.AlreadyTogether(field="item")
    return (happened.ItemMerged(item=item.id, into=keep),)


def _edited(turn: Turn, id: ItemId, wording: int, text: str) -> tuple[Event, ...]:
    item = turn.content.items.get(id)
    if item is not None and item.text == text:
        return ()
    item = _read(turn.content, id, wording)
    if item.own == text:
        return (happened.ItemPutBack(item=id),)
    by: By = "" if item.seat == turn.by.id else "lead" if turn.by.leads else "typist"
    return (happened.ItemEdited(item=id, text=text, by=by),)
