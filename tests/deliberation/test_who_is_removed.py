"""Who is removed takes along what only that seat could answer or take back; what everybody saw stays."""

import pytest
from hypothesis import HealthCheck, given, settings

from beraad.deliberation import commands as c
from beraad.deliberation.activities.conclusion import ApproveDissent, AskAround, Conclude, LiveWith
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table import AddVoice
from beraad.deliberation.material import material, report
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import ANNA, BEN, CEM, CONCLUSION, LEADER, VALUES, WEIGHING, ask, at_step, revealed
from tests.deliberation.builders import step as do
from tests.deliberation.histories import CONVERSATIONS, Move, play

LEAD = LEADER.id


def without(state: Deliberation, seat: str = ANNA) -> Deliberation:
    return ask(state, c.RemoveSeat(seat=seat), LEAD)  # type: ignore[arg-type]


def asked(*answers: tuple[str, bool]) -> Deliberation:
    """A conclusion with these answers, the question still open."""
    state = do(at_step(CONCLUSION), Conclude(text="We wachten", wording=0), LEAD)
    state = do(state, AskAround(asked=True), LEAD)
    for seat, yes in answers:
        state = do(state, LiveWith(yes=yes, wording=1), seat)  # type: ignore[arg-type]
    return state


def closed(*answers: tuple[str, bool]) -> Deliberation:
    """The same with the question closed; who differs says so in the own words."""
    state = do(asked(*answers), AskAround(asked=False), LEAD)
    for seat, yes in answers:
        if not yes:
            state = do(state, ApproveDissent(text=f"Anders, zegt {seat}"), seat)  # type: ignore[arg-type]
    return state


@pytest.mark.parametrize(
    ("answers", "outcome", "after_closing"),
    [
        (((ANNA, False), (BEN, True), (CEM, True)), "shared", "shared_with_minority"),
        (((ANNA, True), (BEN, True), (CEM, True)), "shared", "shared"),
        (((ANNA, False), (BEN, True)), "not_recorded", "shared_with_minority"),
        (((ANNA, True), (BEN, True)), "not_recorded", "shared"),
        (((ANNA, True), (BEN, False)), "not_recorded", "shared_with_minority"),
        (((ANNA, False), (BEN, False)), "not_recorded", "shared_with_minority"),
        (((ANNA, False),), "not_recorded", "shared_with_minority"),
        (((ANNA, True),), "not_recorded", "not_recorded"),
    ],
)
@pytest.mark.parametrize("open_still", [True, False])
def test_an_answer_goes_with_its_seat_and_an_outcome_that_was_seen_stays(
    answers: tuple[tuple[str, bool], ...], outcome: str, after_closing: str, open_still: bool
) -> None:
    if not open_still:
        outcome = after_closing
    state = asked(*answers) if open_still else closed(*answers)
    left = ask(without(state), c.Close(), LEAD)
    now = left.steps[CONCLUSION].content
    assert now.outcome == outcome
    assert ANNA not in now.answers
    assert visible(left).steps[CONCLUSION].content.answered == len(answers) - 1
    saw = not open_still and (ANNA, False) in answers
    assert (f"zegt {ANNA}" in str(report(visible(left)))) is saw, "what all saw stays"
    assert material(left, visible(left)).outcome == outcome


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_opening_closing_and_removing_tell_nobodys_answer(first: bool, second: bool) -> None:
    """Without a dissent of their own: the outcome is the same whatever one of them answered."""

    def outcome(state: Deliberation) -> str:
        return str(visible(do(state, AskAround(asked=False), LEAD)).steps[CONCLUSION].content.outcome)

    state = do(do(at_step(CONCLUSION), Conclude(text="We wachten", wording=0), LEAD), AskAround(asked=True), LEAD)
    state = do(state, LiveWith(yes=first, wording=1), ANNA)
    assert outcome(state) == "not_recorded"
    state = do(do(state, AskAround(asked=False), LEAD), AskAround(asked=True), LEAD)
    state = do(state, LiveWith(yes=second, wording=1), BEN)
    assert outcome(state) == "not_recorded", "of the first time nothing counts any more"
    state = do(do(state, LiveWith(yes=first, wording=1), ANNA), AskAround(asked=False), LEAD)
    before = visible(state).steps[CONCLUSION].content.outcome
    assert before == ("shared" if first and second else "shared_with_minority")
    for seat in (ANNA, BEN):
        state = without(state, seat)
        assert visible(state).steps[CONCLUSION].content.outcome == before
        assert "left" not in str(visible(state).steps[CONCLUSION].content).replace("left=()", "").replace(
            "left_open", ""
        )


def test_the_question_is_answered_by_all_who_are_left() -> None:
    state = asked((ANNA, False), (BEN, True))
    assert visible(state).steps[CONCLUSION].content.answered == 2
    state = without(state, CEM)
    assert visible(state).steps[CONCLUSION].content.answered == len(state.at_table) == 2
    assert visible(without(state)).steps[CONCLUSION].content.answered == 1


def test_ready_and_consent_go_with_the_seat() -> None:
    state = ask(at_step(VALUES), c.MarkReady(step=VALUES, ready=True), ANNA)
    state = ask(state, c.ShareWords(yes=True), ANNA)
    left = without(state)
    assert (left.steps[VALUES].ready, left.words_shared) == (frozenset(), {})


def test_what_was_still_hidden_goes_unread() -> None:
    state = do(at_step(VALUES), AddVoice(chair="kind", value="rust"), ANNA)
    state = revealed(without(do(state, AddVoice(chair="ouder", value="tijd"), BEN)))
    assert [voice.value for voice in state.steps[VALUES].content.voices.values()] == ["tijd"]
    state = do(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA)
    state = without(do(state, Choose(choice="b", because="tijd"), BEN))
    assert visible(state).steps[WEIGHING].content.hidden == 1
    assert material(revealed(state), visible(revealed(state))).spread == (0, 1, 0)


def test_what_was_revealed_stays_until_it_is_erased() -> None:
    state = revealed(do(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA))
    left = without(state)
    assert left.steps[WEIGHING].content == state.steps[WEIGHING].content
    assert material(left, visible(left)).spread == (1, 0, 0)
    assert material(left, visible(left)).reasons == ()  # its consent went along
    assert "rust" not in str(ask(left, c.Erase(step=WEIGHING, item=ANNA), LEAD).steps[WEIGHING].content)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=CONVERSATIONS)
def test_nobody_who_is_gone_answers(moves: list[Move]) -> None:
    history = play(moves)
    for seat in (ANNA, BEN):
        history.do(c.RemoveSeat(seat=seat), LEAD)
    state = history.state
    if state.stage == "closed":  # what was promised at closing is kept
        return
    gone = {id for id, seat in state.seats.items() if seat.removed}
    assert {ANNA, BEN} <= gone
    now = state.steps[CONCLUSION].content
    assert not gone & {*now.answers, *state.words_shared, state.presenter, state.typist}
    for here in state.steps.values():
        assert not gone & here.ready
    kept = "".join(one.body for one in history.kept)
    for where in (VALUES, WEIGHING):
        if not state.steps[where].revealed:
            content = state.steps[where].content
            writers = {v.seat for v in content.voices.values()} if where == VALUES else set(content.sheets)
            assert not gone & writers
            assert not [text for by, step, _, text in history.canaries if by in gone and step == where and text in kept]
