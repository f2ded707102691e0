"""Coming in, and the session as a whole."""

from typing import Any

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.decide.seats import join
from beraad.deliberation.evolve import begin, evolve
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.stages import NEXT, Stage
from beraad.refusal import Refusal
from tests.deliberation.builders import ANNA, BEN, DILEMMA, LEADER, NOON, VALUES, WEIGHING, ask, at_step, given, planned


def test_every_stage_has_a_line_in_the_table_of_moves() -> None:
    assert set(NEXT) == set(Stage)
    assert all(target in Stage for targets in NEXT.values() for target in targets)


def test_nobody_joins_through_a_closed_door() -> None:
    shut = begin(SessionId("s"), planned())
    with pytest.raises(no.DoorClosed):
        join(shut, SeatId("x"), "Fatima", "")
    with pytest.raises(no.DoorClosed):
        join(ask(given(), c.CloseDoor(), LEADER.id), SeatId("x"), "Fatima", "")


def test_the_same_name_twice_gets_a_number() -> None:
    state = given()
    for expected in ("anna 2", "anna 3"):
        (event,) = join(state, SeatId(expected), "  anna ", "")
        assert isinstance(event, e.SeatTaken)
        assert event.seat.name == expected
        state = evolve(state, event)


@pytest.mark.parametrize(
    ("name", "place", "refusal", "facts"),
    [
        ("", "", no.FieldMissing, {"field": "name"}),
        (" \n\t", "", no.FieldMissing, {"field": "name"}),
        ("\u200b\u2060", "", no.FieldMissing, {"field": "name"}),
        ("\u0301", "", no.FieldMissing, {"field": "name"}),
        ("x" * 61, "", no.TextTooLong, {"field": "name", "most": 60}),
        ("x" * 1_000_000, "", no.TextTooLong, {"field": "name", "most": 60}),
        ("Zo\0ë", "", no.TextHasControl, {"field": "name"}),
        ("Zo\x1bë", "", no.TextHasControl, {"field": "name"}),
        ("Zo\x9fë", "", no.TextHasControl, {"field": "name"}),
        ("Zo\ud800ë", "", no.TextHasControl, {"field": "name"}),
        ("Zo\u202eë", "", no.TextHasControl, {"field": "name"}),
        ("Zoë", "maan", no.NoSuchChair, {"field": "place"}),
    ],
)
def test_joining_needs_a_name_and_a_chair_that_exists(
    name: str, place: str, refusal: type[Refusal], facts: dict[str, Any]
) -> None:
    with pytest.raises(refusal) as caught:
        join(given(), SeatId("x"), name, place)
    assert {"field": caught.value.field, **caught.value.facts} == facts


@pytest.mark.parametrize("name", ["Zoë", "Anne-Fleur van 't Veer", "نور", "李", "🙂", "👩‍👧", '"<b>', "x" * 60])
def test_people_come_in_under_the_name_they_choose(name: str) -> None:
    (event,) = join(given(), SeatId("x"), name, "")
    assert isinstance(event, e.SeatTaken)
    assert event.seat.name == name


def test_a_number_makes_no_name_too_long() -> None:
    state = given()
    for at in range(3):
        (event,) = join(state, SeatId(f"x{at}"), "x" * 60, "")
        state = evolve(state, event)
    assert [len(seat.name) for seat in state.seats.values()][-3:] == [60, 58, 58]


def test_only_the_facilitator_steers() -> None:
    state = given()
    for command in (c.OpenStep(step=DILEMMA), c.Close(), c.CloseDoor(), c.RemoveSeat(seat=BEN)):
        with pytest.raises(no.NotFacilitator):
            ask(state, command, ANNA)


def test_opening_the_same_step_twice_does_nothing() -> None:
    state = at_step(DILEMMA)
    assert ask(state, c.OpenStep(step=DILEMMA), LEADER.id) == state


def test_going_back_destroys_nothing_and_starts_a_new_visit() -> None:
    state = at_step(VALUES, e.ReadyMarked(step=VALUES, seat=ANNA, ready=True))
    back = ask(ask(state, c.OpenStep(step=DILEMMA), LEADER.id), c.OpenStep(step=VALUES), LEADER.id)
    assert back.steps[VALUES].visit == 2
    assert back.steps[VALUES].content == state.steps[VALUES].content
    assert back.steps[VALUES].ready == frozenset()


def test_a_removed_seat_says_nothing_any_more() -> None:
    state = ask(at_step(WEIGHING), c.RemoveSeat(seat=ANNA), LEADER.id)
    with pytest.raises(no.SeatGone):
        ask(state, c.MarkReady(step=WEIGHING, ready=True), ANNA)
    assert ANNA not in [seat.id for seat in state.at_table]


def test_a_closed_session_takes_nothing_in() -> None:
    state = ask(at_step(DILEMMA), c.Close(), LEADER.id)
    assert state.stage is Stage.CLOSED
    for by in (LEADER.id, ANNA):
        with pytest.raises(no.SessionEnded):
            ask(state, c.OpenStep(step=DILEMMA), by)


def test_opening_a_step_wakes_a_paused_session() -> None:
    paused = ask(at_step(DILEMMA), c.Pause(), None)
    assert paused.stage is Stage.PAUSED
    assert ask(paused, c.OpenStep(step=DILEMMA), LEADER.id).stage is Stage.RUNNING


def test_the_clock_moves_by_a_minute_and_no_further_than_two_hours() -> None:
    state = at_step(DILEMMA)
    before = state.due(DILEMMA)
    assert before is not None
    later = ask(state, c.MoveClock(minutes=1), LEADER.id).due(DILEMMA)
    assert later is not None
    assert (later - before).seconds == 60
    for _ in range(120):
        state = ask(state, c.MoveClock(minutes=1), LEADER.id)
    with pytest.raises(no.TooMany):
        ask(state, c.MoveClock(minutes=1), LEADER.id)


def test_a_step_that_continues_shares_the_clock_of_the_one_before() -> None:
    first = ask(given(e.StepOpened(step=DILEMMA, at=NOON)), c.OpenStep(step=DILEMMA), LEADER.id)
    state = evolve(first, e.StepOpened(step="conclusie", at=NOON))  # type: ignore[arg-type]
    state = evolve(state, e.ClockMoved(minutes=1))
    on = evolve(state, e.StepOpened(step="afspraken", at=NOON.replace(minute=5)))  # type: ignore[arg-type]
    assert on.due("afspraken") == state.due("conclusie")  # type: ignore[arg-type]
