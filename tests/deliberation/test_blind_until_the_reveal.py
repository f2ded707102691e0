"""What is not revealed is seen by its writer alone."""

from datetime import timedelta

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table import AddVoice
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import ANNA, BEN, LEADER, NOON, VALUES, WEIGHING, ask, at_step, revealed, step


def test_choices_stay_blind_until_the_reveal() -> None:
    state = step(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA)
    assert visible(state, BEN).steps[WEIGHING].content.sheets == {}
    assert visible(state, LEADER.id).steps[WEIGHING].content.sheets == {}
    assert visible(state, BEN).steps[WEIGHING].content.hidden == 1
    assert list(visible(state, ANNA).steps[WEIGHING].content.sheets) == [ANNA]
    assert list(visible(revealed(state), BEN).steps[WEIGHING].content.sheets) == [ANNA]


def test_voices_stay_blind_until_the_reveal() -> None:
    state = step(at_step(VALUES), AddVoice(chair="kind", value="rust in huis"), ANNA)
    assert visible(state, BEN).steps[VALUES].content.voices == {}
    assert visible(state, None).steps[VALUES].content.hidden == 1
    assert len(visible(revealed(state), BEN).steps[VALUES].content.voices) == 1


def test_nothing_is_changed_after_the_reveal() -> None:
    state = revealed(step(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA))
    for by in (ANNA, BEN):
        with pytest.raises(no.AlreadyRevealed):
            step(state, Choose(choice="b", because="toch"), by)


def test_what_was_revealed_stays_revealed_when_the_group_goes_back() -> None:
    state = revealed(step(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA))
    state = ask(ask(state, c.OpenStep(step=VALUES), LEADER.id), c.OpenStep(step=WEIGHING), LEADER.id)
    assert state.steps[WEIGHING].revealed


def test_a_private_step_that_was_left_takes_nothing_in() -> None:
    state = ask(at_step(WEIGHING), c.OpenStep(step=VALUES), LEADER.id)
    with pytest.raises(no.StepClosed):
        step(state, Choose(choice="a", because="te laat"), ANNA, where=WEIGHING)


def test_an_empty_step_has_nothing_to_reveal() -> None:
    with pytest.raises(no.NothingToReveal):
        ask(at_step(WEIGHING), c.AnnounceReveal(step=WEIGHING), LEADER.id)


def test_a_stopped_reveal_reveals_nothing_when_its_time_comes() -> None:
    state = step(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA)
    state = ask(state, c.AnnounceReveal(step=WEIGHING), LEADER.id)
    reveal = state.steps[WEIGHING].reveal
    assert reveal is not None
    state = ask(state, c.StopReveal(step=WEIGHING), LEADER.id)
    with pytest.raises(no.NothingToReveal):
        ask(state, c.Reveal(announced=reveal[0]), None)


def test_leaving_the_step_ends_the_countdown() -> None:
    state = step(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA)
    state = ask(state, c.AnnounceReveal(step=WEIGHING), LEADER.id)
    assert ask(state, c.OpenStep(step=VALUES), LEADER.id).steps[WEIGHING].reveal is None


def test_the_facilitator_does_not_judge() -> None:
    with pytest.raises(no.FacilitatorHasNoVote):
        step(at_step(WEIGHING), Choose(choice="a", because="ik leid"), LEADER.id)


def test_sending_a_judgement_says_ready() -> None:
    state = step(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA)
    assert state.steps[WEIGHING].ready == {ANNA}


@pytest.mark.parametrize("fields", [{"choice": "other"}, {"choice": "a", "because": " "}])
def test_a_judgement_needs_its_reason(fields: dict[str, str]) -> None:
    with pytest.raises(no.FieldMissing):
        step(at_step(WEIGHING), Choose(**{"because": "x", **fields}), ANNA)  # type: ignore[arg-type]


def test_a_reveal_does_not_come_before_its_time() -> None:
    state = step(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA)
    state = ask(state, c.AnnounceReveal(step=WEIGHING), LEADER.id)
    with pytest.raises(no.NothingToReveal):
        ask(state, c.Reveal(announced=state.number), None, NOON)


def test_pausing_ends_the_countdown_and_holds_the_clock() -> None:
    state = step(at_step(WEIGHING), Choose(choice="a", because="rust"), ANNA)
    before = state.due(WEIGHING)
    state = ask(ask(state, c.AnnounceReveal(step=WEIGHING), LEADER.id), c.Pause(), LEADER.id)
    assert state.steps[WEIGHING].reveal is None
    later = ask(state, c.Resume(), LEADER.id, NOON + timedelta(minutes=20)).due(WEIGHING)
    assert before is not None
    assert later == before + timedelta(minutes=20)
