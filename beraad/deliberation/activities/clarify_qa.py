"""Questions to be able to put oneself in their place: everyone asks, whoever brings the case in answers.

All of it stands there at once, with the name of who asked; a question that was asked aloud bears none. What sounds like
a judgement is told to who asked it and to who leads, never to others, and it is in no log: the words are looked at
anew each time (open_question.py).
"""

from typing import Any

import msgspec

from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.blocks import AnyBlock, Asked, QuestionsBlock
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.open_question import Slant, slant
from beraad.deliberation.refusals import AlreadyAnswered, NoSuchItem, NotYourTask, TooMany, WordingChanged
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {"most": int, "most_in_all": int}
VISIBILITY = ("live",)
MOST, MOST_IN_ALL = 5, 100
"""How many questions one person asks; how many a group can still go through."""
ALOUD = SeatId("")
"""Whose question it is that was asked aloud."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """wording: how often it was asked or answered differently. answer_id: how its answer is named, once it has one."""

    id: ItemId
    seat: SeatId
    text: str
    answer: str = ""
    answer_id: ItemId = ItemId("")
    parked: bool = False
    wording: int = 0
    late: bool = False


class Questions(msgspec.Struct, frozen=True, kw_only=True):
    items: dict[ItemId, Question] = {}


BLANK = Questions()


class AskQuestion(Command, frozen=True, kw_only=True):
    """aloud: somebody said it, and whoever writes for the group types it."""

    text: Line
    aloud: bool = False


class ChangeQuestion(Command, frozen=True, kw_only=True):
    item: ItemId
    text: Line


class DropQuestion(Command, frozen=True, kw_only=True):
    item: ItemId


class AnswerQuestion(Command, frozen=True, kw_only=True):
    """text: empty takes the answer back. wording: the one that was answered."""

    item: ItemId
    text: Words
    wording: int


class ParkQuestion(Command, frozen=True, kw_only=True):
    """Put aside a question that is not for now, or take it up again."""

    item: ItemId
    parked: bool


class QuestionAsked(Event, frozen=True, kw_only=True):
    item: ItemId
    text: str
    aloud: bool


class QuestionChanged(Event, frozen=True, kw_only=True):
    item: ItemId
    text: str


class QuestionDropped(Event, frozen=True, kw_only=True):
    item: ItemId


class QuestionAnswered(Event, frozen=True, kw_only=True):
    item: ItemId
    answer: ItemId
    text: str


class AnswerTakenBack(Event, frozen=True, kw_only=True):
    item: ItemId


class QuestionParked(Event, frozen=True, kw_only=True):
    item: ItemId
    parked: bool


COMMANDS: dict[str, type[Command]] = {
    "ask-question": AskQuestion,
    "change-question": ChangeQuestion,
    "drop-question": DropQuestion,
    "answer-question": AnswerQuestion,
    "park-question": ParkQuestion,
}
EVENTS = (QuestionAsked, QuestionChanged, QuestionDropped, QuestionAnswered, AnswerTakenBack, QuestionParked)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    match command:
        case AskQuestion(text=text, aloud=aloud):
            _may_ask(turn, aloud)
            return (QuestionAsked(item=ItemId(ids()), text=said(text), aloud=aloud),)
        case ChangeQuestion(item=id, text=text):
            before, now = _own(turn, id), said(text)
            return (QuestionChanged(item=id, text=now),) if now != before.text else ()
        case DropQuestion(item=id):
            _own(turn, id)
            return (QuestionDropped(item=id),)
        case AnswerQuestion(item=id, text=text, wording=wording):
            if not (turn.writes or turn.presents):
                raise NotYourTask
            return _answered(_there(turn, id), text.strip(), wording, ids)
        case ParkQuestion(item=id, parked=parked):
            turn.must_write()
            question = _unanswered(turn, id)
            return (QuestionParked(item=id, parked=parked),) if parked != question.parked else ()
    raise AssertionError(command)


def _may_ask(turn: Turn, aloud: bool) -> None:
    now: Questions = turn.content
    if aloud:
        turn.must_write()
    elif turn.by.leads:
        raise NotYourTask  # who leads asks aloud, like everybody, and for nobody
    most = turn.plan.options.get("most", MOST)
    if not aloud and sum(one.seat == turn.by.id for one in now.items.values()) >= most:
        raise TooMany(most=most)
    in_all = turn.plan.options.get("most_in_all", MOST_IN_ALL)
    if len(now.items) >= in_all:
        raise TooMany(most=in_all)


def _there(turn: Turn, id: ItemId) -> Question:
    question: Question | None = turn.content.items.get(id)
    if question is None or not question.text:
        raise NoSuchItem
    return question


def _unanswered(turn: Turn, id: ItemId) -> Question:
    question = _there(turn, id)
    if question.answer:
        raise AlreadyAnswered
    return question


def _own(turn: Turn, id: ItemId) -> Question:
    """The question of who asked it, or of whoever writes if it was asked aloud; while nothing was said to it."""
    asker = _there(turn, id).seat
    if asker != turn.by.id and not (asker == ALOUD and turn.writes):
        raise NoSuchItem
    return _unanswered(turn, id)


def _answered(question: Question, text: str, wording: int, ids: Ids) -> tuple[Event, ...]:
    if text == question.answer:
        return ()
    if wording != question.wording:
        raise WordingChanged
    if not text:
        return (AnswerTakenBack(item=question.id),)
    return (QuestionAnswered(item=question.id, answer=question.answer_id or ItemId(ids()), text=text),)


def evolve(content: Questions, by: SeatId, event: Any, late: bool) -> Questions:
    match event:
        case QuestionAsked(item=id, text=text, aloud=aloud):
            asked = Question(id=id, seat=ALOUD if aloud else by, text=text, late=late)
            return Questions(items={**content.items, id: asked})
        case QuestionDropped(item=id):
            return Questions(items={other: one for other, one in content.items.items() if other != id})
        case QuestionChanged(item=id, text=text):
            return _with(content, id, text=text, wording=content.items[id].wording + 1)
        case QuestionAnswered(item=id, answer=answer, text=text):
            wording = content.items[id].wording + 1
            return _with(content, id, answer=text, answer_id=answer, parked=False, wording=wording)
        case AnswerTakenBack(item=id):
            return _with(content, id, answer="", wording=content.items[id].wording + 1)
        case QuestionParked(item=id, parked=parked):
            return _with(content, id, parked=parked)
    raise AssertionError(event)


def _with(content: Questions, id: ItemId, **changes: Any) -> Questions:
    return Questions(items={**content.items, id: msgspec.structs.replace(content.items[id], **changes)})


def leave(content: Questions) -> tuple[Event, ...]:
    return ()


def depart(content: Questions, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    return ()  # everybody at the table heard it


def withdrawn(content: Questions, by: SeatId, event: Any) -> tuple[str, ...]:
    match event:
        case QuestionDropped(item=id):
            return (id,)
        case AnswerTakenBack(item=id):
            return (content.items[id].answer_id,)
    return ()


def quiet(event: Any) -> bool:
    return False


def redact(content: Questions, seat: SeatId | None, revealed: bool) -> Questions:
    return content  # asked and answered for all to hear


def unsigned(content: Questions) -> Questions:
    return Questions(items={id: msgspec.structs.replace(one, seat=ALOUD) for id, one in content.items.items()})


def written(content: Questions) -> frozenset[SeatId]:
    return frozenset()


def _open(question: Question) -> bool:
    return bool(question.text) and not question.answer and not question.parked


def done(seen: Seen, plan: Plan) -> bool:
    asked = [one for one in seen.steps[plan.id].content.items.values() if one.text]
    return bool(asked) and not any(map(_open, asked))


class QuestionView(msgspec.Struct, frozen=True, kw_only=True):
    """name: of who asked, where names are shown; empty if it was asked aloud. slant: for who leads alone."""

    question: Question
    name: str
    slant: Slant | None


class QuestionsView(msgspec.Struct, frozen=True, kw_only=True):
    """open, answered, parked: in the order of asking. full: no more questions can be asked."""

    step: str
    question: Text
    why: Text
    open: tuple[QuestionView, ...]
    answered: tuple[QuestionView, ...]
    parked: tuple[QuestionView, ...]
    may_write: bool
    may_answer: bool
    full: bool
    a: str
    b: str


def view(seen: Seen, plan: Plan, viewer: Viewer) -> QuestionsView:
    now: Questions = seen.steps[plan.id].content
    dilemma = seen.content_of("dilemma")

    def shown(*questions: Question) -> tuple[QuestionView, ...]:
        return tuple(
            QuestionView(
                question=msgspec.structs.replace(one, seat=ALOUD),
                name=seen.seats[one.seat].name if one.seat else "",
                slant=slant(one.text) if viewer.leads and not one.answer else None,
            )
            for one in questions
        )

    asked = now.items.values()
    return QuestionsView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        open=shown(*(one for one in asked if _open(one))),
        answered=shown(*(one for one in asked if one.answer or not one.text)),
        parked=shown(*(one for one in asked if one.parked and one.text)) if viewer.face != "screen" else (),
        may_write=viewer.writes,
        may_answer=viewer.writes or viewer.presents,
        full=len(asked) >= plan.options.get("most_in_all", MOST_IN_ALL),
        a=dilemma.a if dilemma else "",
        b=dilemma.b if dilemma else "",
    )


class OwnQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question that can still be changed. slant: how it may come across."""

    id: ItemId
    text: str
    parked: bool
    slant: Slant | None


class OwnQuestions(msgspec.Struct, frozen=True, kw_only=True):
    """left: how many more this seat can ask. most: of how many. asked: whether it asked anything."""

    step: str
    questions: tuple[OwnQuestion, ...]
    asked: bool
    left: int
    most: int
    ready: bool


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnQuestions | None:
    here = seen.steps[plan.id]
    if seen.seats[seat].leads:
        return None
    asked = here.content.items.values()
    own = [one for one in asked if one.seat == seat]
    most = plan.options.get("most", MOST)
    return OwnQuestions(
        step=plan.id,
        questions=tuple(
            OwnQuestion(id=one.id, text=one.text, parked=one.parked, slant=slant(one.text))
            for one in own
            if one.text and not one.answer
        ),
        asked=bool(own),
        left=max(0, min(most - len(own), plan.options.get("most_in_all", MOST_IN_ALL) - len(asked))),
        most=most,
        ready=seat in here.ready,
    )


def holds(content: Questions, item: str) -> bool:
    return any(item == one.id or (item == one.answer_id and one.answer) for one in content.items.values())


def without(content: Questions, item: str) -> Questions:
    """A question goes with its answer: without it that says little, or too much."""
    for id, one in content.items.items():
        if item == id:
            return _with(content, id, text="", answer="")
        if item == one.answer_id:
            return _with(content, id, answer="")
    return content


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, QuestionAsked | QuestionChanged | QuestionAnswered) and event.item == item:
        return msgspec.structs.replace(event, text="")
    if isinstance(event, QuestionAnswered) and event.answer == item:
        return msgspec.structs.replace(event, text="")
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    """What was parked stands there as left open: that it was asked is not kept from who reads."""
    asked = (one for one in seen.steps[plan.id].content.items.values() if one.text)
    questions = tuple(Asked(question=one.text, answer=one.answer) for one in asked)
    return (QuestionsBlock(questions=questions),) if questions else ()


def case_fields(seen: Seen, plan: Plan, may_go: frozenset[SeatId]) -> dict[str, Any]:
    return {}
