"""Alternatives: what else could be done. A free round; whether it can be done is not for now.

They stand there at once with the name of who thought of it, or after a reveal, or, where the group chose so, without
names (box.py). What came from the box is nobody's, so nobody can say that it may go to a case.
"""

from typing import Any

import msgspec

from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.blocks import AnyBlock, ListBlock
from beraad.deliberation.box import Paper
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event, FromBox
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.refusals import AlreadyRevealed, NoSuchItem, TooMany
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line

OPTIONS: dict[str, type] = {"enough": int, "most": int}
VISIBILITY = ("live", "private_reveal", "private_anon_reveal")
ENOUGH, MOST = 3, 5
"""How many make the step done; how many one person adds. For the group, whoever types adds up to MOST_TYPED."""
MOST_TYPED = 100
NOBODY = SeatId("")
"""Whose alternatives from the box are."""


class Alternative(msgspec.Struct, frozen=True, kw_only=True):
    """late: added when the group was on."""

    id: ItemId
    seat: SeatId
    text: str
    late: bool = False


class Alternatives(msgspec.Struct, frozen=True, kw_only=True):
    """no_more: the group said that there are no others. hidden: how many seats wrote what is not shown here."""

    items: dict[ItemId, Alternative] = {}
    no_more: bool = False
    hidden: int = 0


BLANK = Alternatives()


class AddAlternative(Command, frozen=True, kw_only=True):
    text: Line


class ChangeAlternative(AddAlternative, frozen=True, kw_only=True):
    item: ItemId


class DropAlternative(Command, frozen=True, kw_only=True):
    item: ItemId


class NoMore(Command, frozen=True, kw_only=True):
    """‘Geen meer’, also when there is nothing: that was looked for, and not found."""

    no_more: bool


class AlternativeAdded(Event, frozen=True, kw_only=True):
    item: ItemId
    text: str


class AlternativeChanged(AlternativeAdded, frozen=True, kw_only=True):
    pass


class AlternativeDropped(Event, frozen=True, kw_only=True):
    item: ItemId


class NoMoreSaid(Event, frozen=True, kw_only=True):
    no_more: bool


class AlternativesShown(FromBox, frozen=True, kw_only=True):
    """texts: each with the name by which it can be taken away."""

    texts: tuple[tuple[ItemId, str], ...]


COMMANDS: dict[str, type[Command]] = {
    "add-alternative": AddAlternative,
    "change-alternative": ChangeAlternative,
    "drop-alternative": DropAlternative,
    "no-more": NoMore,
}
EVENTS = (AlternativeAdded, AlternativeChanged, AlternativeDropped, NoMoreSaid, AlternativesShown)
PAPER = AddAlternative


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    now: Alternatives = turn.content
    match command:
        case ChangeAlternative(item=id):
            _still_own(turn, id)
            text = said(command.text)
            return (AlternativeChanged(item=id, text=text),) if text != now.items[id].text else ()
        case AddAlternative():
            if turn.step.visibility != "live" and turn.step.revealed and not turn.writes:
                raise AlreadyRevealed
            most = MOST_TYPED if turn.writes else _most(turn.plan)
            if sum(one.seat == turn.by.id for one in now.items.values()) >= most:
                raise TooMany(most=most)
            return (AlternativeAdded(item=ItemId(ids()), text=said(command.text)),)
        case DropAlternative(item=id):
            _still_own(turn, id)
            return (AlternativeDropped(item=id),)
        case NoMore(no_more=no_more):
            turn.must_write()
            return (NoMoreSaid(no_more=no_more),) if no_more != now.no_more else ()
    raise AssertionError(command)


def _most(plan: Plan) -> int:
    return plan.options.get("most", MOST)


def _still_own(turn: Turn, id: ItemId) -> None:
    one = turn.content.items.get(id)
    if one is None or one.seat != turn.by.id:
        raise NoSuchItem
    if turn.step.visibility != "live" and turn.step.revealed:
        raise AlreadyRevealed


def paper(turn: Turn, command: Any) -> AddAlternative:
    return AddAlternative(text=said(command.text))


def share(plan: Plan) -> int:
    return _most(plan)


def opened(papers: tuple[Paper, ...]) -> AlternativesShown:
    texts = tuple((ItemId(paper.key[:16]), paper.what.text) for paper in papers)
    return AlternativesShown(keys=tuple(paper.key for paper in papers), texts=texts)


def evolve(content: Alternatives, by: SeatId, event: Any, late: bool) -> Alternatives:
    match event:
        case AlternativeAdded(item=id, text=text):
            before = content.items.get(id)
            one = Alternative(id=id, seat=by, text=text, late=before.late if before else late)
            return msgspec.structs.replace(content, items={**content.items, id: one})
        case AlternativeDropped(item=id):
            return msgspec.structs.replace(content, items={k: v for k, v in content.items.items() if k != id})
        case NoMoreSaid(no_more=no_more):
            return msgspec.structs.replace(content, no_more=no_more)
        case AlternativesShown(texts=texts):
            shown = {id: Alternative(id=id, seat=NOBODY, text=text) for id, text in texts}
            return msgspec.structs.replace(content, items={**content.items, **shown})
    raise AssertionError(event)


def leave(content: Alternatives) -> tuple[Event, ...]:
    return ()


def depart(content: Alternatives, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    if revealed:
        return ()
    return tuple(AlternativeDropped(item=one.id) for one in content.items.values() if one.seat == seat)


def withdrawn(content: Alternatives, by: SeatId, event: Any) -> tuple[str, ...]:
    return (event.item,) if isinstance(event, AlternativeDropped) else ()


def quiet(event: Any) -> bool:
    return False


def redact(content: Alternatives, seat: SeatId | None, revealed: bool) -> Alternatives:
    if revealed:
        return content
    own = {id: one for id, one in content.items.items() if one.seat == seat}
    return msgspec.structs.replace(content, items=own, hidden=len(written(content) - {seat}))


def unsigned(content: Alternatives) -> Alternatives:
    items = {id: msgspec.structs.replace(one, seat=NOBODY) for id, one in content.items.items()}
    return msgspec.structs.replace(content, items=items)


def written(content: Alternatives) -> frozenset[SeatId]:
    return frozenset(one.seat for one in content.items.values())


def done(seen: Seen, plan: Plan) -> bool:
    now: Alternatives = seen.steps[plan.id].content
    return now.no_more or len(now.items) >= plan.options.get("enough", ENOUGH)


class AlternativeView(msgspec.Struct, frozen=True, kw_only=True):
    """name: who thought of it, where that is known and names are shown."""

    id: ItemId
    name: str
    text: str
    late: bool


class AlternativesView(msgspec.Struct, frozen=True, kw_only=True):
    """shown: the items are for this face to see. wrote: how many people (unnamed: papers), before that."""

    step: str
    question: Text
    why: Text
    live: bool
    unnamed: bool
    revealed: bool
    shown: bool
    items: tuple[AlternativeView, ...]
    no_more: bool
    wrote: int
    may_write: bool


def view(seen: Seen, plan: Plan, viewer: Viewer) -> AlternativesView:
    here = seen.steps[plan.id]
    now: Alternatives = here.content
    shown = here.shows and (here.visibility == "live" or viewer.face != "screen" or seen.on_screen == plan.id)
    asked = seen.seats.values() if viewer.face != "screen" else ()
    names = {seat.id: seat.name for seat in asked if not seat.leads}  # who leads types what others say
    items = tuple(
        AlternativeView(id=one.id, name=names.get(one.seat, ""), text=one.text, late=one.late)
        for one in now.items.values()
    )
    return AlternativesView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        live=here.visibility == "live",
        unnamed=here.unnamed,
        revealed=here.revealed,
        shown=shown,
        items=items if shown else (),
        no_more=now.no_more,
        wrote=seen.boxes[plan.id].count if plan.id in seen.boxes else now.hidden,
        may_write=viewer.writes,
    )


class OwnAlternatives(msgspec.Struct, frozen=True, kw_only=True):
    """What this seat wrote and may still write. unnamed: nobody knows what it wrote, only how many, `wrote`."""

    step: str
    open: bool
    live: bool
    unnamed: bool
    items: tuple[Alternative, ...]
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
        items=own,
        wrote=box.of(seat) if box else len(own),
        most=MOST_TYPED if seen.writes(seen.seats[seat]) and not here.unnamed else _most(plan),
        ready=seat in here.ready,
    )


def holds(content: Alternatives, item: str) -> bool:
    return item in content.items


def without(content: Alternatives, item: str) -> Alternatives:
    silent = msgspec.structs.replace(content.items[ItemId(item)], text="")
    return msgspec.structs.replace(content, items={**content.items, silent.id: silent})


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, AlternativeAdded) and event.item == item:
        return msgspec.structs.replace(event, text="")
    if isinstance(event, AlternativesShown) and any(id == item for id, _ in event.texts):
        texts = tuple((id, "" if id == item else text) for id, text in event.texts)
        return msgspec.structs.replace(event, texts=texts)
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    texts = tuple(one.text for one in seen.steps[plan.id].content.items.values() if one.text)
    label = Text(nl="Wat er nog meer kan", en="What else could be done")
    return (ListBlock(label=label, items=texts),) if texts and seen.steps[plan.id].shows else ()


def case_fields(seen: Seen, plan: Plan, may_go: frozenset[SeatId]) -> dict[str, Any]:
    here = seen.steps[plan.id]
    items = here.content.items.values() if here.shows else ()
    may = {id for id, seat in seen.seats.items() if id in may_go or seen.writes(seat)}
    return {"alternatives": [one.text for one in items if one.text and one.seat in may]}
