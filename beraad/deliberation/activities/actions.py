"""The agreements: what, by which role, when. Or, as good an outcome, none, with the reason."""

from typing import Any

import msgspec

from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.blocks import ActionsBlock, Agreed, AnyBlock
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.refusals import AgreementsStand, FieldMissing, NoSuchItem, TooMany
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Name, Words

OPTIONS: dict[str, type] = {"most": int}
VISIBILITY = ("live",)
MOST = 20


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """what, the role that owns it, and by when: a date or a condition, in words. late: added when the group was on."""

    id: ItemId
    what: str
    role: str = ""
    term: str = ""
    late: bool = False


class Agreements(msgspec.Struct, frozen=True, kw_only=True):
    """none_because: why nothing was agreed, while there is nothing."""

    items: dict[ItemId, Agreement] = {}
    none_because: str = ""


BLANK = Agreements()


class Agree(Command, frozen=True, kw_only=True):
    what: Line
    role: Name = ""
    term: Name = ""


class ChangeAgreement(Agree, frozen=True, kw_only=True):
    item: ItemId


class DropAgreement(Command, frozen=True, kw_only=True):
    item: ItemId


class AgreeNothing(Command, frozen=True, kw_only=True):
    because: Words


class AgreementMade(Event, frozen=True, kw_only=True):
    agreement: Agreement


class AgreementDropped(Event, frozen=True, kw_only=True):
    item: ItemId


class NothingAgreed(Event, frozen=True, kw_only=True):
    because: str


COMMANDS: dict[str, type[Command]] = {
    "agree": Agree,
    "change-agreement": ChangeAgreement,
    "drop-agreement": DropAgreement,
    "agree-nothing": AgreeNothing,
}
EVENTS = (AgreementMade, AgreementDropped, NothingAgreed)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    turn.must_write()
    now: Agreements = turn.content
    match command:
        case ChangeAgreement(item=id):
            if id not in now.items:
                raise NoSuchItem
            return (AgreementMade(agreement=_agreement(command, id)),)
        case Agree():
            most = turn.plan.options.get("most", MOST)
            if len(now.items) >= most:
                raise TooMany(most=most)
            return (AgreementMade(agreement=_agreement(command, ItemId(ids()))),)
        case DropAgreement(item=id):
            if id not in now.items:
                raise NoSuchItem
            return (AgreementDropped(item=id),)
        case AgreeNothing(because=because):
            if now.items:
                raise AgreementsStand
            if not because.strip():
                raise FieldMissing(field="because")
            return (NothingAgreed(because=because.strip()),)
    raise AssertionError(command)


def _agreement(command: Agree, id: ItemId) -> Agreement:
    if not command.what.strip():
        raise FieldMissing(field="what")
    return Agreement(id=id, what=command.what.strip(), role=command.role.strip(), term=command.term.strip())


def evolve(content: Agreements, by: SeatId, event: Any, late: bool) -> Agreements:
    match event:
        case AgreementMade(agreement=made):
            agreement = msgspec.structs.replace(made, late=late)
            return Agreements(items={**content.items, agreement.id: agreement})
        case AgreementDropped(item=gone):
            return msgspec.structs.replace(content, items={k: v for k, v in content.items.items() if k != gone})
        case NothingAgreed(because=because):
            return Agreements(none_because=because)
    raise AssertionError(event)


def leave(content: Agreements) -> tuple[Event, ...]:
    return ()


def depart(content: Agreements, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    return ()  # agreed together


def withdrawn(content: Agreements, by: SeatId, event: Any) -> tuple[str, ...]:
    match event:
        case AgreementDropped(item=item):
            return (item,)
        case AgreementMade(agreement=made):
            before = content.items.get(made.id)
            emptied = before and any(getattr(before, name) and not getattr(made, name) for name in ("role", "term"))
            reason = ("because",) if content.none_because else ()
            return (*reason, made.id) if emptied else reason
    return ()


def quiet(event: Any) -> bool:
    return False


def redact(content: Agreements, seat: SeatId | None, revealed: bool) -> Agreements:
    return content  # agreed together, seen by all


def unsigned(content: Agreements) -> Agreements:
    return content


def written(content: Agreements) -> frozenset[SeatId]:
    return frozenset()


def done(seen: Seen, plan: Plan) -> bool:
    now: Agreements = seen.steps[plan.id].content
    return bool(now.items or now.none_because)


class ActionsView(msgspec.Struct, frozen=True, kw_only=True):
    step: str
    question: Text
    why: Text
    items: tuple[Agreement, ...]
    none_because: str
    may_write: bool
    most: int


def view(seen: Seen, plan: Plan, viewer: Viewer) -> ActionsView:
    now: Agreements = seen.steps[plan.id].content
    return ActionsView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        items=tuple(now.items.values()),
        none_because=now.none_because,
        may_write=viewer.writes,
        most=plan.options.get("most", MOST),
    )


def mine(seen: Seen, plan: Plan, seat: SeatId) -> None:
    return None


def holds(content: Agreements, item: str) -> bool:
    return item in content.items or (item == "because" and bool(content.none_because))


def without(content: Agreements, item: str) -> Agreements:
    if item == "because":
        return msgspec.structs.replace(content, none_because="")
    return Agreements(items={**content.items, ItemId(item): Agreement(id=ItemId(item), what="")})


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, NothingAgreed) and item == "because":
        return NothingAgreed(because="")
    if isinstance(event, AgreementMade) and event.agreement.id == item:
        return AgreementMade(agreement=Agreement(id=ItemId(item), what=""))
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Agreements = seen.steps[plan.id].content
    actions = tuple(Agreed(what=one.what, role=one.role, term=one.term) for one in now.items.values() if one.what)
    return (ActionsBlock(actions=actions, none_because=now.none_because),)


def case_fields(seen: Seen, plan: Plan, may_go: frozenset[SeatId]) -> dict[str, Any]:
    now: Agreements = seen.steps[plan.id].content
    actions = [{"what": one.what, "role": one.role, "term": one.term} for one in now.items.values() if one.what]
    return {"actions": actions, "none_because": now.none_because}
