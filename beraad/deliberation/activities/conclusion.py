"""The conclusion: one sentence, the unseen question whether you can live with it, and the minority in its own words.

Answers are never shown, only what follows from them. Who differs words and approves the own sentence from the own
phone; what is not approved is not shown, and two holders are two sentences. Nothing is merged.

An answer is one of somebody present: who is removed takes it along. A sentence that stands was seen by all and stays
until it is erased, as a revealed reason does: sending somebody away silences no minority, and tells nobody whose
sentence it was.

Nothing that can be done tells one answer from another: while the question is open there are answers alone, and no
sentence comes or goes; no outcome follows from a single answer, whoever asks again asks everybody again, and an outcome
that was seen stays when a seat is removed.
"""

from typing import Any, ClassVar, Literal

import msgspec

from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.blocks import AnyBlock, ConclusionBlock
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.refusals import FacilitatorHasNoVote, FieldMissing, NotFacilitator, NotYourTask, QuestionOpen
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Words

OPTIONS: dict[str, type] = {}
VISIBILITY = ("live",)
Outcome = Literal["shared", "shared_with_minority", "open", "not_recorded"]
FEWEST = 2
"""Answers from which an outcome follows: it would tell what the only one who answered said."""


class Dissent(msgspec.Struct, frozen=True, kw_only=True):
    """How one person sees it differently. id: its name for taking it away; it says nothing about who."""

    id: str
    text: str


class Conclusion(msgspec.Struct, frozen=True, kw_only=True):
    """wording: how often the sentence was worded; answers are to this wording.

    asked: the question is open. hidden: how many answered whose answers are not shown here. left: what was answered by
    who is gone since the outcome was seen. dissents: by seat; of others, in what somebody sees, by their random name.
    """

    text: str = ""
    wording: int = 0
    asked: bool = False
    answers: dict[SeatId, bool] = {}
    hidden: int = 0
    left: tuple[bool, ...] = ()
    dissents: dict[SeatId, Dissent] = {}
    left_open: bool = False
    outcome: Outcome = "not_recorded"

    @property
    def answered(self) -> int:
        return len(self.answers) + self.hidden


BLANK = Conclusion()


class Conclude(Command, frozen=True, kw_only=True):
    """The sentence as it should read. wording: the one it was made from."""

    text: Words
    wording: int


class AskAround(Command, frozen=True, kw_only=True):
    """Open the unseen question about this wording, or close it."""

    asked: bool


class LiveWith(Command, frozen=True, kw_only=True):
    """‘Kun je hiermee leven?’ yes: ja; no: ik zie het anders."""

    finishes: ClassVar[bool] = True
    yes: bool
    wording: int


class ApproveDissent(Command, frozen=True, kw_only=True):
    """‘Zo mag het erin.’ Once the question is closed: before, it would tell that somebody said no."""

    text: Words


class TakeBackDissent(Command, frozen=True):
    """Once the question is closed, likewise."""


class LeaveOpen(Command, frozen=True, kw_only=True):
    """The facilitator says: this is an open outcome."""

    left_open: bool


class ConclusionWorded(Event, frozen=True, kw_only=True):
    text: str


class QuestionAsked(Event, frozen=True, kw_only=True):
    asked: bool


class Answered(Event, frozen=True, kw_only=True):
    yes: bool


class AnswerTakenBack(Event, frozen=True):
    """Of who left the table: as if never answered."""


class DissentApproved(Event, frozen=True, kw_only=True):
    dissent: Dissent


class DissentTakenBack(Event, frozen=True):
    pass


class LeftOpen(Event, frozen=True, kw_only=True):
    left_open: bool


COMMANDS: dict[str, type[Command]] = {
    "conclude": Conclude,
    "ask-around": AskAround,
    "live-with": LiveWith,
    "approve-dissent": ApproveDissent,
    "take-back-dissent": TakeBackDissent,
    "leave-open": LeaveOpen,
}
EVENTS = (ConclusionWorded, QuestionAsked, Answered, AnswerTakenBack, DissentApproved, DissentTakenBack, LeftOpen)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    now: Conclusion = turn.content
    match command:
        case Conclude(text=text):
            turn.must_write()
            if text.strip() == now.text:
                return ()
            turn.must_have_read(command.wording)
            return (ConclusionWorded(text=text.strip()),)
        case AskAround(asked=asked):
            if not turn.by.leads:
                raise NotFacilitator
            if asked and not now.text:
                raise FieldMissing(field="text")
            return (QuestionAsked(asked=asked),) if asked != now.asked else ()
        case LiveWith(yes=yes):
            _holder(turn)
            if not now.asked:
                raise NotYourTask
            turn.must_have_read(command.wording)
            return (Answered(yes=yes),) if now.answers.get(turn.by.id) != yes else ()
        case ApproveDissent(text=text):
            _holder(turn)
            if now.asked:
                raise QuestionOpen
            if now.answers.get(turn.by.id) is not False:
                raise NotYourTask
            words, mine = said(text), now.dissents.get(turn.by.id)
            return (DissentApproved(dissent=Dissent(id=mine.id if mine else ids(), text=words)),)
        case TakeBackDissent():
            if now.asked:
                raise QuestionOpen
            return (DissentTakenBack(),) if turn.by.id in now.dissents else ()
        case LeaveOpen(left_open=left_open):
            if not turn.by.leads:
                raise NotFacilitator
            return (LeftOpen(left_open=left_open),) if left_open != now.left_open else ()
    raise AssertionError(command)


def _holder(turn: Turn) -> None:
    if turn.by.leads:
        raise FacilitatorHasNoVote


def evolve(content: Conclusion, by: SeatId, event: Any, late: bool) -> Conclusion:
    now = content
    match event:
        case ConclusionWorded(text=text):
            # The answers were to another sentence. A worded dissent stays its holder's, who can take it back.
            now = msgspec.structs.replace(now, text=text, wording=now.wording + 1, answers={}, left=(), asked=False)
        case QuestionAsked(asked=asked):
            if asked:
                now = msgspec.structs.replace(now, asked=True, answers={}, left=())
            else:  # who can live with it after all takes the earlier words back, and not sooner than this
                stand = {seat: one for seat, one in now.dissents.items() if not now.answers.get(seat)}
                now = msgspec.structs.replace(now, asked=False, dissents=stand)
        case Answered(yes=yes):
            now = msgspec.structs.replace(now, answers={**now.answers, by: yes})
        case AnswerTakenBack():
            answers = {seat: yes for seat, yes in now.answers.items() if seat != by}
            seen = now.left if now.asked else tuple(sorted((*now.left, now.answers[by])))
            now = msgspec.structs.replace(now, answers=answers, left=seen)
        case DissentApproved(dissent=dissent):
            now = msgspec.structs.replace(now, dissents={**now.dissents, by: dissent})
        case DissentTakenBack():
            now = msgspec.structs.replace(now, dissents={s: d for s, d in now.dissents.items() if s != by})
        case LeftOpen(left_open=left_open):
            now = msgspec.structs.replace(now, left_open=left_open)
        case _:
            raise AssertionError(event)
    return msgspec.structs.replace(now, outcome=_outcome(now))


def _outcome(now: Conclusion) -> Outcome:
    """The kind of outcome follows from the answers; a mark stays when a dissent is softened or taken back."""
    if now.left_open:
        return "open"
    answers = (*now.answers.values(), *now.left)
    if not now.text or not answers or (len(answers) < FEWEST and not now.dissents):
        return "not_recorded"
    agreed = all(answers) and not now.dissents  # a dissent may stand from an earlier wording
    return "shared" if agreed else "shared_with_minority"


def leave(content: Conclusion) -> tuple[Event, ...]:
    """Going on closes the question: what was answered counts."""
    return (QuestionAsked(asked=False),) if content.asked else ()


def depart(content: Conclusion, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    return (AnswerTakenBack(),) if seat in content.answers else ()


def withdrawn(content: Conclusion, by: SeatId, event: Any) -> tuple[str, ...]:
    own = content.dissents.get(by)
    match event:
        case ConclusionWorded(text="") if content.text:
            return ("text",)
        case DissentTakenBack() if own:
            return (own.id,)
        case QuestionAsked(asked=False):
            return tuple(one.id for seat, one in content.dissents.items() if content.answers.get(seat))
    return ()


def quiet(event: Any) -> bool:
    return isinstance(event, Answered)


def redact(content: Conclusion, seat: SeatId | None, revealed: bool) -> Conclusion:
    """While the question is open nobody sees an outcome or another's dissent; an answer is never shown at all."""
    own_answers = {s: yes for s, yes in content.answers.items() if s == seat}
    dissents = {s if s == seat else SeatId(one.id): one for s, one in content.dissents.items()}
    return msgspec.structs.replace(
        content,
        answers=own_answers,
        hidden=len(content.answers) - len(own_answers),
        left=(),
        dissents={s: one for s, one in dissents.items() if s == seat} if content.asked else dissents,
        outcome="open" if content.left_open else "not_recorded" if content.asked else content.outcome,
    )


def unsigned(content: Conclusion) -> Conclusion:
    return content  # answers are their givers', and dissents are by their own names


def written(content: Conclusion) -> frozenset[SeatId]:
    return frozenset(content.answers)


def done(seen: Seen, plan: Plan) -> bool:
    now: Conclusion = seen.steps[plan.id].content
    return bool(now.text) and (now.answered >= len(seen.at_table) > 0 or now.outcome != "not_recorded")


class ConclusionView(msgspec.Struct, frozen=True, kw_only=True):
    """answered of seats: how many answered the unseen question. dissents: approved ones, in no telling order."""

    step: str
    question: Text
    why: Text
    text: str
    wording: int
    asked: bool
    answered: int
    seats: int
    outcome: Outcome
    left_open: bool
    dissents: tuple[Dissent, ...]
    may_write: bool


def view(seen: Seen, plan: Plan, viewer: Viewer) -> ConclusionView:
    now: Conclusion = seen.steps[plan.id].content
    return ConclusionView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        text=now.text,
        wording=now.wording,
        asked=now.asked,
        answered=now.answered,
        seats=len(seen.at_table),
        outcome=now.outcome,
        left_open=now.left_open,
        dissents=_in_no_order(now),
        may_write=viewer.writes,
    )


def _in_no_order(now: Conclusion) -> tuple[Dissent, ...]:
    """By their random names: the order of approval would tell who."""
    return tuple(sorted((one for one in now.dissents.values() if one.text), key=lambda one: one.id))


class OwnAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """first_words: a first text for who differs, the own ‘omdat’ from the judgement. practice: no link is given."""

    step: str
    asked: bool
    wording: int
    text: str
    answer: bool | None
    dissent: str
    first_words: str
    practice: bool


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnAnswer | None:
    if seen.seats[seat].leads:
        return None
    now: Conclusion = seen.steps[plan.id].content
    judged = seen.content_of("judgement")
    sheet = judged.sheets.get(seat) if judged else None
    own = now.dissents.get(seat)
    return OwnAnswer(
        step=plan.id,
        asked=now.asked,
        wording=now.wording,
        text=now.text,
        answer=now.answers.get(seat),
        dissent=own.text if own else "",
        first_words=sheet.because if sheet else "",
        practice=seen.practice,
    )


def holds(content: Conclusion, item: str) -> bool:
    return (item == "text" and bool(content.text)) or any(d.id == item for d in content.dissents.values())


def without(content: Conclusion, item: str) -> Conclusion:
    if item == "text":
        bare = msgspec.structs.replace(content, text="")
        return msgspec.structs.replace(bare, outcome=_outcome(bare))  # as a replay of the overwritten log says it
    silent = {
        seat: Dissent(id=one.id, text="" if one.id == item else one.text) for seat, one in content.dissents.items()
    }
    return msgspec.structs.replace(content, dissents=silent)


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, ConclusionWorded) and item == "text":
        return ConclusionWorded(text="")
    if isinstance(event, DissentApproved) and event.dissent.id == item:
        return DissentApproved(dissent=Dissent(id=item, text=""))
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Conclusion = seen.steps[plan.id].content
    dissents = tuple(one.text for one in _in_no_order(now))
    return (ConclusionBlock(outcome=now.outcome, text=now.text, dissents=dissents),)


def case_fields(seen: Seen, plan: Plan, may_go: frozenset[SeatId]) -> dict[str, Any]:
    now: Conclusion = seen.steps[plan.id].content
    return {"conclusion": now.text, "outcome": now.outcome, "dissents": _in_no_order(now)}
