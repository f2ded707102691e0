"""What the report says of a list, and what pages show: its items and headings in one row, each a part of the page."""

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from beraad.deliberation.activities.arranged import NOWHERE, Arranged, By, Group, Section, sections, wordings
from beraad.deliberation.blocks import Cluster, Line
from beraad.deliberation.ids import ItemId, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Hand, StepState


def clusters(now: Arranged) -> tuple[Cluster, ...]:
    """Return the list for the report: what counts as one once, with all its wordings."""
    found = []
    for part in sections(now):
        lines = tuple(
            Line(text=words[0].text, also=tuple(one.text for one in words[1:]), mended=any(one.edited for one in words))
            for same in part.sets
            if (words := wordings(same))
        )
        if lines:
            name = part.group.name if part.group else ""
            found.append(Cluster(name=name, items=lines, parked=part.name == "parked"))
    return tuple(found)


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One person's words. name: of who wrote them, where that is shown. earlier: the writer's, if they were mended."""

    id: ItemId
    text: str
    wording: int
    name: str
    late: bool
    hand: Hand
    edited: By
    earlier: str


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place where an item can be put."""

    group: ItemId
    before: ItemId


class Arrange(msgspec.Struct, frozen=True, kw_only=True):
    """For who may arrange: where an item stands and can go with one press. above: what stands right above it.

    erase: may also take words away.
    """

    step: str
    group: ItemId
    erase: bool
    up: Spot | None
    down: Spot | None
    above: Wording | None
    groups: tuple[Group, ...]


class RowView(msgspec.Struct, frozen=True, kw_only=True):
    """What the group counts as one. words: the first of the wordings; none where all were taken away.

    more: what the type of list adds. arrange: for who may do that.
    """

    id: ItemId
    wording: int
    words: Wording | None
    also: tuple[Wording, ...]
    parked: bool
    more: Any
    arrange: Arrange | None


class HeadView(msgspec.Struct, frozen=True, kw_only=True):
    """A heading above rows. section: group, loose (by itself while others stand in groups), parked, or the list's own.

    step: for who may name or drop it.
    """

    section: str
    group: Group | None
    count: int
    step: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A keyed piece of a list. template: `head` or `row`, in the folder of the type of list."""

    key: str
    template: Literal["head", "row"]
    view: HeadView | RowView


def rows(
    here: StepState,
    plan: Plan,
    viewer: Viewer,
    found: tuple[Section, ...],
    *,
    names: dict[SeatId, str],
    more: Callable[[tuple[Any, ...]], Any] = lambda same: None,
) -> tuple[Row, ...]:
    """Return the list as keyed rows, flat and in order.

    A heading without items is shown to who may arrange alone: something can be put under it.
    """
    made: list[Row] = []
    may_arrange = viewer.writes
    step, groups = plan.id, tuple(here.content.groups.values())
    shown = [part for part in found if part.sets or may_arrange]
    headed = len(shown) > 1 or any(part.name != "loose" for part in shown)
    for at, part in enumerate(shown):
        key = part.group.id if part.group else part.name
        head = HeadView(section=part.name, group=part.group, count=len(part.sets), step=step if may_arrange else "")
        if headed:
            made.append(Row(key=f"head-{key}", template="head", view=head))
        for number, same in enumerate(part.sets):
            arrange = _arrange(step, shown, at, number, groups, viewer) if may_arrange else None
            made.append(
                Row(key=f"item-{same[0].id}", template="row", view=_row(same, names, here.hand, more(same), arrange))
            )
    return tuple(made)


def _row(
    same: tuple[Any, ...],
    names: dict[SeatId, str],
    hand: Callable[[str], Hand],
    more: Any,
    arrange: Arrange | None,
) -> RowView:
    stand = [_wording(one, names, hand(one.id)) for one in wordings(same)]
    return RowView(
        id=same[0].id,
        wording=same[0].wording,
        words=stand[0] if stand else None,
        also=tuple(stand[1:]),
        parked=same[0].parked,
        more=more,
        arrange=arrange,
    )


def mended(own: tuple[Any, ...]) -> tuple[Wording, ...]:
    """Return of what somebody wrote the words that another mended."""
    return tuple(_wording(one, {}) for one in own if one.text and one.edited)


def _wording(one: Any, names: dict[SeatId, str], hand: Hand = "") -> Wording:
    return Wording(
        id=one.id,
        text=one.text,
        wording=one.wording,
        name=names.get(one.seat, ""),
        late=one.late,
        hand=hand,
        edited=one.edited,
        earlier=one.own,
    )


def _arrange(
    step: str, shown: list[Section], at: int, number: int, groups: tuple[Group, ...], viewer: Viewer
) -> Arrange:
    """Where one press moves an item: past its neighbour, or over the edge of its group into the next one."""
    part = shown[at]
    group = _of(part)
    above = below = None
    if part.name != "parked":
        ids = [same[0].id for same in part.sets]
        before = [one for one in shown[:at] if _of(one) != group]
        after = [one for one in shown[at + 1 :] if _of(one) != group and one.name != "parked"]
        if number:
            above = Spot(group=group, before=ids[number - 1])
        elif before:
            above = Spot(group=_of(before[-1]), before=NOWHERE)
        if number + 1 < len(ids):
            below = Spot(group=group, before=ids[number + 2] if number + 2 < len(ids) else NOWHERE)
        elif after:
            below = Spot(group=_of(after[0]), before=after[0].sets[0][0].id if after[0].sets else NOWHERE)
    over = wordings(part.sets[number - 1]) if number else ()
    return Arrange(
        step=step,
        group=group,
        erase=viewer.leads,
        up=above,
        down=below,
        above=_wording(over[0], {}) if over else None,
        groups=groups,
    )


def _of(part: Section) -> ItemId:
    return part.group.id if part.group else NOWHERE
