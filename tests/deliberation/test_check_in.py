"""Coming in: the rules are everybody's, how many accept them is seen, and a line is for who sits at the table."""

from typing import Any

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import ACTIVITIES, activity
from beraad.deliberation.activities.check_in import MOST, Accept, AddRule, CheckIn, DropRule, SayLine, TakeBackLine
from beraad.deliberation.blocks import ListBlock
from beraad.deliberation.ids import ItemId, SeatId, StepId
from beraad.deliberation.material import material, report
from beraad.deliberation.method import Method
from beraad.deliberation.method_file import read_method
from beraad.deliberation.seats import Face, Seat
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import on_face, visible
from tests.deliberation.builders import ANNA, BEN, CEM, LEADER, own_parts_of, parts_of, planned
from tests.deliberation.builders import step as do
from tests.deliberation.histories import SCREEN, SETTING_OUT, History, replay

START, NEXT, LEAD = StepId("start"), StepId("casus"), LEADER.id
LINE, OWN_RULE = "Beetje moe", "Telefoons op stil"
FILE = """\
id: tien
version: 1
title: {nl: Tien}
presets: {kort: 10}
chairs: [{id: kind, name: {nl: Het kind}, child: true}]
steps:
  - {id: start, activity: check_in, phase: picture, title: {nl: Aankomen}, minutes: {kort: 5}, rules: {nl: [Wat]}}
  - {id: casus, activity: statement, phase: picture, title: {nl: De casus}, minutes: {kort: 5}}
"""
Moves = list[tuple[SeatId, c.Command]]


def method() -> Method:
    return read_method(FILE.encode(), "tien.yaml", ACTIVITIES)


def room(*moves: tuple[SeatId, c.Command], at: StepId = START) -> History:
    """Anna, Ben and Cem came in; Cem types, Ben brings the case in, and these moves were made."""
    history = History(events=[planned(method())])
    history.happened(*SETTING_OUT)
    for command in (c.NameTypist(seat=CEM), c.NamePresenter(seat=BEN), c.OpenStep(step=at)):
        assert history.do(command, LEAD)
    for by, what in moves:
        assert history.do(c.Contribute(step=at, what=what), by)
    return history


def now(history: History) -> CheckIn:
    content: CheckIn = history.state.steps[START].content
    return content


def views(state: Deliberation, seat: Seat) -> str:
    shown = parts_of(state, seat.id)
    own = own_parts_of(state, seat.id)
    return str([part.view for part in (*shown, *own) if "check_in" in part.template])


def first(history: History) -> ItemId:
    return next(iter(now(history).added))


REFUSED: list[tuple[Moves, SeatId, c.Command, type[Exception]]] = [
    ([], LEAD, Accept(wording=0), no.NotYourTask),
    ([(CEM, AddRule(rule=OWN_RULE))], ANNA, Accept(wording=0), no.WordingChanged),
    ([], LEAD, SayLine(line=LINE), no.NotYourTask),
    ([], ANNA, SayLine(line=" "), no.FieldMissing),
    ([], SCREEN.id, TakeBackLine(), no.NotYourTask),
    ([], ANNA, AddRule(rule=OWN_RULE), no.NotYourTask),
    ([], CEM, AddRule(rule=" "), no.FieldMissing),
    ([(CEM, AddRule(rule=OWN_RULE))] * MOST, LEAD, AddRule(rule="Nog een"), no.TooMany),
    ([(CEM, AddRule(rule=OWN_RULE))], ANNA, DropRule(item=ItemId("id0")), no.NotYourTask),
    ([], LEAD, DropRule(item=ItemId("geen")), no.NoSuchItem),
]


@pytest.mark.parametrize(("moves", "by", "what", "refusal"), REFUSED)
def test_this_is_refused(moves: Moves, by: SeatId, what: c.Command, refusal: type[Exception]) -> None:
    history = room(*moves)
    with pytest.raises(refusal):
        do(history.state, what, by)


def test_the_table_of_refusals_holds_every_command() -> None:
    assert {type(what) for _, _, what, _ in REFUSED} == set(activity("check_in").COMMANDS.values())


def test_who_accepts_is_ready_and_when_all_do_the_step_is_done() -> None:
    history = room((ANNA, Accept(wording=0)), (BEN, Accept(wording=0)))
    rules, plan = activity("check_in"), history.state.plan
    assert plan
    assert history.state.steps[START].ready == {ANNA, BEN}
    assert not rules.done(visible(history.state), plan)
    history.do(c.Contribute(step=START, what=Accept(wording=0)), CEM)
    assert rules.done(visible(history.state), plan)


def test_nobody_learns_from_the_rules_who_accepted() -> None:
    history = room((ANNA, Accept(wording=0)))
    for reader in (None, BEN, LEAD, SCREEN.id):
        seen = visible(history.state, reader).steps[START].content
        assert (seen.accepted, seen.hidden) == (frozenset(), 1)
    for seat in (LEAD, BEN, CEM, SCREEN.id):
        shown = views(history.state, history.state.seats[seat])
        assert "accepted=1" in shown
        assert ANNA not in shown


def test_a_rule_of_the_group_asks_everybody_again() -> None:
    history = room((ANNA, Accept(wording=0)), (CEM, AddRule(rule=OWN_RULE)))
    assert now(history).accepted == history.state.steps[START].ready == frozenset()
    assert OWN_RULE in views(history.state, SCREEN)
    history.do(c.Contribute(step=START, what=Accept(wording=1)), ANNA)
    history.do(c.Contribute(step=START, what=DropRule(item=first(history))), LEAD)
    assert now(history).accepted == history.state.steps[START].ready == {ANNA}, "with a rule less nobody is asked again"


def test_a_line_is_for_who_sits_at_the_table_with_the_name() -> None:
    history = room((ANNA, SayLine(line=LINE)))
    for seat in (LEAD, ANNA, BEN):
        assert LINE in views(history.state, history.state.seats[seat])
    assert "Anna" in views(history.state, history.state.seats[BEN])
    assert LINE not in views(history.state, SCREEN) + str(on_face(visible(history.state), Face.SCREEN))


def test_a_line_and_who_accepted_are_in_no_report_and_no_case() -> None:
    history = room((ANNA, SayLine(line=LINE)), (CEM, AddRule(rule=OWN_RULE)), (ANNA, Accept(wording=1)))
    history.do(c.ShareWords(yes=True), ANNA)
    seen = visible(history.state)
    said = report(seen)
    assert [block.items for block in said if isinstance(block, ListBlock)] == [(OWN_RULE,)]
    assert not [word for word in (LINE, ANNA, "Anna") if word in str(said) + str(material(history.state, seen))]
    assert not report(visible(room((ANNA, SayLine(line=LINE))).state))[:-1], (
        "without a rule of their own, no word of it"
    )


def test_who_is_removed_takes_the_own_line_and_acceptance_along() -> None:
    history = room(*[(seat, what) for seat in (ANNA, BEN) for what in (SayLine(line=LINE + seat), Accept(wording=0))])
    assert history.do(c.RemoveSeat(seat=ANNA), LEAD)
    assert now(history).lines == {BEN: LINE + BEN}
    assert now(history).accepted == {BEN}
    assert LINE + ANNA not in history.stored
    assert replay(history.kept) == history.state


TAKEN_AWAY: dict[str, tuple[Moves, Any]] = {
    "a line is taken back": ([(ANNA, SayLine(line="eerst")), (ANNA, SayLine(line=LINE))], (ANNA, TakeBackLine())),
    "a line is erased": ([(ANNA, SayLine(line="eerst")), (ANNA, SayLine(line=LINE))], ANNA),
    "a rule is dropped": ([(CEM, AddRule(rule=LINE))], (LEAD, DropRule(item=ItemId("id0")))),
    "a rule is erased": ([(CEM, AddRule(rule=LINE))], "id0"),
}


@pytest.mark.parametrize(("moves", "last"), TAKEN_AWAY.values(), ids=TAKEN_AWAY)
def test_what_is_taken_away_is_nowhere(moves: Moves, last: Any) -> None:
    history = room(*moves)
    assert LINE in history.stored
    by, command = (LEAD, c.Erase(step=START, item=last)) if isinstance(last, str) else (last[0], None)
    assert history.do(command or c.Contribute(step=START, what=last[1]), by)
    kept = history.stored
    assert not [word for word in (LINE, "eerst") if word in kept + str(history.state)]
    assert replay(history.kept) == history.state
    assert not history.do(c.Erase(step=START, item=last if isinstance(last, str) else "id0"), LEAD)
