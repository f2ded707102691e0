"""The dilemma: A or B, what each costs, and the facts that came up. Worded together, confirmed by who brings it in."""

from typing import Any, Literal

import msgspec

from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.blocks import AnyBlock, DilemmaBlock, Said
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.refusals import FieldMissing, NotYourTask, OptionsAlike
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {}
VISIBILITY = ("live",)
TEXTS = ("a", "b", "harm_a", "harm_b", "facts")


class Dilemma(msgspec.Struct, frozen=True, kw_only=True):
    """wording: how often it was worded. confirmed: by the presenter's own phone, aloud, or not (any more)."""

    a: str = ""
    b: str = ""
    harm_a: str = ""
    harm_b: str = ""
    facts: str = ""
    wording: int = 0
    confirmed: Literal["", "phone", "aloud"] = ""


BLANK = Dilemma()


class Word(Command, frozen=True, kw_only=True):
    """The whole card as it should read. wording: the one it was made from."""

    a: Line = ""
    b: Line = ""
    harm_a: Line = ""
    harm_b: Line = ""
    facts: Words = ""
    wording: int


class Confirm(Command, frozen=True, kw_only=True):
    """‘Klopt zo’ about this wording: by the presenter, or aloud and then typed by another."""

    wording: int
    aloud: bool = False


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
    now: Dilemma = turn.content
    match command:
        case Word():
            turn.must_write()
            worded = {name: getattr(command, name).strip() for name in TEXTS}
            if all(getattr(now, name) == text for name, text in worded.items()):
                return ()
            turn.must_have_read(command.wording)
            if worded["a"] and worded["a"].casefold() == worded["b"].casefold():
                raise OptionsAlike(field="b")
            return (DilemmaWorded(**worded),)
        case Confirm(aloud=aloud):
            if not (turn.writes if aloud else turn.presents):
                raise NotYourTask
            if now.confirmed:
                return ()
            turn.must_have_read(command.wording)
            for field in ("a", "b"):
                if not getattr(now, field):
                    raise FieldMissing(field=field)
            return (DilemmaConfirmed(aloud=aloud),)
    raise AssertionError(command)


def evolve(content: Dilemma, by: SeatId, event: Any, late: bool) -> Dilemma:
    match event:
        case DilemmaWorded():
            texts = {name: getattr(event, name) for name in TEXTS}
            return Dilemma(**texts, wording=content.wording + 1)
        case DilemmaConfirmed(aloud=aloud):
            return msgspec.structs.replace(content, confirmed="aloud" if aloud else "phone")
    raise AssertionError(event)


def leave(content: Dilemma) -> tuple[Event, ...]:
    return ()


def depart(content: Dilemma, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    return ()  # worded together, and confirmed for all to see


def withdrawn(content: Dilemma, by: SeatId, event: Any) -> tuple[str, ...]:
    if not isinstance(event, DilemmaWorded):
        return ()
    return tuple(name for name in TEXTS if getattr(content, name) and not getattr(event, name))


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
