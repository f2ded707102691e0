"""What the pages show of the alternatives, and what the report says."""

import msgspec

from beraad.deliberation.activities.alternatives.ideas import MOST_TYPED, Alternatives, most_of
from beraad.deliberation.activities.arranged import Item, sections, shown, wordings
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.blocks import AnyBlock, GroupedBlock
from beraad.deliberation.ids import SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen


class IdeasView(msgspec.Struct, frozen=True, kw_only=True):
    """What stands under one heading on the projector, each with how many say the same."""

    name: str
    texts: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        return len(self.texts)


class AlternativesView(StepView, frozen=True, kw_only=True):
    """shown: the items are for this face to see; on the projector they stand in `told`, elsewhere in rows of their own.

    some: whether there is any. wrote: how many people (unnamed: papers), before that.
    """

    live: bool
    unnamed: bool
    revealed: bool
    shown: bool
    some: bool
    told: tuple[IdeasView, ...]
    no_more: bool
    wrote: int
    may_write: bool


def view(seen: Seen, plan: Plan, viewer: Viewer) -> AlternativesView:
    here = seen.steps[plan.id]
    now: Alternatives = here.content
    shown = _shown(seen, plan, viewer)
    return AlternativesView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        live=here.visibility == "live",
        unnamed=here.unnamed,
        revealed=here.revealed,
        shown=shown,
        some=shown and bool(now.items),
        told=_told(now) if shown and viewer.face == "screen" else (),
        no_more=now.no_more,
        wrote=seen.waiting(plan.id),
        may_write=viewer.writes,
    )


def _shown(seen: Seen, plan: Plan, viewer: Viewer) -> bool:
    here = seen.steps[plan.id]
    return here.shows and (here.visibility == "live" or viewer.face != "screen" or seen.on_screen == plan.id)


def _told(now: Alternatives) -> tuple[IdeasView, ...]:
    found = []
    for part in sections(now):
        texts = tuple((words[0].text, len(words)) for same in part.sets if (words := wordings(same)))
        if texts and part.name != "parked":
            found.append(IdeasView(name=part.group.name if part.group else "", texts=texts))
    return tuple(found)


def rows(seen: Seen, plan: Plan, viewer: Viewer) -> tuple[shown.Row, ...]:
    here = seen.steps[plan.id]
    now: Alternatives = here.content
    if not _shown(seen, plan, viewer):
        return ()
    # Who leads types what others say, also from a slip.
    names = {seat.id: seat.name for seat in seen.seats.values() if not (seat.leads or here.unnamed)}
    return shown.rows(here, plan, viewer, sections(now), names=names)


class OwnAlternatives(msgspec.Struct, frozen=True, kw_only=True):
    """open: more can be added, and what stands can be changed. wrote: how many, also in the box. mended: by others."""

    step: str
    open: bool
    live: bool
    unnamed: bool
    items: tuple[Item, ...]
    mended: tuple[shown.Wording, ...]
    wrote: int
    most: int
    ready: bool


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnAlternatives | None:
    here = seen.steps[plan.id]
    if seen.seats[seat].leads:
        return None
    own = tuple(one for one in here.content.items.values() if one.seat == seat)
    box = seen.boxes.get(plan.id)
    return OwnAlternatives(
        step=plan.id,
        open=here.visibility == "live" or not here.revealed,
        live=here.visibility == "live",
        unnamed=here.unnamed,
        items=tuple(one for one in own if not one.edited),
        mended=shown.mended(own),
        wrote=box.of(seat) if box else len(own),
        most=MOST_TYPED if seen.writes(seen.seats[seat]) and not here.unnamed else most_of(plan),
        ready=seat in here.ready,
    )


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    label = Text(nl="Wat er nog meer kan", en="What else could be done")
    groups = shown.clusters(seen.steps[plan.id].content) if seen.steps[plan.id].shows else ()
    return (GroupedBlock(label=label, groups=groups),) if groups else ()
