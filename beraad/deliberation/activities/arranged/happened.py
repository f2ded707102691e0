"""What happened to a list, what it is after that, and what takes it back."""

from typing import Any

import msgspec

from beraad.deliberation.activities.arranged import NOWHERE, A, Arranged, By, Group, changed, next_of, sequence
from beraad.deliberation.events import Event
from beraad.deliberation.ids import ItemId, SeatId


class ItemSaid(Event, frozen=True, kw_only=True):
    """Somebody says something. This and the next two have, in each type of list, a name of its own."""

    item: ItemId
    text: str


class ItemReworded(Event, frozen=True, kw_only=True):
    """Its writer words it anew."""

    item: ItemId
    text: str


class ItemDropped(Event, frozen=True, kw_only=True):
    """Its writer takes it away."""

    item: ItemId


class GroupMade(Event, frozen=True, kw_only=True):
    """item: went in it at once."""

    group: ItemId
    name: str
    item: ItemId = NOWHERE


class GroupNamed(Event, frozen=True, kw_only=True):
    group: ItemId
    name: str


class GroupDropped(Event, frozen=True, kw_only=True):
    group: ItemId


class ItemMoved(Event, frozen=True, kw_only=True):
    """What was parked is taken up by it."""

    item: ItemId
    group: ItemId
    before: ItemId


class ItemMerged(Event, frozen=True, kw_only=True):
    item: ItemId
    into: ItemId


class ItemSplit(Event, frozen=True, kw_only=True):
    item: ItemId


class ItemParked(Event, frozen=True, kw_only=True):
    item: ItemId
    parked: bool


class ItemEdited(Event, frozen=True, kw_only=True):
    item: ItemId
    text: str
    by: By


class ItemPutBack(Event, frozen=True, kw_only=True):
    item: ItemId


EVENTS = (
    GroupMade, GroupNamed, GroupDropped, ItemMoved, ItemMerged, ItemSplit, ItemParked, ItemEdited, ItemPutBack,
)  # fmt: skip


def evolve(content: A, event: Any) -> A:
    """Return the list after one of EVENTS, or after an item was reworded or dropped."""
    match event:
        case ItemReworded(item=id, text=text):
            return changed(content, id, text=text, edited="", own="", wording=content.items[id].wording + 1)
        case ItemDropped(item=id):
            return _dropped(content, id)
        case GroupMade(group=id, name=name, item=item):
            made = msgspec.structs.replace(content, groups={**content.groups, id: Group(id=id, name=name)})
            return evolve(made, ItemMoved(item=item, group=id, before=NOWHERE)) if item else made
        case GroupNamed(group=id, name=name):
            group = Group(id=id, name=name, wording=content.groups[id].wording + 1)
            return msgspec.structs.replace(content, groups={**content.groups, id: group})
        case GroupDropped(group=id):
            items = {
                key: msgspec.structs.replace(one, group=NOWHERE) if one.group == id else one
                for key, one in content.items.items()
            }
            groups = {key: one for key, one in content.groups.items() if key != id}
            return msgspec.structs.replace(content, items=items, groups=groups)
        case ItemMoved(item=id, group=group, before=before):
            return _placed(changed(content, id, group=group, parked=False), id, before)
        case ItemMerged(item=id, into=keep):
            items = {
                key: msgspec.structs.replace(one, into=keep) if one.into == id else one
                for key, one in content.items.items()
            }
            return changed(msgspec.structs.replace(content, items=items), id, into=keep, group=NOWHERE, parked=False)
        case ItemSplit(item=id):
            keep = content.items[content.items[id].into]
            behind = next_of(content, keep)
            return _placed(changed(content, id, into=NOWHERE, group=keep.group, parked=keep.parked), id, behind)
        case ItemParked(item=id, parked=parked):
            return changed(content, id, parked=parked)
        case ItemEdited(item=id, text=text, by=by):
            item = content.items[id]
            own = "" if not by else item.own if item.edited else item.text
            return changed(content, id, text=text, edited=by, own=own, wording=item.wording + 1)
        case ItemPutBack(item=id):
            item = content.items[id]
            return changed(content, id, text=item.own, edited="", own="", wording=item.wording + 1)
    raise AssertionError(event)


def _placed(content: A, id: ItemId, before: ItemId) -> A:
    """Return the list with an item moved right before another, or to the end."""
    order = [one.id for one in sequence(content) if one.id != id]
    order.insert(order.index(before) if before in order else len(order), id)
    return msgspec.structs.replace(content, order=tuple(order))


def _dropped(content: A, id: ItemId) -> A:
    """Return the list without an item; the first that was taken together with it takes its place."""
    gone, heirs = content.items[id], [one.id for one in content.items.values() if one.into == id]
    if heirs:
        first = changed(content, heirs[0], into=NOWHERE, group=gone.group, parked=gone.parked)
        content = _placed(first, heirs[0], id)
        for other in heirs[1:]:
            content = changed(content, other, into=heirs[0])
    items = {key: one for key, one in content.items.items() if key != id}
    return msgspec.structs.replace(content, items=items, order=tuple(key for key in content.order if key != id))


def reverse(content: Arranged, by: SeatId, event: Any) -> tuple[Event, ...]:
    """Return what takes one of EVENTS back, given the list before it; nothing where that cannot be."""
    match event:
        case ItemReworded(item=id) if not content.items[id].edited:
            return (msgspec.structs.replace(event, text=content.items[id].text),)
        case GroupNamed(group=id):
            return (GroupNamed(group=id, name=content.groups[id].name),)
        case GroupMade(group=id, item=item):
            return (GroupDropped(group=id), *(_back(content, item) if item else ()))
        case ItemMoved(item=id):
            return _back(content, id)
        case ItemMerged(item=id):
            with_it = [one.id for one in content.items.values() if one.into == id]
            apart: list[Event] = [ItemSplit(item=one) for one in (id, *with_it)]
            again = [ItemMerged(item=one, into=id) for one in with_it]
            return (*apart, *again, *_back(content, id))
        case ItemSplit(item=id):
            return (ItemMerged(item=id, into=content.items[id].into),)
        case ItemParked(item=id, parked=parked):
            return (ItemParked(item=id, parked=not parked),)
        case ItemEdited(item=id, by=mender) if mender and not content.items[id].edited:
            return (ItemPutBack(item=id),)
        case ItemEdited(item=id, by=mender) if mender or not content.items[id].edited:
            return (ItemEdited(item=id, text=content.items[id].text, by=content.items[id].edited),)
        case ItemPutBack(item=id):
            return (ItemEdited(item=id, text=content.items[id].text, by=content.items[id].edited),)
    return ()


def _back(content: Arranged, id: ItemId) -> tuple[Event, ...]:
    """What brings an item back to where it stands in `content`."""
    item = content.items[id]
    parked = (ItemParked(item=id, parked=True),) if item.parked else ()
    return (ItemMoved(item=id, group=item.group, before=next_of(content, item)), *parked)
