"""Coming in: the rules of the conversation, who keeps to them, and in one line how each sits here.

The method brings the rules (`rules` of its step) and the group can add some; then everybody is asked again. Only how
many accepted is shown. A line is for who sits at the table, and for now: it is on no screen, in no report and in no
case, and its writer takes it along.
"""

from typing import Any, ClassVar

import msgspec

from beraad.deliberation import refusals as no
from beraad.deliberation.activities import usual
from beraad.deliberation.activities.own import OwnText
from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.blocks import AnyBlock, ListBlock
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Lines, Plan, Text
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line

OPTIONS: dict[str, type] = {}
VISIBILITY = ("live",)
MOST = 3
"""Rules that a group adds: all of them stand on the screen, readable from the back."""


class CheckIn(msgspec.Struct, frozen=True, kw_only=True):
    """added: rules of the group's own. wording: how often one was added; what is accepted is all that stand then.

    hidden: how many accepted who are not shown here. lines: by seat.
    """

    added: dict[ItemId, str] = {}
    wording: int = 0
    accepted: frozenset[SeatId] = frozenset()
    hidden: int = 0
    lines: dict[SeatId, str] = {}


BLANK = CheckIn()


class Accept(Command, frozen=True, kw_only=True):
    """‘Daar houd ik me aan.’ wording: of the rules that were read."""

    finishes: ClassVar[bool] = True
    for_another: ClassVar[bool] = True
    wording: int


class SayLine(Command, frozen=True, kw_only=True):
    """How somebody sits here; again to change it."""

    for_another: ClassVar[bool] = True
    line: Line


class TakeBackLine(Command, frozen=True):
    pass


class AddRule(Command, frozen=True, kw_only=True):
    reopens: ClassVar[bool] = True
    rule: Line


class DropRule(Command, frozen=True, kw_only=True):
    item: ItemId


class RulesAccepted(Event, frozen=True):
    pass


class LineSaid(Event, frozen=True, kw_only=True):
    line: str


class LineTakenBack(Event, frozen=True):
    pass


class RuleAdded(Event, frozen=True, kw_only=True):
    item: ItemId
    rule: str


class RuleDropped(Event, frozen=True, kw_only=True):
    item: ItemId


class AcceptanceTakenBack(Event, frozen=True):
    """Of who left the table."""


COMMANDS = by_verb(Accept, SayLine, TakeBackLine, AddRule, DropRule)
EVENTS = (RulesAccepted, LineSaid, LineTakenBack, RuleAdded, RuleDropped, AcceptanceTakenBack)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    now: CheckIn = turn.content
    match command:
        case Accept(wording=wording):
            _takes_part(turn)
            turn.must_have_read(wording)
            return (RulesAccepted(),) if turn.by.id not in now.accepted else ()
        case SayLine(line=line):
            _takes_part(turn)
            turn.must_be_free(turn.by.id, turn.by.id in now.lines, not now.lines.get(turn.by.id))
            new = said(line, "line")
            return (LineSaid(line=new),) if new != now.lines.get(turn.by.id) else ()
        case TakeBackLine():
            return (LineTakenBack(),) if turn.by.id in now.lines else ()
        case AddRule(rule=rule):
            turn.must_write()
            new = said(rule, "rule")
            if len(_standing(now)) >= MOST:
                raise no.TooMany(most=MOST)
            return (RuleAdded(item=ItemId(ids()), rule=new),)
        case DropRule(item=item):
            turn.must_write()
            if item not in now.added:
                raise no.NoSuchItem
            return (RuleDropped(item=item),)
    raise AssertionError(command)


def _takes_part(turn: Turn) -> None:
    if turn.by.leads:
        raise no.NotYourTask


def evolve(content: CheckIn, by: SeatId, event: Any, late: bool) -> CheckIn:
    now = content
    match event:
        case RulesAccepted():
            return msgspec.structs.replace(now, accepted=now.accepted | {by})
        case LineSaid(line=line):
            return msgspec.structs.replace(now, lines={**now.lines, by: line})
        case LineTakenBack():
            return msgspec.structs.replace(now, lines={seat: line for seat, line in now.lines.items() if seat != by})
        case RuleAdded(item=item, rule=rule):
            added = {**now.added, item: rule}
            return msgspec.structs.replace(now, added=added, wording=now.wording + 1, accepted=frozenset())
        case RuleDropped(item=gone):
            return msgspec.structs.replace(now, added={id: rule for id, rule in now.added.items() if id != gone})
        case AcceptanceTakenBack():
            return msgspec.structs.replace(now, accepted=now.accepted - {by})
    raise AssertionError(event)


leave, written, case_fields = usual.leave, usual.written, usual.case_fields


def depart(content: CheckIn, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    """A line goes with its writer, though all saw it: it says how somebody sits here, who does so no more."""
    line = (LineTakenBack(),) if seat in content.lines else ()
    accepted = (AcceptanceTakenBack(),) if seat in content.accepted else ()
    return (*line, *accepted)


def withdrawn(content: CheckIn, by: SeatId, event: Any) -> tuple[str, ...]:
    match event:
        case LineTakenBack() if content.lines[by]:
            return (by,)
        case RuleDropped(item=item) if content.added[item]:
            return (item,)
    return ()


def quiet(event: Any) -> bool:
    return isinstance(event, RulesAccepted | AcceptanceTakenBack)


def redact(content: CheckIn, seat: SeatId | None, revealed: bool) -> CheckIn:
    """Who accepted is nobody else's: a count is shown. Lines are said to everybody at the table."""
    own = content.accepted & {seat}
    return msgspec.structs.replace(content, accepted=own, hidden=len(content.accepted) - len(own))


def unsigned(content: CheckIn) -> CheckIn:
    return msgspec.structs.replace(content, lines={})  # without who said it, nobody's business


def own_words(content: CheckIn, seat: SeatId) -> tuple[OwnText, ...]:
    return tuple(OwnText(texts=(line,)) for line in (content.lines.get(seat),) if line)


def done(seen: Seen, plan: Plan) -> bool:
    return _count(seen.steps[plan.id].content) >= len(seen.at_table) > 0


def _count(now: CheckIn) -> int:
    return len(now.accepted) + now.hidden


def _standing(now: CheckIn) -> tuple[tuple[ItemId, str], ...]:
    """The added rules, without those whose words were taken away."""
    return tuple((item, rule) for item, rule in now.added.items() if rule)


class CheckInView(StepView, frozen=True, kw_only=True):
    """rules: the method's. added: the group's own, each with its item. accepted of seats: how many keep to them.

    lines: to who leads, by item, name and words; others have them in their own part, under their own line.
    """

    rules: Lines
    added: tuple[tuple[ItemId, str], ...]
    accepted: int
    seats: int
    lines: tuple[tuple[SeatId, str, str], ...]
    may_write: bool
    may_add: bool


def view(seen: Seen, plan: Plan, viewer: Viewer) -> CheckInView:
    now: CheckIn = seen.steps[plan.id].content
    added = _standing(now)
    return CheckInView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        rules=plan.rules,
        added=added,
        accepted=_count(now),
        seats=len(seen.at_table),
        lines=tuple((seat, seen.seats[seat].name, line) for seat, line in now.lines.items() if line)
        if viewer.leads
        else (),
        may_write=viewer.writes,
        may_add=viewer.writes and len(added) < MOST,
    )


class OwnCheckIn(msgspec.Struct, frozen=True, kw_only=True):
    """others: who else said how they sit here, by name."""

    step: str
    wording: int
    accepted: bool
    line: str
    others: tuple[tuple[str, str], ...]


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnCheckIn | None:
    if seen.seats[seat].leads:
        return None
    now: CheckIn = seen.steps[plan.id].content
    return OwnCheckIn(
        step=plan.id,
        wording=now.wording,
        accepted=seat in now.accepted,
        line=now.lines.get(seat, ""),
        others=tuple((seen.seats[who].name, line) for who, line in now.lines.items() if line and who != seat),
    )


def holds(content: CheckIn, item: str) -> bool:
    return bool(content.added.get(ItemId(item)) or content.lines.get(SeatId(item)))


def without(content: CheckIn, item: str) -> CheckIn:
    if item in content.added:
        return msgspec.structs.replace(content, added={**content.added, ItemId(item): ""})
    return msgspec.structs.replace(content, lines={**content.lines, SeatId(item): ""})


def blank(event: Any, item: str, by: SeatId) -> Any:
    match event:
        case RuleAdded(item=id) if id == item:
            return RuleAdded(item=id, rule="")
        case LineSaid() if by == item:
            return LineSaid(line="")
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    added = tuple(rule for _, rule in _standing(seen.steps[plan.id].content))
    label = Text(nl="Wat we nog afspraken over het gesprek", en="What else we agreed about the conversation")
    return (ListBlock(label=label, items=added),) if added else ()
