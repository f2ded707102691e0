"""Alternatives: what else could be done. A free round; whether it can be done is not for now.

They stand there at once with the name of who thought of it, or after a reveal, or, where the group chose so, without
names (box.py). What came from the box is nobody's, so nobody can say that it may go to a case. Then they can be
arranged (arranged/).
"""

from typing import Any, ClassVar

import msgspec

from beraad.deliberation import refusals as no
from beraad.deliberation.activities import arranged, usual
from beraad.deliberation.activities.alternatives import shown
from beraad.deliberation.activities.alternatives.ideas import ENOUGH, MOST_TYPED, Alternatives, most_of
from beraad.deliberation.activities.arranged import NOBODY, Item, asked, happened, standing, taken_away
from beraad.deliberation.activities.own import Let, OwnText
from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.box import Paper
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event, FromBox
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line

OPTIONS: dict[str, type] = {"enough": int, "most": int}
VISIBILITY = ("live", "private_reveal", "private_anon_reveal")
BLANK = Alternatives()


class AddAlternative(Command, frozen=True, kw_only=True):
    for_another: ClassVar[bool] = True
    text: Line


class ChangeAlternative(AddAlternative, frozen=True, kw_only=True):
    for_another: ClassVar[bool] = False
    item: ItemId


class DropAlternative(Command, frozen=True, kw_only=True):
    item: ItemId


class NoMore(Command, frozen=True, kw_only=True):
    """‘Geen meer’, also when there is nothing: that was looked for, and not found."""

    no_more: bool


class AlternativeAdded(happened.ItemSaid, frozen=True, kw_only=True):
    pass


class AlternativeChanged(happened.ItemReworded, frozen=True, kw_only=True):
    pass


class AlternativeDropped(happened.ItemDropped, frozen=True, kw_only=True):
    pass


class NoMoreSaid(Event, frozen=True, kw_only=True):
    no_more: bool


class AlternativesShown(FromBox, frozen=True, kw_only=True):
    """texts: each with the name by which it can be taken away."""

    texts: tuple[tuple[ItemId, str], ...]


COMMANDS = by_verb(AddAlternative, ChangeAlternative, DropAlternative, NoMore) | asked.COMMANDS
EVENTS = (AlternativeAdded, AlternativeChanged, AlternativeDropped, NoMoreSaid, AlternativesShown, *happened.EVENTS)
PAPER = AddAlternative


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    now: Alternatives = turn.content
    match command:
        case ChangeAlternative(item=id):
            _still_own(turn, id)
            text = said(command.text)
            return (AlternativeChanged(item=id, text=text),) if text != now.items[id].text else ()
        case AddAlternative():
            if turn.step.visibility != "live" and turn.step.revealed and not (turn.writes or turn.typed):
                raise no.AlreadyRevealed
            most = MOST_TYPED if turn.writes else most_of(turn.plan)
            if sum(one.seat == turn.by.id for one in now.items.values()) >= most:
                raise no.TooMany(most=most)
            return (AlternativeAdded(item=ItemId(ids()), text=said(command.text)),)
        case DropAlternative(item=id):
            _still_own(turn, id)
            return (AlternativeDropped(item=id),)
        case NoMore(no_more=no_more):
            turn.must_write()
            return (NoMoreSaid(no_more=no_more),) if no_more != now.no_more else ()
    return asked.decide(turn, command, ids)


def _still_own(turn: Turn, id: ItemId) -> None:
    one = turn.content.items.get(id)
    if one is None or one.seat != turn.by.id:
        raise no.NoSuchItem
    if turn.step.visibility != "live" and turn.step.revealed:
        raise no.AlreadyRevealed


def paper(turn: Turn, command: Any) -> AddAlternative:
    return AddAlternative(text=said(command.text))


def share(plan: Plan) -> int:
    return most_of(plan)


def opened(papers: tuple[Paper, ...]) -> AlternativesShown:
    texts = tuple((ItemId(paper.key[:16]), paper.what.text) for paper in papers)
    return AlternativesShown(keys=tuple(paper.key for paper in papers), texts=texts)


def evolve(content: Alternatives, by: SeatId, event: Any, late: bool) -> Alternatives:
    match event:
        case AlternativeAdded(item=id, text=text):
            one = Item(id=id, seat=by, text=text, late=late)
            return msgspec.structs.replace(content, items={**content.items, id: one})
        case NoMoreSaid(no_more=no_more):
            return msgspec.structs.replace(content, no_more=no_more)
        case AlternativesShown(texts=texts):
            shown = {id: Item(id=id, seat=NOBODY, text=text) for id, text in texts}
            return msgspec.structs.replace(content, items={**content.items, **shown})
    return happened.evolve(content, event)


def reverse(content: Alternatives, by: SeatId, event: Any) -> tuple[Event, ...]:
    match event:
        case AlternativeAdded(item=id):
            return (AlternativeDropped(item=id),)
        case NoMoreSaid(no_more=no_more):
            return (NoMoreSaid(no_more=not no_more),)
    return happened.reverse(content, by, event)


leave, quiet = usual.leave, usual.quiet
unsigned, withdrawn, holds, without = arranged.unsigned, taken_away.withdrawn, taken_away.holds, taken_away.without


def depart(content: Alternatives, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    if revealed:
        return ()
    return tuple(AlternativeDropped(item=one.id) for one in content.items.values() if one.seat == seat)


def redact(content: Alternatives, seat: SeatId | None, revealed: bool) -> Alternatives:
    if revealed:
        return content
    own = {id: one for id, one in content.items.items() if one.seat == seat}
    return msgspec.structs.replace(content, items=own, hidden=len(written(content) - {seat}))


def written(content: Alternatives) -> frozenset[SeatId]:
    return frozenset(one.seat for one in content.items.values())


def own_words(content: Alternatives, seat: SeatId) -> tuple[OwnText, ...]:
    return tuple(
        OwnText(item=id, texts=(one.text,)) for id, one in content.items.items() if one.seat == seat and one.text
    )


def done(seen: Seen, plan: Plan) -> bool:
    now: Alternatives = seen.steps[plan.id].content
    return now.no_more or len(standing(now)) >= plan.options.get("enough", ENOUGH)


view, rows, mine, report = shown.view, shown.rows, shown.mine, shown.report


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, AlternativesShown) and any(taken_away.names_own(item, id) for id, _ in event.texts):
        texts = tuple((id, "" if taken_away.names_own(item, id) else text) for id, text in event.texts)
        return msgspec.structs.replace(event, texts=texts)
    return taken_away.blank(event, item, by)


def case_fields(seen: Seen, plan: Plan, let: Let) -> dict[str, Any]:
    """What counts as one goes as one, in the first words whose writer lets them; what is parked stays."""
    here = seen.steps[plan.id]
    # Without names nobody's: not what came from the box, and not what was typed from a slip after it.
    shown = standing(here.content) if here.shows and not here.unnamed else ()
    may = [[one for one in same if let(one.seat, one.id)] for same in shown]
    return {"alternatives": [same[0].text for same in may if same]}
