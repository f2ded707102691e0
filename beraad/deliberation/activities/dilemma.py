"""The dilemma: A or B, what each costs, and the facts that came up. Worded together, confirmed by who brings it in."""

from typing import Any

import msgspec

from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.activities.wording import Confirm, Worded, confirmed, confirms, emptied, reworded
from beraad.deliberation.blocks import AnyBlock, DilemmaBlock, Said
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.refusals import OptionsAlike
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {}
VISIBILITY = ("live",)
TEXTS = ("a", "b", "harm_a", "harm_b", "facts")


class Dilemma(Worded, frozen=True, kw_only=True):
    a: str = ""
    b: str = ""
    harm_a: str = ""
    harm_b: str = ""
    facts: str = ""


BLANK = Dilemma()


class Word(Command, frozen=True, kw_only=True):
    """The whole card as it should read. wording: the one it was made from."""

    a: Line = ""
    b: Line = ""
    harm_a: Line = ""
    harm_b: Line = ""
    facts: Words = ""
    wording: int


class DilemmaWorded(Event, frozen=True, kw_only=True):
    a: str
    b: str
    harm_a: str
    harm_b: str
    facts: str


class DilemmaConfirmed(Event, frozen=True, kw_only=True):
    aloud: bool


COMMANDS: dict[str, type[Command]] = {"word": Word, "confirm": Confirm}
EVENTS = (DilemmaWorded, DilemmaConfirmed)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    match command:
        case Word():
            turn.must_write()
            texts = reworded(turn, command, TEXTS)
            if texts and texts["a"] and texts["a"].casefold() == texts["b"].casefold():
                raise OptionsAlike(field="b")
            return (DilemmaWorded(**texts),) if texts else ()
        case Confirm(aloud=aloud):
            return (DilemmaConfirmed(aloud=aloud),) if confirms(turn, command, ("a", "b")) else ()
    raise AssertionError(command)


def evolve(content: Dilemma, by: SeatId, event: Any, late: bool) -> Dilemma:
    match event:
        case DilemmaWorded():
            texts = {name: getattr(event, name) for name in TEXTS}
            return Dilemma(**texts, wording=content.wording + 1)
        case DilemmaConfirmed(aloud=aloud):
            return confirmed(content, aloud)
    raise AssertionError(event)


def leave(content: Dilemma) -> tuple[Event, ...]:
    return ()


def depart(content: Dilemma, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    return ()  # worded together, and confirmed for all to see


def withdrawn(content: Dilemma, by: SeatId, event: Any) -> tuple[str, ...]:
    return emptied(content, event, TEXTS) if isinstance(event, DilemmaWorded) else ()


def quiet(event: Any) -> bool:
    return False


def redact(content: Dilemma, seat: SeatId | None, revealed: bool) -> Dilemma:
    return content  # worded together, seen by all


def unsigned(content: Dilemma) -> Dilemma:
    return content


def written(content: Dilemma) -> frozenset[SeatId]:
    return frozenset()


def done(seen: Seen, plan: Plan) -> bool:
    return bool(seen.steps[plan.id].content.confirmed)


class DilemmaView(msgspec.Struct, frozen=True, kw_only=True):
    """may_write: gets the fields. may_confirm: is asked ‘klopt zo’."""

    dilemma: Dilemma
    step: str
    question: Text
    why: Text
    may_write: bool
    may_confirm: bool
    has_presenter: bool
    practice: bool


def view(seen: Seen, plan: Plan, viewer: Viewer) -> DilemmaView:
    return DilemmaView(
        dilemma=seen.steps[plan.id].content,
        step=plan.id,
        question=plan.question,
        why=plan.why,
        may_write=viewer.writes,
        may_confirm=viewer.presents,
        has_presenter=seen.presenter is not None,
        practice=seen.practice,
    )


def mine(seen: Seen, plan: Plan, seat: SeatId) -> None:
    return None  # nothing here is of one seat alone


def holds(content: Dilemma, item: str) -> bool:
    return item in TEXTS and bool(getattr(content, item))


def without(content: Dilemma, item: str) -> Dilemma:
    return msgspec.structs.replace(content, **{item: ""})


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, DilemmaWorded) and item in TEXTS:
        return msgspec.structs.replace(event, **{item: ""})
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Dilemma = seen.steps[plan.id].content
    card = DilemmaBlock(a=now.a, b=now.b, harm_a=now.harm_a, harm_b=now.harm_b, confirmed=bool(now.confirmed))
    if not now.facts:
        return (card,)
    return card, Said(label=Text(nl="Feiten die erbij kwamen", en="Facts that came up"), text=now.facts)


def case_fields(seen: Seen, plan: Plan, may_go: frozenset[SeatId]) -> dict[str, Any]:
    now: Dilemma = seen.steps[plan.id].content
    return {name: getattr(now, name) for name in TEXTS}
