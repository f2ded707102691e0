"""The evaluation: how the conversation itself went. Closed questions, and, without names, what should be otherwise.

Only totals are ever shown, and remarks apart from them: whoever knows one answer of somebody learns no other. With too
few at the table to be without names, the closed questions alone are asked, and the totals come when all have answered.
The questions are inspired by what is asked in the field after a moral case deliberation; they are no instrument.
Source: docs/glossary.md, "evaluatie".
"""

from typing import Any, ClassVar

import msgspec

from beraad.deliberation import refusals as no
from beraad.deliberation.activities import usual
from beraad.deliberation.activities.evaluate import shown
from beraad.deliberation.activities.evaluate.sheets import QUESTIONS, Counts, Evaluate, Evaluations, counts_of
from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.box import Box, Paper
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event, FromBox
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.state import Seen

OPTIONS: dict[str, type] = {}
VISIBILITY = ("live", "private_anon_reveal")


class CountSheet(Evaluate, frozen=True, kw_only=True):
    """A sheet from paper, typed by who writes for the group. Whose it is, nobody asks; its remark is read aloud."""

    finishes: ClassVar[bool] = False


BLANK = Evaluations()


class ShowTotals(Command, frozen=True):
    """Where answers come with names: show how often each was given, now that all have answered."""


class Evaluated(Event, frozen=True, kw_only=True):
    evaluation: Evaluate


class SheetCounted(Event, frozen=True, kw_only=True):
    evaluation: Evaluate


class EvaluationTakenBack(Event, frozen=True):
    """Of who left the table."""


class TotalsShown(Event, frozen=True):
    pass


class EvaluationsShown(FromBox, frozen=True, kw_only=True):
    """Totals, and remarks apart from them: which remark came with which answers is told to nobody."""

    counts: Counts
    remarks: tuple[tuple[ItemId, str], ...]


COMMANDS = by_verb(Evaluate, CountSheet, ShowTotals)
EVENTS = (Evaluated, SheetCounted, EvaluationTakenBack, TotalsShown, EvaluationsShown)
PAPER = Evaluate


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    now: Evaluations = turn.content
    match command:
        case CountSheet():
            return _counted(turn, command)
        case Evaluate():
            if turn.by.leads:
                raise no.FacilitatorHasNoVote
            if now.shown:
                raise no.AlreadyRevealed
            if command.remark.strip():  # what is free to say is only asked without names
                raise no.NamesChanged
            evaluation = paper(turn, command)
            return (Evaluated(evaluation=evaluation),) if now.given.get(turn.by.id) != evaluation else ()
        case ShowTotals():
            if not turn.by.leads:
                raise no.NotFacilitator
            if now.shown:
                return ()
            missing = [seat for seat in turn.state.at_table if seat.id not in now.given]
            if not turn.state.at_table or _in_box(turn) or len(missing) > len(now.sheets):
                raise no.NotAllAnswered
            if now.sheets and len(now.given) == 1:  # whoever typed the others knows what that one answered
                raise no.TooFewToShow
            return (TotalsShown(),)
    raise AssertionError(command)


def _counted(turn: Turn, command: CountSheet) -> tuple[Event, ...]:
    turn.must_write()
    now: Evaluations = turn.content
    if now.shown:
        raise no.AlreadyRevealed
    if command.remark.strip():
        raise no.NotAsked(field="remark")
    most = len(turn.state.at_table)
    if len(now.given) + _in_box(turn) + len(now.sheets) >= most:
        raise no.TooMany(most=most)
    sheet = Evaluate(**msgspec.structs.asdict(command))
    return (SheetCounted(evaluation=paper(turn, sheet)),)


def _in_box(turn: Turn) -> int:
    return turn.state.boxes.get(turn.plan.id, Box()).count


def paper(turn: Turn, command: Any) -> Evaluate:
    sheet: Evaluate = msgspec.structs.replace(command, remark=command.remark.strip())
    if sheet == Evaluate():
        raise no.NothingAnswered(field=QUESTIONS[0].field)
    return sheet


def share(plan: Plan) -> int:
    return 1


def opened(papers: tuple[Paper, ...]) -> EvaluationsShown:
    remarks = tuple((ItemId(paper.key[:16]), paper.what.remark) for paper in papers if paper.what.remark)
    return EvaluationsShown(
        keys=tuple(paper.key for paper in papers),
        counts=counts_of([paper.what for paper in papers]),
        remarks=remarks,
    )


def evolve(content: Evaluations, by: SeatId, event: Any, late: bool) -> Evaluations:
    match event:
        case Evaluated(evaluation=evaluation):
            return msgspec.structs.replace(content, given={**content.given, by: evaluation})
        case SheetCounted(evaluation=sheet):
            return msgspec.structs.replace(content, sheets=(*content.sheets, sheet))
        case EvaluationTakenBack():
            return msgspec.structs.replace(content, given={s: one for s, one in content.given.items() if s != by})
        case TotalsShown():
            everybody = [*content.given.values(), *content.sheets]
            return msgspec.structs.replace(content, people=len(everybody), counts=counts_of(everybody))
        case EvaluationsShown(keys=keys, counts=counts, remarks=remarks):
            both = tuple(
                tuple(one + other for one, other in zip(*rows, strict=True))
                for rows in zip(counts, counts_of(list(content.sheets)), strict=True)
            )
            people = len(keys) + len(content.sheets)
            return Evaluations(people=people, sheets=content.sheets, counts=both, remarks=dict(remarks))
    raise AssertionError(event)


# What comes with a name has no words.
leave, unsigned, own_words, case_fields = usual.leave, usual.unsigned, usual.own_words, usual.case_fields


def depart(content: Evaluations, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    return (EvaluationTakenBack(),) if seat in content.given and not content.shown else ()


def withdrawn(content: Evaluations, by: SeatId, event: Any) -> tuple[str, ...]:
    return ()  # what comes with a name has no words


def quiet(event: Any) -> bool:
    return isinstance(event, Evaluated | SheetCounted)


def redact(content: Evaluations, seat: SeatId | None, revealed: bool) -> Evaluations:
    own = {one: given for one, given in content.given.items() if one == seat}
    papers = len(content.sheets)
    return msgspec.structs.replace(content, given=own, hidden=len(content.given) - len(own), sheets=(), papers=papers)


def written(content: Evaluations) -> frozenset[SeatId]:
    return frozenset(content.given)


def done(seen: Seen, plan: Plan) -> bool:
    now: Evaluations = seen.steps[plan.id].content
    return now.shown


view, mine, report = shown.view, shown.mine, shown.report


def holds(content: Evaluations, item: str) -> bool:
    return bool(content.remarks.get(ItemId(item)))


def without(content: Evaluations, item: str) -> Evaluations:
    return msgspec.structs.replace(content, remarks={**content.remarks, ItemId(item): ""})


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, EvaluationsShown) and any(id == item for id, _ in event.remarks):
        remarks = tuple((id, "" if id == item else text) for id, text in event.remarks)
        return msgspec.structs.replace(event, remarks=remarks)
    return event
