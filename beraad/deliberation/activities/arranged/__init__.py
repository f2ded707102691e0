"""A list of what people wrote that can be arranged: put in groups and in order, taken together, parked, mended.

Nothing anybody wrote disappears by it. Taking together is a relation, as between voices: each item stays whole and can
stand by itself again. Words that somebody else mended keep those of their writer beside them, who can put them back.
What comes later stands by itself at the end. Who leads does all this, or who types; a type of list adds only what it is
a list of (alternatives/, clarify_qa/).
"""

from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeVar, cast

import msgspec

from beraad.deliberation.ids import ItemId, SeatId

NOWHERE = ItemId("")
"""No group, no other item."""
NOBODY = SeatId("")
"""Whose words are that come from the box, or that are shown without who said them."""
By = Literal["", "lead", "typist"]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that somebody wrote. late: added when the group was on. wording: how often its words changed.

    group: where it was put. into: the item that it was taken together with. edited: who mended the words, if they are
    not the writer's (any more); own: the writer's, if they were not taken away.
    """

    id: ItemId
    seat: SeatId
    text: str
    late: bool = False
    wording: int = 0
    group: ItemId = NOWHERE
    into: ItemId = NOWHERE
    parked: bool = False
    edited: By = ""
    own: str = ""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A heading that the group gave to some. wording: how often it was named differently."""

    id: ItemId
    name: str
    wording: int = 0


class Arranged(msgspec.Struct, frozen=True, kw_only=True):
    """items: in the order of saying. order: of those that were there when something was moved last."""

    items: dict[ItemId, Any] = {}
    groups: dict[ItemId, Group] = {}
    order: tuple[ItemId, ...] = ()


A = TypeVar("A", bound=Arranged)


def sequence(now: Arranged) -> tuple[Any, ...]:
    """Return all items in the order in which they stand, whatever their group; late ones last."""
    known = set(now.order)
    return (*(now.items[id] for id in now.order), *(one for id, one in now.items.items() if id not in known))


def together(now: Arranged, id: ItemId) -> tuple[Any, ...]:
    """Return what is one with this item: the kept one first, the others in the order of saying."""
    keep = now.items[id].into or id
    return now.items[keep], *(one for one in now.items.values() if one.into == keep)


def sets(now: Arranged) -> Iterator[tuple[Any, ...]]:
    """Return each item in its order with what was taken together with it: the words that count as one."""
    others: dict[ItemId, list[Any]] = {}
    for one in now.items.values():
        if one.into:
            others.setdefault(one.into, []).append(one)
    for one in sequence(now):
        if not one.into:
            yield one, *others.get(one.id, ())


def wordings(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return those of which the words still stand."""
    return tuple(one for one in items if one.text)


def standing(now: Arranged) -> list[tuple[Any, ...]]:
    """Return what counts: each once, of which words are left, and that is not put aside."""
    return [stand for one in sets(now) if not one[0].parked and (stand := wordings(one))]


def next_of(now: Arranged, item: Any) -> ItemId:
    """Return what stands behind an item in its group, or NOWHERE."""
    found = False
    for one in sequence(now):
        if found and one.group == item.group and not one.into:
            return cast(ItemId, one.id)
        found = found or one.id == item.id
    return NOWHERE


def changed(content: A, id: ItemId, **changes: Any) -> A:
    """Return the list with one item changed."""
    item = msgspec.structs.replace(content.items[id], **changes)
    return msgspec.structs.replace(content, items={**content.items, id: item})


def unsigned(content: A) -> A:
    """Return the list without who said what."""
    items = {id: msgspec.structs.replace(one, seat=NOBODY) for id, one in content.items.items()}
    return msgspec.structs.replace(content, items=items)


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Items under one heading, each with what is one with it."""

    name: str
    group: Group | None
    sets: tuple[tuple[Any, ...], ...]


def sections(now: Arranged, of: Callable[[tuple[Any, ...]], str] = lambda same: "") -> tuple[Section, ...]:
    """Return the groups in order, then what stands by itself, then what is parked. Headings without items stand too.

    of: tells apart what stands by itself, by a word of the list's own, in the order of first use.
    """
    grouped: dict[str, list[tuple[Any, ...]]] = {id: [] for id in now.groups}
    loose: dict[str, list[tuple[Any, ...]]] = {}
    parked: list[tuple[Any, ...]] = []
    for same in sets(now):
        first = same[0]
        if first.parked:
            parked.append(same)
        elif first.group in grouped:
            grouped[first.group].append(same)
        else:
            loose.setdefault(of(same), []).append(same)
    found = [Section(name="group", group=now.groups[ItemId(id)], sets=tuple(some)) for id, some in grouped.items()]
    found += [Section(name=name or "loose", group=None, sets=tuple(some)) for name, some in loose.items()]
    if parked:
        found.append(Section(name="parked", group=None, sets=tuple(parked)))
    return tuple(found)
