"""Questions to be able to put oneself in their place: everyone asks, whoever brings the case in answers.

All of it stands there at once, with the name of who asked; a question that was asked aloud bears none. What sounds like
a judgement is told to who asked it and to who leads, never to others, and it is in no log: the words are looked at
anew each time (open_question.py). The questions can be arranged (arranged/): one that is taken together with another
keeps its own answer.
"""

from typing import Any

import msgspec

from beraad.deliberation import refusals as no
from beraad.deliberation.activities import arranged, usual
from beraad.deliberation.activities.arranged import asked, changed, happened, sets, taken_away, wordings
from beraad.deliberation.activities.clarify_qa import shown
from beraad.deliberation.activities.clarify_qa.questions import ALOUD, MOST, MOST_IN_ALL, Question, Questions, answered
from beraad.deliberation.activities.own import OwnText
from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {"most": int, "most_in_all": int}
VISIBILITY = ("live",)
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


class QuestionAsked(happened.ItemSaid, frozen=True, kw_only=True):
    aloud: bool


class QuestionChanged(happened.ItemReworded, frozen=True, kw_only=True):
    pass


class QuestionDropped(happened.ItemDropped, frozen=True, kw_only=True):
    pass


class QuestionAnswered(Event, frozen=True, kw_only=True):
    item: ItemId
    answer: ItemId
    text: str


class AnswerTakenBack(Event, frozen=True, kw_only=True):
    item: ItemId


COMMANDS = by_verb(AskQuestion, ChangeQuestion, DropQuestion, AnswerQuestion) | asked.COMMANDS
EVENTS = (QuestionAsked, QuestionChanged, QuestionDropped, QuestionAnswered, AnswerTakenBack, *happened.EVENTS)


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
                raise no.NotYourTask
            return _answered(_there(turn, id), text.strip(), wording, ids)
        case asked.ParkItem(item=id) | asked.EditItem(item=id):  # what was answered stays as it was answered
            turn.must_write()
            _unanswered(turn, id)
    return asked.decide(turn, command, ids)


def _may_ask(turn: Turn, aloud: bool) -> None:
    now: Questions = turn.content
    if aloud:
        turn.must_write()
    elif turn.by.leads:
        raise no.NotYourTask  # who leads asks aloud, like everybody, and for nobody
    most = turn.plan.options.get("most", MOST)
    if not aloud and sum(one.seat == turn.by.id for one in now.items.values()) >= most:
        raise no.TooMany(most=most)
    in_all = turn.plan.options.get("most_in_all", MOST_IN_ALL)
    if len(now.items) >= in_all:
        raise no.TooMany(most=in_all)


def _there(turn: Turn, id: ItemId) -> Question:
    question: Question | None = turn.content.items.get(id)
    if question is None or not question.text:
        raise no.NoSuchItem
    return question


def _unanswered(turn: Turn, id: ItemId) -> Question:
    question = _there(turn, id)
    if question.answer:
        raise no.AlreadyAnswered
    return question


def _own(turn: Turn, id: ItemId) -> Question:
    """The question of who asked it, or of whoever writes if it was asked aloud; while nothing was said to it."""
    asker = _there(turn, id).seat
    if asker != turn.by.id and not (asker == ALOUD and turn.writes):
        raise no.NoSuchItem
    return _unanswered(turn, id)


def _answered(question: Question, text: str, wording: int, ids: Ids) -> tuple[Event, ...]:
    if text == question.answer:
        return ()
    if wording != question.wording:
        raise no.WordingChanged
    if not text:
        return (AnswerTakenBack(item=question.id),)
    return (QuestionAnswered(item=question.id, answer=question.answer_id or ItemId(ids()), text=text),)


def evolve(content: Questions, by: SeatId, event: Any, late: bool) -> Questions:
    match event:
        case QuestionAsked(item=id, text=text, aloud=aloud):
            asked = Question(id=id, seat=ALOUD if aloud else by, text=text, late=late)
            return msgspec.structs.replace(content, items={**content.items, id: asked})
        case QuestionAnswered(item=id, answer=answer, text=text):
            wording = content.items[id].wording + 1
            return _with(content, id, answer=text, answer_id=answer, parked=False, wording=wording)
        case AnswerTakenBack(item=id):
            return _with(content, id, answer="", wording=content.items[id].wording + 1)
    return happened.evolve(content, event)


def _with(content: Questions, id: ItemId, **changes: Any) -> Questions:
    return changed(content, id, **changes)


def reverse(content: Questions, by: SeatId, event: Any) -> tuple[Event, ...]:
    match event:
        case QuestionAsked(item=id):
            return (QuestionDropped(item=id),)
        case QuestionAnswered(item=id, answer=answer):
            before = content.items[id]
            if before.answer:
                return (QuestionAnswered(item=id, answer=answer, text=before.answer),)
            parked = (happened.ItemParked(item=id, parked=True),) if before.parked else ()
            return (AnswerTakenBack(item=id), *parked)
    return happened.reverse(content, by, event)


# Asked and answered for all to hear.
leave, depart, quiet, redact, written = usual.leave, usual.depart, usual.quiet, usual.redact, usual.written
unsigned, case_fields = arranged.unsigned, usual.case_fields


def withdrawn(content: Questions, by: SeatId, event: Any) -> tuple[str, ...]:
    if isinstance(event, AnswerTakenBack):
        return (content.items[event.item].answer_id,)
    return taken_away.withdrawn(content, by, event)


def own_words(content: Questions, seat: SeatId) -> tuple[OwnText, ...]:
    return tuple(OwnText(texts=(one.text,)) for one in content.items.values() if one.seat == seat and one.text)


def done(seen: Seen, plan: Plan) -> bool:
    asked = [same for same in sets(seen.steps[plan.id].content) if wordings(same)]
    return bool(asked) and all(answered(same) or same[0].parked for same in asked)


view, rows, mine, report = shown.view, shown.rows, shown.mine, shown.report


def holds(content: Questions, item: str) -> bool:
    answered = any(item == one.answer_id and one.answer for one in content.items.values())
    return answered or taken_away.holds(content, item)


def without(content: Questions, item: str) -> Questions:
    """A question goes with its answer: without it that says little, or too much."""
    if item in content.items:
        content = _with(content, ItemId(item), answer="")
    for id, one in content.items.items():
        if item == one.answer_id:
            return _with(content, id, answer="")
    return taken_away.without(content, item)


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, QuestionAnswered) and item in (event.item, event.answer):
        return msgspec.structs.replace(event, text="")
    return taken_away.blank(event, item, by)
