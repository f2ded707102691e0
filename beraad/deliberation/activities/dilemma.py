"""The dilemma: A or B, what each costs, and the facts that came up. Worded together, confirmed by who brings it in."""

from typing import Any

from beraad.deliberation import refusals as no
from beraad.deliberation.activities import usual, wording
from beraad.deliberation.activities.own import Let
from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.activities.wording import CardConfirmed, CardWorded, Confirm, Worded, confirms, reworded
from beraad.deliberation.blocks import AnyBlock, DilemmaBlock, Said
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {}
VISIBILITY = ("live",)


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


class DilemmaWorded(CardWorded, frozen=True, kw_only=True):
    a: str
    b: str
    harm_a: str
    harm_b: str
    facts: str


class DilemmaConfirmed(CardConfirmed, frozen=True, kw_only=True):
    pass


COMMANDS = by_verb(Word, Confirm)
EVENTS = (DilemmaWorded, DilemmaConfirmed)
TEXTS = DilemmaWorded.__struct_fields__


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    match command:
        case Word():
            turn.must_write()
            texts = reworded(turn, command, TEXTS)
            if texts and texts["a"] and texts["a"].casefold() == texts["b"].casefold():
                raise no.OptionsAlike(field="b")
            return (DilemmaWorded(**texts),) if texts else ()
        case Confirm(aloud=aloud):
            return (DilemmaConfirmed(aloud=aloud),) if confirms(turn, command, ("a", "b")) else ()
    raise AssertionError(command)


# Worded together, and confirmed for all to see.
leave, depart, quiet, redact = usual.leave, usual.depart, usual.quiet, usual.redact
unsigned, written, own_words, mine = usual.unsigned, usual.written, usual.own_words, usual.mine
evolve, withdrawn, done = wording.evolve, wording.withdrawn, wording.done
holds, without, blank = wording.holds, wording.without, wording.blank


class DilemmaView(StepView, frozen=True, kw_only=True):
    """may_write: gets the fields. may_confirm: is asked ‘klopt zo’."""

    dilemma: Dilemma
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
        practice=seen.of_class,
    )


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Dilemma = seen.steps[plan.id].content
    card = DilemmaBlock(a=now.a, b=now.b, harm_a=now.harm_a, harm_b=now.harm_b, confirmed=bool(now.confirmed))
    if not now.facts:
        return (card,)
    return card, Said(label=Text(nl="Feiten die erbij kwamen", en="Facts that came up"), text=now.facts)


def case_fields(seen: Seen, plan: Plan, let: Let) -> dict[str, Any]:
    now: Dilemma = seen.steps[plan.id].content
    return {name: getattr(now, name) for name in TEXTS}
