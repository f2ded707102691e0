"""Taking back what was steered last: exactly that, for ten seconds, unless something touched it."""

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given as with_
from hypothesis import settings
from hypothesis import strategies as st

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.decide import decide
from beraad.deliberation.evolve import evolve
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.state import Deliberation
from beraad.deliberation.undo import GRACE, WITHIN
from beraad.refusal import Refusal
from tests.deliberation.builders import (
    ACTIONS,
    ANNA,
    BEN,
    CONCLUSION,
    DILEMMA,
    LEADER,
    NOON,
    VALUES,
    WEIGHING,
    at_step,
    given,
)
from tests.examples import examples

EXTRA = Plan(id=StepId("vragen"), activity="clarify_qa", title=Text(nl="Vragen"), phase="picture")
SOON = NOON + timedelta(seconds=4)


def led(state: Deliberation, command: c.Command, at: datetime = NOON, by: SeatId = LEADER.id) -> Deliberation:
    """The state after a command, with the time at which it happened."""
    for event in decide(state, command, state.seats[by], at, lambda: "id"):
        state = evolve(state, event, at)
    return state


def undone(state: Deliberation, at: datetime = SOON) -> Deliberation:
    assert state.undo is not None
    return led(state, c.Undo(number=state.undo.number), at)


def told(state: Deliberation) -> Deliberation:
    """All that is so, but for how much has happened."""
    return msgspec.structs.replace(state, number=0, loud=0, steered=0, undo=None)


RUNNING = led(led(at_step(VALUES), c.MoveClock(minutes=1)), c.MarkReady(step=VALUES, ready=True), NOON, ANNA)
ON = led(RUNNING, c.OpenStep(step=WEIGHING))
SKIPPED = led(RUNNING, c.SkipStep(step=WEIGHING, skipped=True))
ASKING = led(led(RUNNING, c.RaiseHand(up=True), NOON, ANNA), c.RaiseHand(up=True), NOON, BEN)
UNDOABLE: list[tuple[str, Deliberation, c.Command]] = [
    ("to the next step", RUNNING, c.OpenStep(step=WEIGHING)),
    ("to an earlier step", led(RUNNING, c.OpenStep(step=DILEMMA)), c.OpenStep(step=VALUES)),
    ("the first step", given(), c.OpenStep(step=DILEMMA)),
    ("again", RUNNING, c.RepeatStep(step=VALUES)),
    ("what continues", led(RUNNING, c.OpenStep(step=CONCLUSION)), c.OpenStep(step=ACTIONS)),
    ("with screens down", led(RUNNING, c.LowerScreens()), c.OpenStep(step=WEIGHING)),
    ("skipping", RUNNING, c.SkipStep(step=CONCLUSION, skipped=True)),
    ("having it after all", SKIPPED, c.SkipStep(step=WEIGHING, skipped=False)),
    ("opening what was skipped", SKIPPED, c.OpenStep(step=WEIGHING)),
    ("putting in", RUNNING, c.PutStepIn(after=VALUES, plan=EXTRA)),
    ("a minute", RUNNING, c.MoveClock(minutes=-1)),
    ("screens down", RUNNING, c.LowerScreens()),
    ("screens up", led(RUNNING, c.LowerScreens()), c.RaiseScreens()),
    ("the door", RUNNING, c.CloseDoor()),
    ("the typist", led(RUNNING, c.NameTypist(seat=ANNA)), c.NameTypist(seat=BEN)),
    ("the floor", ASKING, c.GiveFloor(seat=ANNA)),
    ("the wall", led(at_step(DILEMMA), c.ShowOnScreen(step=DILEMMA)), c.ClearScreen()),
]  # fmt: skip


@pytest.mark.parametrize(("what", "before", "command"), UNDOABLE, ids=[name for name, _, _ in UNDOABLE])
def test_afterwards_all_is_as_it_was(what: str, before: Deliberation, command: c.Command) -> None:
    after = led(before, command)
    assert told(after) != told(before)
    assert told(undone(after)) == told(before)
    assert undone(after).undo is None  # what was taken back is not taken back again


def test_what_people_wrote_meanwhile_elsewhere_stays() -> None:
    after = led(ON, c.RaiseHand(up=True), NOON, BEN)
    assert undone(after).hands == (BEN,)


REFUSED: list[tuple[str, Deliberation, type[Refusal]]] = [
    ("nothing was done", given(), no.NotUndoable),
    ("one is ready there", led(ON, c.MarkReady(step=WEIGHING, ready=True), NOON, ANNA), no.NotUndoable),
    ("the group paused", led(ON, c.Pause()), no.NotUndoable),
    ("it closed", led(ON, c.Close()), no.SessionEnded),
    ("who was to type went", led(led(RUNNING, c.NameTypist(seat=BEN)), c.RemoveSeat(seat=BEN)), no.NotUndoable),
]  # fmt: skip


@pytest.mark.parametrize(("what", "state", "refusal"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_what_was_touched_since_is_not_undone(what: str, state: Deliberation, refusal: type[Refusal]) -> None:
    number = state.undo.number if state.undo else state.number
    with pytest.raises(refusal):
        led(state, c.Undo(number=number), SOON)


def test_only_the_last_thing_is_undone_and_not_what_somebody_else_did_in_between() -> None:
    first = led(RUNNING, c.OpenStep(step=WEIGHING))
    assert first.undo is not None
    second = led(first, c.OpenStep(step=CONCLUSION))
    with pytest.raises(no.NotUndoable):
        led(second, c.Undo(number=first.undo.number), SOON)


def test_ten_seconds_and_not_longer() -> None:
    after = led(RUNNING, c.OpenStep(step=WEIGHING))
    assert undone(after, NOON + WITHIN + GRACE).step == VALUES
    with pytest.raises(no.TooLateToUndo):
        undone(after, NOON + WITHIN + GRACE + timedelta(milliseconds=1))


def test_a_reveal_is_never_undone() -> None:
    announced = led(RUNNING, c.OpenStep(step=WEIGHING))
    assert announced.undo
    announced = evolve(announced, e.RevealAnnounced(step=WEIGHING, due=NOON), NOON)
    assert announced.undo is None
    assert evolve(announced, e.Revealed(step=WEIGHING), NOON).undo is None


def test_who_takes_part_undoes_nothing() -> None:
    after = led(RUNNING, c.OpenStep(step=WEIGHING))
    assert after.undo is not None
    with pytest.raises(no.NotFacilitator):
        led(after, c.Undo(number=after.undo.number), SOON, ANNA)


STEERED: tuple[c.Command, ...] = (
    c.OpenStep(step=VALUES), c.OpenStep(step=WEIGHING), c.OpenStep(step=CONCLUSION), c.RepeatStep(step=VALUES),
    c.SkipStep(step=WEIGHING, skipped=True), c.SkipStep(step=WEIGHING, skipped=False), c.MoveClock(minutes=1),
    c.LowerScreens(), c.RaiseScreens(), c.NameTypist(seat=BEN), c.NameTypist(), c.CloseDoor(), c.OpenDoor(), c.Pause(),
    c.Resume(), c.GiveLead(seat=BEN), c.TakeBackLead(seat=BEN),
)  # fmt: skip


@settings(max_examples=examples(200), deadline=None)
@with_(moves=st.lists(st.sampled_from(STEERED), max_size=8))
def test_whatever_was_steered_undoing_it_at_once_leaves_nothing_of_it(moves: list[c.Command]) -> None:
    state = given()
    for command in moves:
        before = state
        try:
            state = led(state, command)
        except Refusal:
            continue
        if state.number == before.number or state.undo is None or state.undo.number < state.number:
            continue  # nothing happened, or nothing that can be undone
        if state.stage is before.stage:  # opening a step can also end a pause, which stays ended
            assert told(undone(state)) == told(before)
