"""The case as it is told, and the moment at which it chafed. Who brings it in confirms the words; the others listen."""

from typing import Any

from beraad.deliberation.activities import usual, wording
from beraad.deliberation.activities.own import Let
from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.activities.wording import CardConfirmed, CardWorded, Confirm, Worded, confirms, reworded
from beraad.deliberation.blocks import AnyBlock, Said
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {}
VISIBILITY = ("live",)


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


class StatementWorded(CardWorded, frozen=True, kw_only=True):
    text: str
    moment: str


class StatementConfirmed(CardConfirmed, frozen=True, kw_only=True):
    pass


COMMANDS = by_verb(Tell, Confirm)
EVENTS = (StatementWorded, StatementConfirmed)
TEXTS = StatementWorded.__struct_fields__


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


# Told to all, and confirmed for all to see.
leave, depart, quiet, redact = usual.leave, usual.depart, usual.quiet, usual.redact
unsigned, written, own_words, mine = usual.unsigned, usual.written, usual.own_words, usual.mine
evolve, withdrawn, done = wording.evolve, wording.withdrawn, wording.done
holds, without, blank = wording.holds, wording.without, wording.blank


class StatementView(StepView, frozen=True, kw_only=True):
    """may_write: types for the group. tells: brings the case in. seats: how many sit at the table."""

    statement: Statement
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
        practice=seen.of_class,
    )


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Statement = seen.steps[plan.id].content
    told = Said(label=Text(nl="De casus", en="The case"), text=now.text)
    if not now.moment:
        return (told,)
    return told, Said(label=Text(nl="Het moment dat het schuurde", en="The moment it felt wrong"), text=now.moment)


def case_fields(seen: Seen, plan: Plan, let: Let) -> dict[str, Any]:
    return {"told": seen.steps[plan.id].content.text}  # the moment is the presenter's own, and stays in the room
