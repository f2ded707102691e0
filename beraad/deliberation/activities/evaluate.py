"""The evaluation: how the conversation itself went. Closed questions, and, without names, what should be otherwise.

Only totals are ever shown, and remarks apart from them: whoever knows one answer of somebody learns no other. With too
few at the table to be without names, the closed questions alone are asked, and the totals come when all have answered.
The questions are inspired by what is asked in the field after a moral case deliberation; they are no instrument.
Source: docs/glossary.md, "evaluatie".
"""

from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta

from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.blocks import AnyBlock, Score, ScoresBlock
from beraad.deliberation.box import Paper
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event, FromBox
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.refusals import (
    AlreadyRevealed,
    FacilitatorHasNoVote,
    FieldMissing,
    NamesChanged,
    NotAllAnswered,
    NotFacilitator,
)
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Words

OPTIONS: dict[str, type] = {}
VISIBILITY = ("live", "private_anon_reveal")

Scale = Annotated[int, Meta(ge=0, le=5)]
"""1: not at all, to 5: wholly; 0: no opinion."""
Mark = Annotated[int, Meta(ge=0, le=10)]
Insight = Literal["", "yes", "partly", "no"]


class Evaluate(Command, frozen=True, kw_only=True):
    """One person's whole sheet. What is 0 or empty was not answered. The remark is only asked without names."""

    finishes: ClassVar[bool] = True
    free: Scale = 0
    asked_first: Scale = 0
    process: Scale = 0
    child_heard: Scale = 0
    screen: Scale = 0
    mark: Mark = 0
    insight: Insight = ""
    remark: Words = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A closed question: the field it fills, and its possible answers, in order."""

    field: str
    text: Text
    answers: tuple[tuple[str, Text], ...]


def _numbers(most: int) -> tuple[tuple[str, Text], ...]:
    return tuple((str(number), Text(nl=str(number), en=str(number))) for number in range(1, most + 1))


_NO_OPINION = Text(nl="geen mening", en="no opinion")
_SCALE = (*_numbers(5), ("0", _NO_OPINION))
_MARKS = (*_numbers(10), ("0", _NO_OPINION))
_INSIGHT = (
    ("yes", Text(nl="ja", en="yes")),
    ("partly", Text(nl="deels", en="partly")),
    ("no", Text(nl="nee", en="no")),
    ("", _NO_OPINION),
)

QUESTIONS = (
    Question(
        field="free",
        text=Text(nl="Ik kon zeggen wat ik dacht.", en="I could say what I thought."),
        answers=_SCALE,
    ),
    Question(
        field="asked_first",
        text=Text(nl="We vroegen eerst, en oordeelden daarna.", en="We asked first, and judged after that."),
        answers=_SCALE,
    ),
    Question(
        field="process",
        text=Text(
            nl="De gespreksleider stuurde het gesprek, niet de uitkomst.",
            en="The facilitator steered the conversation, not the outcome.",
        ),
        answers=_SCALE,
    ),
    Question(
        field="child_heard",
        text=Text(
            nl="Het kind en de ouders kregen een eigen plek in het gesprek.",
            en="The child and the parents had a place of their own in the conversation.",
        ),
        answers=_SCALE,
    ),
    Question(
        field="screen",
        text=Text(nl="De schermen hielpen ons gesprek.", en="The screens helped our conversation."),
        answers=_SCALE,
    ),
    Question(
        field="mark",
        text=Text(nl="Welk cijfer geef je dit beraad?", en="What mark do you give this deliberation?"),
        answers=_MARKS,
    ),
    Question(
        field="insight",
        text=Text(nl="Kijk je nu anders naar de kwestie?", en="Do you look at the matter differently now?"),
        answers=_INSIGHT,
    ),
)

Counts = tuple[tuple[int, ...], ...]
"""Per question, how often each of its answers was given, in order."""


class Evaluations(msgspec.Struct, frozen=True, kw_only=True):
    """given: answers that come with a name, which nobody is shown. hidden: how many gave such an answer.

    counts: the totals once they are shown, of `people`. remarks: from the box, by the name to take them away.
    """

    given: dict[SeatId, Evaluate] = {}
    hidden: int = 0
    people: int = 0
    counts: Counts = ()
    remarks: dict[ItemId, str] = {}

    @property
    def shown(self) -> bool:
        return bool(self.counts)


BLANK = Evaluations()


class ShowTotals(Command, frozen=True):
    """Where answers come with names: show how often each was given, now that all have answered."""


class Evaluated(Event, frozen=True, kw_only=True):
    evaluation: Evaluate


class EvaluationTakenBack(Event, frozen=True):
    """Of who left the table."""


class TotalsShown(Event, frozen=True):
    pass


class EvaluationsShown(FromBox, frozen=True, kw_only=True):
    """Totals, and remarks apart from them: which remark came with which answers is told to nobody."""

    counts: Counts
    remarks: tuple[tuple[ItemId, str], ...]


COMMANDS: dict[str, type[Command]] = {"evaluate": Evaluate, "show-totals": ShowTotals}
EVENTS = (Evaluated, EvaluationTakenBack, TotalsShown, EvaluationsShown)
PAPER = Evaluate


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    now: Evaluations = turn.content
    match command:
        case Evaluate():
            if turn.by.leads:
                raise FacilitatorHasNoVote
            if now.shown:
                raise AlreadyRevealed
            if command.remark.strip():  # what is free to say is only asked without names
                raise NamesChanged
            evaluation = paper(turn, command)
            return (Evaluated(evaluation=evaluation),) if now.given.get(turn.by.id) != evaluation else ()
        case ShowTotals():
            if not turn.by.leads:
                raise NotFacilitator
            if now.shown:
                return ()
            if not turn.state.at_table or any(seat.id not in now.given for seat in turn.state.at_table):
                raise NotAllAnswered
            return (TotalsShown(),)
    raise AssertionError(command)


def paper(turn: Turn, command: Any) -> Evaluate:
    sheet: Evaluate = msgspec.structs.replace(command, remark=command.remark.strip())
    if sheet == Evaluate():
        raise FieldMissing(field=QUESTIONS[0].field)
    return sheet


def share(plan: Plan) -> int:
    return 1


def opened(papers: tuple[Paper, ...]) -> EvaluationsShown:
    remarks = tuple((ItemId(paper.key[:16]), paper.what.remark) for paper in papers if paper.what.remark)
    return EvaluationsShown(
        keys=tuple(paper.key for paper in papers),
        counts=_counts([paper.what for paper in papers]),
        remarks=remarks,
    )


def _counts(given: list[Evaluate]) -> Counts:
    answers = [[str(getattr(one, question.field)) for one in given] for question in QUESTIONS]
    return tuple(
        tuple(found.count(value) for value, _ in question.answers)
        for question, found in zip(QUESTIONS, answers, strict=True)
    )


def evolve(content: Evaluations, by: SeatId, event: Any, late: bool) -> Evaluations:
    match event:
        case Evaluated(evaluation=evaluation):
            return msgspec.structs.replace(content, given={**content.given, by: evaluation})
        case EvaluationTakenBack():
            return msgspec.structs.replace(content, given={s: one for s, one in content.given.items() if s != by})
        case TotalsShown():
            counts = _counts(list(content.given.values()))
            return msgspec.structs.replace(content, people=len(content.given), counts=counts)
        case EvaluationsShown(keys=keys, counts=counts, remarks=remarks):
            return Evaluations(people=len(keys), counts=counts, remarks=dict(remarks))
    raise AssertionError(event)


def leave(content: Evaluations) -> tuple[Event, ...]:
    return ()


def depart(content: Evaluations, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    return (EvaluationTakenBack(),) if seat in content.given and not content.shown else ()


def withdrawn(content: Evaluations, by: SeatId, event: Any) -> tuple[str, ...]:
    return ()  # what comes with a name has no words


def quiet(event: Any) -> bool:
    return isinstance(event, Evaluated)


def redact(content: Evaluations, seat: SeatId | None, revealed: bool) -> Evaluations:
    own = {one: given for one, given in content.given.items() if one == seat}
    return msgspec.structs.replace(content, given=own, hidden=len(content.given) - len(own))


def unsigned(content: Evaluations) -> Evaluations:
    return content


def written(content: Evaluations) -> frozenset[SeatId]:
    return frozenset(content.given)


def done(seen: Seen, plan: Plan) -> bool:
    now: Evaluations = seen.steps[plan.id].content
    return now.shown


class EvaluateView(msgspec.Struct, frozen=True, kw_only=True):
    """answered of seats: how many handed in. counts: the totals of `people`, once this face may show them.

    remarks: never on the screen, where a name in one of them would stand before everybody.
    """

    step: str
    question: Text
    why: Text
    unnamed: bool
    revealed: bool
    shown: bool
    answered: int
    seats: int
    questions: tuple[Question, ...]
    people: int
    counts: Counts
    remarks: tuple[tuple[ItemId, str], ...]


def view(seen: Seen, plan: Plan, viewer: Viewer) -> EvaluateView:
    here = seen.steps[plan.id]
    now: Evaluations = here.content
    shown = now.shown and (not here.unnamed or viewer.face != "screen" or seen.on_screen == plan.id)
    return EvaluateView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        unnamed=here.unnamed,
        revealed=now.shown,
        shown=shown,
        answered=seen.boxes[plan.id].count if plan.id in seen.boxes else now.people or now.hidden,
        seats=len(seen.at_table),
        questions=QUESTIONS,
        people=now.people,
        counts=now.counts if shown else (),
        remarks=tuple(now.remarks.items()) if shown and viewer.face != "screen" else (),
    )


class OwnEvaluation(msgspec.Struct, frozen=True, kw_only=True):
    """evaluation: what this seat answered; unnamed: that is known to nobody, only that it did, `wrote`."""

    step: str
    open: bool
    unnamed: bool
    wrote: bool
    evaluation: Evaluate | None
    questions: tuple[Question, ...]


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnEvaluation | None:
    here = seen.steps[plan.id]
    now: Evaluations = here.content
    if seen.seats[seat].leads:
        return None
    box = seen.boxes.get(plan.id)
    return OwnEvaluation(
        step=plan.id,
        open=not now.shown,
        unnamed=here.unnamed,
        wrote=bool(box and box.of(seat)) or seat in now.given,
        evaluation=now.given.get(seat),
        questions=QUESTIONS,
    )


def holds(content: Evaluations, item: str) -> bool:
    return bool(content.remarks.get(ItemId(item)))


def without(content: Evaluations, item: str) -> Evaluations:
    return msgspec.structs.replace(content, remarks={**content.remarks, ItemId(item): ""})


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, EvaluationsShown) and any(id == item for id, _ in event.remarks):
        remarks = tuple((id, "" if id == item else text) for id, text in event.remarks)
        return msgspec.structs.replace(event, remarks=remarks)
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    now: Evaluations = seen.steps[plan.id].content
    if not now.shown:
        return ()
    scores = tuple(
        Score(question=question.text, counts=tuple(zip((text for _, text in question.answers), row, strict=True)))
        for question, row in zip(QUESTIONS, now.counts, strict=True)
    )
    return (ScoresBlock(scores=scores, people=now.people, remarks=tuple(filter(None, now.remarks.values()))),)


def case_fields(seen: Seen, plan: Plan, may_go: frozenset[SeatId]) -> dict[str, Any]:
    return {}  # about this group, not about the case
