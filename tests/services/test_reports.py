"""Reports of whatever was said: stored and read back the same, blind where it was blind, and without anybody's name."""

from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from beraad.deliberation.events import Closed
from beraad.deliberation.evolve import evolve
from beraad.exports.as_text import as_text
from beraad.pages.blocks import paper
from beraad.services.reports import Sheet, sheet_of
from tests.deliberation.builders import NOON
from tests.deliberation.histories import CONVERSATIONS, WHOLE, Move, play
from tests.deliberation.test_whatever_happens import secrets
from tests.examples import examples

whatever = settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))


@whatever
@given(moves=CONVERSATIONS)
def test_what_is_stored_is_read_back_the_same(moves: list[Move]) -> None:
    sheet = sheet_of(evolve(play(moves).state, Closed(at=NOON)))
    assert msgspec.json.decode(msgspec.json.encode(sheet), type=Sheet) == sheet


@whatever
@given(moves=CONVERSATIONS)
def test_what_was_not_revealed_and_who_said_what_is_in_no_report(moves: list[Move]) -> None:
    history = play(moves)
    kept = msgspec.json.encode(sheet_of(history.state)).decode()
    assert not [canary for _, canary in secrets(history) if canary in kept]
    assert not [seat for seat in history.state.seats if f'"{seat}"' in kept]


@pytest.mark.parametrize("language", ["nl", "en"])
@whatever
@given(moves=CONVERSATIONS)
def test_every_report_can_be_read(language: str, moves: list[Move]) -> None:
    sheet = sheet_of(play(moves).state)
    text = as_text(sheet.title, date(2026, 11, 24), sheet.blocks, language)
    assert text.startswith(f"# {sheet.title}\n")
    assert sum(map(len, msgspec.structs.astuple(paper(sheet.blocks)))) == len(sheet.blocks)


def test_the_whole_conversation_leaves_every_kind_of_block() -> None:
    kinds = {type(block).__name__ for block in sheet_of(play(WHOLE).state).blocks}
    assert {"DilemmaBlock", "VoicesBlock", "SpreadBlock", "ConclusionBlock", "ActionsBlock"} <= kinds
