"""The agreements: what, by which role, when. Or, as good an outcome, none, with the reason.

Where the method asks for it, also of which kind each is. A signal goes to who is above the group, so it says who must
answer it and by when.
"""

from typing import Any, get_args

import msgspec

from beraad.deliberation import refusals as no
from beraad.deliberation.activities import usual
from beraad.deliberation.activities.own import Let
from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.blocks import ActionsBlock, Agreed, AnyBlock, Kind
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Name, Words

OPTIONS: dict[str, type] = {"most": int, "kinds": int}
VISIBILITY = ("live",)
MOST = 20
KINDS: tuple[Kind, ...] = get_args(Kind)
IN_A_CASE: dict[Kind, str] = {
    "do": "", "find_out": "Uitzoeken: ", "tell": "Vertellen: ", "repair": "Herstellen: ", "signal": "Signaal omhoog: ",
}  # fmt: skip
"""How a case tells of which kind an agreement is: it has no other place for it than the words."""


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """what, the role that owns it, and by when: a date or a condition, in words. late: added when the group was on.

    answer_by: of a signal, who must answer it and by when.
    """

    id: ItemId
    what: str
    role: str = ""
    term: str = ""
    kind: Kind = "do"
    answer_by: str = ""
    late: bool = False


class Agreements(msgspec.Struct, frozen=True, kw_only=True):
    """none_because: why nothing was agreed, while there is nothing."""

    items: dict[ItemId, Agreement] = {}
    none_because: str = ""


BLANK = Agreements()


class Agree(Command, frozen=True, kw_only=True):
    """kind, answer_by: count only where the method asks for kinds; answer_by only of a signal."""

    what: Line
    role: Name = ""
    term: Name = ""
    kind: Kind = "do"
    answer_by: Name = ""


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


COMMANDS = by_verb(Agree, ChangeAgreement, DropAgreement, AgreeNothing)
EVENTS = (AgreementMade, AgreementDropped, NothingAgreed)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    turn.must_write()
    now: Agreements = turn.content
    match command:
        case ChangeAgreement(item=id):
            if id not in now.items:
                raise no.NoSuchItem
            return (AgreementMade(agreement=_agreement(turn.plan, command, id)),)
        case Agree():
            most = turn.plan.options.get("most", MOST)
            if len(now.items) >= most:
                raise no.TooMany(most=most)
            return (AgreementMade(agreement=_agreement(turn.plan, command, ItemId(ids()))),)
        case DropAgreement(item=id):
            if id not in now.items:
                raise no.NoSuchItem
            return (AgreementDropped(item=id),)
        case AgreeNothing(because=because):
            if now.items:
                raise no.AgreementsStand
            return (NothingAgreed(because=said(because, "because")),)
    raise AssertionError(command)


def _agreement(plan: Plan, command: Agree, id: ItemId) -> Agreement:
    kind: Kind = command.kind if "kinds" in plan.options else "do"
    what = said(command.what, "what")
    answer_by = said(command.answer_by, "answer_by") if kind == "signal" else ""
    return Agreement(
        id=id,
        what=what,
        role=command.role.strip(),
        term=command.term.strip(),
        kind=kind,
        answer_by=answer_by,
    )


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


# Agreed together, seen by all.
leave, depart, quiet, redact = usual.leave, usual.depart, usual.quiet, usual.redact
unsigned, written, own_words, mine = usual.unsigned, usual.written, usual.own_words, usual.mine


def withdrawn(content: Agreements, by: SeatId, event: Any) -> tuple[str, ...]:
    match event:
        case AgreementDropped(item=item):
            return (item,)
        case AgreementMade(agreement=made):
            before = content.items.get(made.id)
            may_go = ("role", "term", "answer_by")
            emptied = before and any(getattr(before, name) and not getattr(made, name) for name in may_go)
            reason = ("because",) if content.none_because else ()
            return (*reason, made.id) if emptied else reason
    return ()


def done(seen: Seen, plan: Plan) -> bool:
    now: Agreements = seen.steps[plan.id].content
    return bool(now.items or now.none_because)


class ActionsView(StepView, frozen=True, kw_only=True):
    """items: kind by kind. kinds: those that can be chosen, if the method asks for them."""

    items: tuple[Agreement, ...]
    none_because: str
    may_write: bool
    most: int
    kinds: tuple[Kind, ...]


def view(seen: Seen, plan: Plan, viewer: Viewer) -> ActionsView:
    now: Agreements = seen.steps[plan.id].content
    return ActionsView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        items=_by_kind(now),
        none_because=now.none_because,
        may_write=viewer.writes,
        most=plan.options.get("most", MOST),
        kinds=KINDS if "kinds" in plan.options else (),
    )


def _by_kind(now: Agreements) -> tuple[Agreement, ...]:
    return tuple(sorted(now.items.values(), key=lambda one: KINDS.index(one.kind)))


def holds(content: Agreements, item: str) -> bool:
    return item in content.items or (item == "because" and bool(content.none_because))


def without(content: Agreements, item: str) -> Agreements:
    if item == "because":
        return msgspec.structs.replace(content, none_because="")
    return Agreements(items={**content.items, ItemId(item): _silent(content.items[ItemId(item)])})


def _silent(agreement: Agreement) -> Agreement:
    return msgspec.structs.replace(agreement, what="", role="", term="", answer_by="")


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, NothingAgreed) and item == "because":
        return NothingAgreed(because="")
    if isinstance(event, AgreementMade) and event.agreement.id == item:
        return AgreementMade(agreement=_silent(event.agreement))
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Agreements = seen.steps[plan.id].content
    actions = tuple(
        Agreed(what=one.what, role=one.role, term=one.term, kind=one.kind, answer_by=one.answer_by)
        for one in _by_kind(now)
        if one.what
    )
    return (ActionsBlock(actions=actions, none_because=now.none_because),)


def case_fields(seen: Seen, plan: Plan, let: Let) -> dict[str, Any]:
    now: Agreements = seen.steps[plan.id].content
    actions = [{"what": _in_a_case(one), "role": one.role, "term": one.term} for one in _by_kind(now) if one.what]
    return {"actions": actions, "none_because": now.none_because}


def _in_a_case(one: Agreement) -> str:
    answer = f"\nWie antwoordt, en wanneer: {one.answer_by}" if one.answer_by else ""
    return f"{IN_A_CASE[one.kind]}{one.what}{answer}"
