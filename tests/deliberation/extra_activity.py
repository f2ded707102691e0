"""The rules of an activity type that beraad does not ship: each gives the step one word, and all see them at once.

It touches no file of the product: tests put it in the table of activities under the name `one_word`.
"""

from typing import Any, ClassVar

import msgspec

from beraad.deliberation.activities import Turn, usual
from beraad.deliberation.activities.own import Let, OwnText
from beraad.deliberation.blocks import Block, Said
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.refusals import AlreadyRevealed, FieldMissing
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Name

NAME = "one_word"
OPTIONS: dict[str, type] = {}
VISIBILITY = ("live", "private_reveal")


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """hidden: how many gave a word that is not shown here."""

    words: dict[SeatId, str] = {}
    hidden: int = 0


BLANK = Heard()


class GiveWord(Command, frozen=True, kw_only=True):
    finishes: ClassVar[bool] = True
    word: Name


class WordGiven(Event, frozen=True, kw_only=True):
    word: str


class WordTakenBack(Event, frozen=True):
    pass


COMMANDS = by_verb(GiveWord)
EVENTS = (WordGiven, WordTakenBack)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    if turn.step.revealed:
        raise AlreadyRevealed
    if not command.word.strip():
        raise FieldMissing(field="word")
    return (WordGiven(word=command.word.strip()),)


def evolve(content: Heard, by: SeatId, event: Any, late: bool) -> Heard:
    rest = {seat: word for seat, word in content.words.items() if seat != by}
    return Heard(words={**rest, by: event.word} if isinstance(event, WordGiven) else rest)


leave, quiet = usual.leave, usual.quiet


def depart(content: Heard, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    return (WordTakenBack(),) if seat in content.words and not revealed else ()


def withdrawn(content: Heard, by: SeatId, event: Any) -> tuple[str, ...]:
    return (by,) if isinstance(event, WordTakenBack) else ()


def redact(content: Heard, seat: SeatId | None, revealed: bool) -> Heard:
    if revealed:
        return content
    own = {id: word for id, word in content.words.items() if id == seat}
    return Heard(words=own, hidden=len(content.words) - len(own))


def unsigned(content: Heard) -> Heard:
    return Heard(words={SeatId(str(at)): word for at, word in enumerate(sorted(content.words.values()))})


def written(content: Heard) -> frozenset[SeatId]:
    return frozenset(content.words)


def own_words(content: Heard, seat: SeatId) -> tuple[OwnText, ...]:
    return tuple(OwnText(texts=(text,)) for writer, text in content.words.items() if writer == seat)


def done(seen: Seen, plan: Plan) -> bool:
    return seen.steps[plan.id].revealed


class WordsView(msgspec.Struct, frozen=True, kw_only=True):
    step: str
    question: Text
    words: tuple[str, ...]
    wrote: int


def view(seen: Seen, plan: Plan, viewer: Viewer) -> WordsView:
    now: Heard = seen.steps[plan.id].content
    words = tuple(sorted(now.words.values())) if seen.steps[plan.id].revealed else ()
    return WordsView(step=plan.id, question=plan.question, words=words, wrote=now.hidden)


class OwnWord(msgspec.Struct, frozen=True, kw_only=True):
    step: str
    word: str


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnWord:
    return OwnWord(step=plan.id, word=seen.steps[plan.id].content.words.get(seat, ""))


def holds(content: Heard, item: str) -> bool:
    return item in content.words


def without(content: Heard, item: str) -> Heard:
    return Heard(words={**content.words, SeatId(item): ""})


def blank(event: Any, item: str, by: SeatId) -> Any:
    return WordGiven(word="") if isinstance(event, WordGiven) and by == item else event


def report(seen: Seen, plan: Plan) -> tuple[Block, ...]:
    if not seen.steps[plan.id].revealed:
        return ()
    words = ", ".join(sorted(word for word in seen.steps[plan.id].content.words.values() if word))
    return (Said(label=plan.title, text=words),)


def case_fields(seen: Seen, plan: Plan, let: Let) -> dict[str, Any]:
    return {}
