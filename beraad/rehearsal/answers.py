"""What a dummy does: for each activity type, what it would do now, given what its seat sees.

Nothing is remembered. What was done follows from what a dummy sees, so it goes on where it was after a restart, and it
follows a facilitator who goes back, reveals or erases. A type that is not known here finds it silent.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from beraad.deliberation.activities.actions import Agree
from beraad.deliberation.activities.alternatives import AddAlternative
from beraad.deliberation.activities.check_in import Accept, SayLine
from beraad.deliberation.activities.clarify_qa import AnswerQuestion, AskQuestion
from beraad.deliberation.activities.compare_dialogue import AddPoint, lists
from beraad.deliberation.activities.conclusion import ApproveDissent, Conclude, LiveWith
from beraad.deliberation.activities.dilemma import TEXTS, Word
from beraad.deliberation.activities.pvn_table import AddVoice, GiveNorm, NameClash
from beraad.deliberation.activities.pvn_table.voices import Voice, norm_of, told, wordings
from beraad.deliberation.activities.statement import Tell
from beraad.deliberation.activities.wording import Confirm
from beraad.deliberation.commands import Command, Contribute, MarkReady
from beraad.deliberation.ids import SeatId
from beraad.deliberation.method import Chair, Plan
from beraad.deliberation.seats import Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Seen, StepState
from beraad.rehearsal.words import Words

DUMMIES = range(1, 7)
"""Their numbers. The first is named to bring the case in, the second to type for the group."""


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """Something a dummy does. name: of the same thing in a step the same, so that it is done once.

    What others took away again is not said a second time.
    """

    name: str
    command: Command


@dataclass(frozen=True, kw_only=True)
class Here:
    """What a dummy sees of the open step."""

    seen: Seen
    plan: Plan
    seat: Seat
    number: int
    words: Words

    @property
    def step(self) -> StepState:
        return self.seen.steps[self.plan.id]

    @property
    def content(self) -> Any:
        return self.step.content

    @property
    def types(self) -> bool:
        return self.seen.typist == self.seat.id

    @property
    def presents(self) -> bool:
        return self.seen.presenter == self.seat.id

    @property
    def id(self) -> SeatId:
        return self.seat.id

    def does(self, name: str, what: Command) -> Move:
        return Move(name=name, command=Contribute(step=self.plan.id, what=what))

    def own(self, said: tuple[Any, ...]) -> Iterator[tuple[int, Any]]:
        """What this dummy says of all that is said, each with its place."""
        return ((at, one) for at, one in enumerate(said) if one.by == self.number)

    def ready(self) -> Iterator[Move]:
        """‘Ik ben klaar’, where that can be said."""
        if not self.step.unnamed and not self.step.revealed and self.id not in self.step.ready:
            yield Move(name=f"ready-{self.step.visit}", command=MarkReady(step=self.plan.id, ready=True))


Answer = Callable[[Here], Iterator[Move]]


def moves(seen: Seen, seat: Seat, number: int, words: Words) -> Iterator[Move]:
    """What a dummy would do now, in order. With phones face down, or in a step that it does not know, nothing.

    seen: as its seat may see it.
    """
    plan = seen.plan
    if seen.stage is not Stage.RUNNING or plan is None or seen.screens_down or seat.removed:
        return
    if answer := ANSWERS.get(plan.activity):
        yield from answer(Here(seen=seen, plan=plan, seat=seat, number=number, words=words))


def places(chairs: tuple[Chair, ...]) -> dict[int, str]:
    """From which chair each dummy speaks; the others are colleagues. The child's chair stays empty: nobody is there."""
    grown = _others(chairs)
    return {number: chair.id for number, chair in zip((1, 3, 5), grown, strict=False)}


def _others(chairs: tuple[Chair, ...]) -> list[Chair]:
    """The chairs that are not the child's, a parent's last."""
    return sorted((chair for chair in chairs if not chair.child), key=lambda chair: chair.parent)


def _chair(here: Here, kind: str) -> str:
    """The chair that the words mean, or else the one that comes nearest."""
    chairs, others = here.seen.chairs, _others(here.seen.chairs)
    child = next((chair for chair in chairs if chair.child), chairs[0])
    if kind == "child" or not others:
        return child.id
    if kind == "own":
        return here.seat.place or others[0].id
    if kind == "parent":
        return next((chair for chair in reversed(others) if chair.parent), others[-1]).id
    return others[int(kind) % len(others)].id


def _check_in(here: Here) -> Iterator[Move]:
    if here.id not in here.content.accepted:
        yield here.does(f"accept-{here.content.wording}", Accept(wording=here.content.wording))
    if here.id not in here.content.lines:
        for at, one in here.own(here.words.check_in.lines):
            yield here.does(f"line-{at}", SayLine(line=one.text))


def _statement(here: Here) -> Iterator[Move]:
    now, story = here.content, here.words.statement
    if here.types and not now.text:
        moment = now.moment or story.moment
        yield here.does(f"tell-{now.wording}", Tell(text=story.text, moment=moment, wording=now.wording))
    yield from _confirm(here, bool(now.text))


def _dilemma(here: Here) -> Iterator[Move]:
    now, card = here.content, here.words.dilemma
    texts = {name: getattr(now, name) or getattr(card, name) for name in TEXTS}
    if here.types and any(texts[name] != getattr(now, name) for name in TEXTS):
        yield here.does(f"word-{now.wording}", Word(**texts, wording=now.wording))
    yield from _confirm(here, bool(now.a and now.b))


def _confirm(here: Here, stands: bool) -> Iterator[Move]:
    if here.presents and stands and not here.content.confirmed:
        yield here.does(f"confirm-{here.content.wording}", Confirm(wording=here.content.wording))


def _clarify_qa(here: Here) -> Iterator[Move]:
    asks = here.words.clarify_qa
    for at, one in here.own(asks.questions):
        yield here.does(f"ask-{at}", AskQuestion(text=one.text))
    if here.presents:
        known = {one.text: one.answer for one in asks.questions}
        for question in here.content.items.values():
            if question.text and not question.answer and not question.parked:
                text = known.get(question.text, asks.unknown)
                answer = AnswerQuestion(item=question.id, text=text, wording=question.wording)
                yield here.does(f"answer-{question.id}-{question.wording}", answer)
    else:
        yield from here.ready()


def _pvn_table(here: Here) -> Iterator[Move]:
    if here.step.revealed:
        if here.types:
            yield from _together(here)
        return
    for at, one in here.own(here.words.pvn_table.voices):
        chair = _chair(here, one.chair)
        source: Literal["", "self"] = "self" if one.chair == "own" else ""
        voice = AddVoice(chair=chair, value=one.value, norm=one.norm, supports=one.supports, source=source)
        yield here.does(f"voice-{at}", voice)
    yield from here.ready()


def _together(here: Here) -> Iterator[Move]:
    """What is typed after the reveal: a norm to each value without, and which two clash."""
    now = here.content
    voices = [same for chair in here.seen.chairs for same in told(now, chair.id) if wordings(same)]
    if here.plan.options.get("norms"):
        for same in voices:
            if not norm_of(same):
                yield here.does(f"norm-{same[0].id}", GiveNorm(voice=same[0].id, norm=here.words.pvn_table.norm))
    if len(voices) > 1 and not now.serves_a and not now.serves_b:
        a = _speaking_for(voices, "a") or voices[0][0]
        b = _speaking_for(voices, "b") or voices[-1][0]
        yield here.does("clash", NameClash(serves_a=a.id, serves_b=b.id))


def _speaking_for(voices: list[tuple[Voice, ...]], option: str) -> Voice | None:
    return next((same[0] for same in voices if same[0].supports == option), None)


def _alternatives(here: Here) -> Iterator[Move]:
    box = here.seen.boxes.get(here.plan.id)
    if here.step.visibility == "live" or not here.step.revealed:
        for at, one in here.own(here.words.alternatives.items):
            if not (box and box.of(here.id)):
                yield here.does(f"alternative-{at}", AddAlternative(text=one.text))
    yield from here.ready()


def _judgement(here: Here) -> Iterator[Move]:
    if here.step.revealed or here.id in here.content.sheets:
        return
    for at, one in here.own(here.words.judgement.sheets):
        sheet = one.again if here.plan.options.get("again") else one.first
        if sheet.speaks_for:
            sheet = msgspec.structs.replace(sheet, speaks_for=_chair(here, sheet.speaks_for))
        if not here.plan.options.get("five"):
            sheet = msgspec.structs.replace(sheet, softens="", needs="")
        yield here.does(f"choose-{at}", sheet)


def _compare_dialogue(here: Here) -> Iterator[Move]:
    for kind in lists(here.plan) if here.types else ():
        for at, text in enumerate(here.words.compare_dialogue[kind]):
            yield here.does(f"{kind}-{at}", AddPoint(kind=kind, text=text))


def _conclusion(here: Here) -> Iterator[Move]:
    now, found = here.content, here.words.conclusion
    if here.types and not now.text:
        yield here.does(f"conclude-{now.wording}", Conclude(text=found.text, wording=now.wording))
    differs = [one.text for _, one in here.own(found.dissents)]
    if now.asked and here.id not in now.answers:
        # Who asks again asks everybody again: the number tells one asking from another.
        yield here.does(f"live-{here.seen.number}", LiveWith(yes=not differs, wording=now.wording))
    if not now.asked and now.answers.get(here.id) is False and here.id not in now.dissents:
        for text in differs:
            yield here.does(f"dissent-{now.wording}", ApproveDissent(text=text))


def _actions(here: Here) -> Iterator[Move]:
    most = here.plan.options.get("most", len(here.words.actions.agreements))
    for at, one in enumerate(here.words.actions.agreements[:most] if here.types else ()):
        kinds = "kinds" in here.plan.options
        yield here.does(f"agree-{at}", one if kinds else Agree(what=one.what, role=one.role, term=one.term))


def _evaluate(here: Here) -> Iterator[Move]:
    box = here.seen.boxes.get(here.plan.id)
    if here.content.shown or here.id in here.content.given or (box and box.of(here.id)):
        return
    for at, one in here.own(here.words.evaluate.sheets):
        # What is free to say is only asked without names.
        sheet = one.sheet if here.step.unnamed else msgspec.structs.replace(one.sheet, remark="")
        yield here.does(f"evaluate-{at}", sheet)


ANSWERS: dict[str, Answer] = {
    "check_in": _check_in,
    "statement": _statement,
    "dilemma": _dilemma,
    "clarify_qa": _clarify_qa,
    "pvn_table": _pvn_table,
    "alternatives": _alternatives,
    "judgement": _judgement,
    "compare_dialogue": _compare_dialogue,
    "conclusion": _conclusion,
    "actions": _actions,
    "evaluate": _evaluate,
}
"""By activity type."""

SILENT: frozenset[str] = frozenset()
"""The types in which there is nothing for a dummy to do."""
