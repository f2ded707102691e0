"""The case as it is told, and the moment at which it chafed. Who brings it in confirms the words; the others listen."""

from typing import Any

import msgspec

from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.activities.wording import Confirm, Worded, confirmed, confirms, emptied, reworded
from beraad.deliberation.blocks import AnyBlock, Said
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {}
VISIBILITY = ("live",)
TEXTS = ("text", "moment")


class Statement(Worded, frozen=True, kw_only=True):
    """moment: when the dilemma was felt most, in one line."""

    text: str = ""
    moment: str = ""


BLANK = Statement()


class Tell(Command, frozen=True, kw_only=True):
    """The case as it should read. wording: the one it was made from."""

    text: Words = ""
    moment: Line = ""
    wording: int


class StatementWorded(Event, frozen=True, kw_only=True):
    text: str
    moment: str


class StatementConfirmed(Event, frozen=True, kw_only=True):
    aloud: bool


COMMANDS: dict[str, type[Command]] = {"tell": Tell, "confirm": Confirm}
EVENTS = (StatementWorded, StatementConfirmed)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    match command:
        case Tell():
            if not turn.presents:
                turn.must_write()
            texts = reworded(turn, command, TEXTS)
            if not texts:
                return ()
            worded = StatementWorded(**texts)
            # Whoever brings the case in need not say of the own words that they are right.
            return (worded, StatementConfirmed(aloud=False)) if turn.presents and texts["text"] else (worded,)
        case Confirm(aloud=aloud):
            return (StatementConfirmed(aloud=aloud),) if confirms(turn, command, ("text",)) else ()
    raise AssertionError(command)


def evolve(content: Statement, by: SeatId, event: Any, late: bool) -> Statement:
    match event:
        case StatementWorded(text=text, moment=moment):
            return Statement(text=text, moment=moment, wording=content.wording + 1)
        case StatementConfirmed(aloud=aloud):
            return confirmed(content, aloud)
    raise AssertionError(event)


def leave(content: Statement) -> tuple[Event, ...]:
    return ()


def depart(content: Statement, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    return ()  # told to all, and confirmed for all to see


def withdrawn(content: Statement, by: SeatId, event: Any) -> tuple[str, ...]:
    return emptied(content, event, TEXTS) if isinstance(event, StatementWorded) else ()


def quiet(event: Any) -> bool:
    return False


def redact(content: Statement, seat: SeatId | None, revealed: bool) -> Statement:
    return content  # told to all


def unsigned(content: Statement) -> Statement:
    return content


def written(content: Statement) -> frozenset[SeatId]:
    return frozenset()


def done(seen: Seen, plan: Plan) -> bool:
    return bool(seen.steps[plan.id].content.confirmed)


class StatementView(msgspec.Struct, frozen=True, kw_only=True):
    """may_write: types for the group. tells: brings the case in. seats: how many sit at the table."""

    statement: Statement
    step: str
    question: Text
    why: Text
    may_write: bool
    tells: bool
    seats: int
    has_presenter: bool
    practice: bool


def view(seen: Seen, plan: Plan, viewer: Viewer) -> StatementView:
    return StatementView(
        statement=seen.steps[plan.id].content,
        step=plan.id,
        question=plan.question,
        why=plan.why,
        may_write=viewer.writes,
        tells=viewer.presents,
        seats=len(seen.at_table),
        has_presenter=seen.presenter is not None,
        practice=seen.practice,
    )


def mine(seen: Seen, plan: Plan, seat: SeatId) -> None:
    return None  # nothing here is of one seat alone


def holds(content: Statement, item: str) -> bool:
    return item in TEXTS and bool(getattr(content, item))


def without(content: Statement, item: str) -> Statement:
    return msgspec.structs.replace(content, **{item: ""})


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, StatementWorded) and item in TEXTS:
        return msgspec.structs.replace(event, **{item: ""})
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Statement = seen.steps[plan.id].content
    told = Said(label=Text(nl="De casus", en="The case"), text=now.text)
    if not now.moment:
        return (told,)
    return told, Said(label=Text(nl="Het moment dat het schuurde", en="The moment when it chafed"), text=now.moment)


def case_fields(seen: Seen, plan: Plan, may_go: frozenset[SeatId]) -> dict[str, Any]:
    return {"told": seen.steps[plan.id].content.text}  # the moment is the presenter's own, and stays in the room
