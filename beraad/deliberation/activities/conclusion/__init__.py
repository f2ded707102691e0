"""The conclusion: one sentence, the unseen question whether you can live with it, and the minority in its own words.

Answers are never shown, only what follows from them. Who differs words and approves the own sentence from the own
phone; what is not approved is not shown, and two holders are two sentences. Nothing is merged.

An answer is one of somebody present: who is removed takes it along. A sentence that stands was seen by all and stays
until it is erased, as a revealed reason does: sending somebody away silences no minority, and tells nobody whose
sentence it was.

Who answers on paper lays down a slip; whoever writes counts them, and no slip is anybody's. A sentence of who differs
is never typed for another: its holder approves it unseen, on a device of their own or one that is lent.

Nothing that can be done tells one answer from another: while the question is open there are answers alone, and no
sentence comes or goes; no outcome follows from a single answer, whoever asks again asks everybody again, and an outcome
that was seen stays when a seat is removed.
"""

from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from beraad.deliberation import refusals as no
from beraad.deliberation.activities import usual
from beraad.deliberation.activities.conclusion import shown
from beraad.deliberation.activities.conclusion.outcome import Conclusion, Dissent, outcome
from beraad.deliberation.activities.own import OwnText
from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Words

OPTIONS: dict[str, type] = {}
VISIBILITY = ("live",)
Count = Annotated[int, Meta(ge=0, le=400)]
BLANK = Conclusion()
NO_ANSWERS: dict[str, Any] = {"answers": {}, "left": (), "slips": (0, 0)}


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


class CountSlips(Command, frozen=True, kw_only=True):
    """How many slips say yes and how many no, of who did not answer on a device; again to count anew."""

    yes: Count
    no: Count
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


class SlipsCounted(Event, frozen=True, kw_only=True):
    yes: int
    no: int


class AnswerTakenBack(Event, frozen=True):
    """Of who left the table: as if never answered."""


class DissentApproved(Event, frozen=True, kw_only=True):
    dissent: Dissent


class DissentTakenBack(Event, frozen=True):
    pass


class LeftOpen(Event, frozen=True, kw_only=True):
    left_open: bool


COMMANDS = by_verb(Conclude, AskAround, LiveWith, CountSlips, ApproveDissent, TakeBackDissent, LeaveOpen)
EVENTS = (
    ConclusionWorded,
    QuestionAsked,
    Answered,
    SlipsCounted,
    AnswerTakenBack,
    DissentApproved,
    DissentTakenBack,
    LeftOpen,
)


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
                raise no.NotFacilitator
            if asked and not now.text:
                raise no.FieldMissing(field="text")
            return (QuestionAsked(asked=asked),) if asked != now.asked else ()
        case LiveWith(yes=yes):
            _holder(turn)
            if not now.asked:
                raise no.NotYourTask
            turn.must_have_read(command.wording)
            return (Answered(yes=yes),) if now.answers.get(turn.by.id) != yes else ()
        case CountSlips(yes=yes, no=noes):
            turn.must_write()
            if not now.text or (not now.asked and (now.answers or now.left)):
                raise no.NotYourTask  # the answers were counted with what came of them
            turn.must_have_read(command.wording)
            most = len(turn.state.at_table) - len(now.answers)
            if yes + noes > most:
                raise no.TooMany(most=most)
            return (SlipsCounted(yes=yes, no=noes),) if (yes, noes) != now.slips else ()
        case ApproveDissent(text=text):
            _holder(turn)
            if now.asked:
                raise no.QuestionOpen
            if now.answers.get(turn.by.id) is not False:
                raise no.NotYourTask
            words, mine = said(text), now.dissents.get(turn.by.id)
            return (DissentApproved(dissent=Dissent(id=mine.id if mine else ids(), text=words)),)
        case TakeBackDissent():
            if now.asked:
                raise no.QuestionOpen
            return (DissentTakenBack(),) if turn.by.id in now.dissents else ()
        case LeaveOpen(left_open=left_open):
            if not turn.by.leads:
                raise no.NotFacilitator
            return (LeftOpen(left_open=left_open),) if left_open != now.left_open else ()
    raise AssertionError(command)


def _holder(turn: Turn) -> None:
    if turn.by.leads:
        raise no.FacilitatorHasNoVote


def evolve(content: Conclusion, by: SeatId, event: Any, late: bool) -> Conclusion:
    now = content
    match event:
        case ConclusionWorded(text=text):
            # The answers were to another sentence. A worded dissent stays its holder's, who can take it back.
            now = msgspec.structs.replace(now, text=text, wording=now.wording + 1, asked=False, **NO_ANSWERS)
        case QuestionAsked(asked=asked):
            if asked:
                now = msgspec.structs.replace(now, asked=True, **NO_ANSWERS)
            else:  # who can live with it after all takes the earlier words back, and not sooner than this
                stand = {seat: one for seat, one in now.dissents.items() if not now.answers.get(seat)}
                now = msgspec.structs.replace(now, asked=False, dissents=stand)
        case Answered(yes=yes):
            now = msgspec.structs.replace(now, answers={**now.answers, by: yes})
        case SlipsCounted(yes=yes, no=noes):
            now = msgspec.structs.replace(now, slips=(yes, noes))
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
    return msgspec.structs.replace(now, outcome=outcome(now))


def leave(content: Conclusion) -> tuple[Event, ...]:
    """Going on closes the question: what was answered counts."""
    return (QuestionAsked(asked=False),) if content.asked else ()


def depart(content: Conclusion, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    """While the question is open a slip could be of who leaves: they are counted again."""
    if seat in content.answers:
        return (AnswerTakenBack(),)
    return (SlipsCounted(yes=0, no=0),) if content.asked and any(content.slips) else ()


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
    return isinstance(event, Answered | SlipsCounted)


def redact(content: Conclusion, seat: SeatId | None, revealed: bool) -> Conclusion:
    """While the question is open nobody sees an outcome or another's dissent; an answer is never shown at all."""
    own_answers = {s: yes for s, yes in content.answers.items() if s == seat}
    dissents = {s if s == seat else SeatId(one.id): one for s, one in content.dissents.items()}
    return msgspec.structs.replace(
        content,
        answers=own_answers,
        hidden=len(content.answers) - len(own_answers),
        slips=(0, 0),
        papers=sum(content.slips),
        left=(),
        dissents={s: one for s, one in dissents.items() if s == seat} if content.asked else dissents,
        outcome="open" if content.left_open else "not_recorded" if content.asked else content.outcome,
    )


unsigned = usual.unsigned  # answers are their givers', and dissents are by their own names


def written(content: Conclusion) -> frozenset[SeatId]:
    return frozenset(content.answers)


def own_words(content: Conclusion, seat: SeatId) -> tuple[OwnText, ...]:
    return tuple(OwnText(texts=(one.text,)) for holder, one in content.dissents.items() if holder == seat and one.text)


def done(seen: Seen, plan: Plan) -> bool:
    now: Conclusion = seen.steps[plan.id].content
    return bool(now.text) and (now.answered >= len(seen.at_table) > 0 or now.outcome != "not_recorded")


view, mine, report, case_fields = shown.view, shown.mine, shown.report, shown.case_fields


def holds(content: Conclusion, item: str) -> bool:
    return (item == "text" and bool(content.text)) or any(d.id == item for d in content.dissents.values())


def without(content: Conclusion, item: str) -> Conclusion:
    if item == "text":
        bare = msgspec.structs.replace(content, text="")
        return msgspec.structs.replace(bare, outcome=outcome(bare))  # as a replay of the overwritten log says it
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
