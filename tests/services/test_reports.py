"""Reports of whatever was said: stored and read back the same, blind where it was blind, and without anybody's name."""

from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from beraad.deliberation.events import Closed
from beraad.deliberation.evolve import evolve
from beraad.deliberation.ids import StepId
from beraad.deliberation.material import Material
from beraad.exports.as_text import as_text
from beraad.exports.document import Document
from beraad.exports.papers import Talk, attendance, letter, note, report
from beraad.pages.blocks import paper
from beraad.services.reports import Sheet, sheet_of, sheet_so_far
from tests.deliberation import any_method
from tests.deliberation.builders import NOON
from tests.deliberation.histories import CONVERSATIONS, WHOLE, Move, play
from tests.deliberation.test_whatever_happens import secrets
from tests.examples import examples

whatever = settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))


def talk_of(sheet: Sheet) -> Talk:
    day, people = date(2026, 11, 24), sheet.people
    return Talk(title=sheet.title, day=day, method=sheet.method, people=people, minutes=30, blocks=sheet.blocks)


@whatever
@given(moves=CONVERSATIONS)
def test_what_is_stored_is_read_back_the_same(moves: list[Move]) -> None:
    sheet = sheet_of(evolve(play(moves).state, Closed(at=NOON)))
    assert msgspec.json.decode(msgspec.json.encode(sheet), type=Sheet) == sheet


@whatever
@given(moves=CONVERSATIONS)
def test_what_was_not_revealed_and_who_said_what_is_in_no_report(moves: list[Move]) -> None:
    history = play(moves)
    for sheet in (sheet_of(history.state), sheet_so_far(history.state)):
        kept = msgspec.json.encode(sheet).decode()
        assert not [canary for _, canary in secrets(history) if canary in kept]
        assert not [seat for seat in history.state.seats if f'"{seat}"' in kept]


@whatever
@given(moves=CONVERSATIONS)
def test_what_stands_so_far_is_of_steps_that_were_opened_and_nothing_for_a_case(moves: list[Move]) -> None:
    state = play(moves).state
    so_far, whole = sheet_so_far(state), sheet_of(state)
    assert set(so_far.blocks) <= set(whole.blocks)
    assert so_far.report.material == Material(title=state.title, method=state.method.id, minutes=30)
    opened = sum(bool(here.visit) for here in state.steps.values())
    assert (so_far.blocks == whole.blocks) if opened == len(state.steps) else (len(so_far.blocks) <= 2 * opened)


@pytest.mark.parametrize("language", ["nl", "en"])
@whatever
@given(moves=CONVERSATIONS)
def test_every_report_can_be_read(language: str, moves: list[Move]) -> None:
    sheet = sheet_of(play(moves).state)
    assert as_text(report(talk_of(sheet), language)).startswith(f"# {sheet.title}\n")
    parts = paper(sheet.blocks)
    assert len(parts.dilemmas + parts.conclusions + parts.actions + parts.way) == len(sheet.blocks)


def test_the_whole_conversation_leaves_every_kind_of_block() -> None:
    kinds = {type(block).__name__ for block in sheet_of(play(WHOLE).state).blocks}
    assert {"DilemmaBlock", "VoicesBlock", "SpreadBlock", "ConclusionBlock", "ActionsBlock"} <= kinds


def test_of_a_conversation_with_everything_in_it_only_so_much_leaves_the_group() -> None:
    noted, reported = set[str](), set[str]()
    for seed in range(4):
        made = any_method.talk(any_method.whole(seed))
        kinds = {plan.id: plan.activity for plan in made.state.method.steps}
        told = talk_of(sheet_of(made.state))

        def told_in(paper: Document, made: any_method.Talk = made, kinds: dict[StepId, str] = kinds) -> set[str]:
            text = as_text(paper)
            return {kinds[step] for _, step, _, canary in made.canaries if canary in text}

        assert told_in(letter(told, "nl")) <= {"actions"}
        assert told_in(attendance(told, "nl", "", "")) == set()
        noted |= told_in(note(told, "nl"))
        reported |= told_in(report(told, "nl"))
    assert noted == {"dilemma", "pvn_table", "conclusion", "actions"}
    assert {"judgement", "clarify_qa", "alternatives", "compare_dialogue"} <= reported
