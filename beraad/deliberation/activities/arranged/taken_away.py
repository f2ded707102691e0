"""Taking away words that stand in a list: by who leads, or because what bears them is dropped."""

from typing import Any

import msgspec

from beraad.deliberation.activities.arranged import A, Arranged, changed, happened
from beraad.deliberation.ids import ItemId, SeatId

EARLIER = "/own"
"""Behind the id of an item: the words of its writer that somebody mended."""


def holds(content: Arranged, item: str) -> bool:
    """Whether there is an item, a heading or an earlier wording of that name."""
    if item.endswith(EARLIER):
        one = content.items.get(ItemId(item.removesuffix(EARLIER)))
        return one is not None and bool(one.own)
    return item in content.items or item in content.groups


def without(content: A, item: str) -> A:
    """Return the list with that text taken away; an item goes with its earlier words."""
    if item.endswith(EARLIER):
        return changed(content, ItemId(item.removesuffix(EARLIER)), own="")
    if item in content.groups:
        group = msgspec.structs.replace(content.groups[ItemId(item)], name="")
        return msgspec.structs.replace(content, groups={**content.groups, group.id: group})
    return changed(content, ItemId(item), text="", own="", edited="") if item in content.items else content


def blank(event: Any, item: str, by: SeatId) -> Any:
    """Return one of EVENTS with that text overwritten; the same event when it does not carry it."""
    match event:
        case happened.ItemSaid(item=id) | happened.ItemReworded(item=id) if names_own(item, id):
            return msgspec.structs.replace(event, text="")
        case happened.GroupMade(group=id) | happened.GroupNamed(group=id) if id == item:
            return msgspec.structs.replace(event, name="")
        case happened.ItemEdited(item=id) if id == item:
            return msgspec.structs.replace(event, text="")
    return event


def names_own(item: str, id: ItemId) -> bool:
    """Whether what is taken away is what the writer of this item said: all, or the words before they were mended."""
    return item in (id, f"{id}{EARLIER}")


def withdrawn(content: Arranged, by: SeatId, event: Any) -> tuple[str, ...]:
    """Return the texts that go with one of EVENTS."""
    match event:
        case happened.ItemDropped(item=id) | happened.GroupDropped(group=id):
            return (id,)
    return ()
