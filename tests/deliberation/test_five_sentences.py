"""The individual judgement in five sentences, where a method asks for them."""

import msgspec
import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import log
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.blocks import SpreadBlock
from beraad.deliberation.decide import decide
from beraad.deliberation.material import report
from beraad.deliberation.method import Method
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import ANNA, BEN, NOON, WEIGHING, at_step, given, kort, revealed, step

WHOLE = Choose(choice="a", because="rust", at_cost_of="snel zijn", softens="elke week samen eten", needs="geduld")


def five() -> Method:
    """A kort beraad that asks for five sentences."""
    plans = kort().steps
    asked = [msgspec.structs.replace(plan, options={"five": 1}) if plan.id == WEIGHING else plan for plan in plans]
    return msgspec.structs.replace(kort(), steps=tuple(asked))


def weighing() -> Deliberation:
    return given(e.StepOpened(step=WEIGHING, at=NOON), method=five())


def test_all_five_are_kept_and_reported() -> None:
    state = revealed(step(weighing(), WHOLE, ANNA))
    (spread,) = [block for block in report(visible(state)) if isinstance(block, SpreadBlock)]
    (reason,) = spread.columns[0].reasons
    assert (reason.softens, reason.needs) == ("elke week samen eten", "geduld")
    assert reason.five, "what it costs ends ‘daardoor kan ik niet’"


def test_the_last_two_may_be_left_empty() -> None:
    state = step(weighing(), Choose(choice="a", because="rust"), ANNA)
    assert state.steps[WEIGHING].content.sheets[ANNA].needs == ""


@pytest.mark.parametrize("field", ["softens", "needs"])
def test_what_a_step_does_not_ask_is_refused_by_its_name(field: str) -> None:
    with pytest.raises(no.NotAsked) as refused:
        step(at_step(WEIGHING), Choose(choice="a", because="rust", **{field: "geduld"}), ANNA)
    assert refused.value.field == field


def test_the_perspective_a_reason_speaks_for_is_never_taken_from_the_seat() -> None:
    state = step(weighing(), WHOLE, ANNA)  # a parent
    assert state.steps[WEIGHING].content.sheets[ANNA].speaks_for == ""


def test_sentences_that_are_emptied_are_erased_first() -> None:
    state = step(weighing(), WHOLE, ANNA)
    less = c.Contribute(step=WEIGHING, what=Choose(choice="a", because="rust"))
    happened = decide(state, less, state.seats[ANNA], NOON, lambda: "id")
    assert [one.item for one in happened if isinstance(one, e.TextErased)] == [ANNA]


def test_nobody_else_sees_a_sentence_before_the_reveal() -> None:
    state = step(weighing(), WHOLE, ANNA)
    for reader in (None, BEN, *(seat.id for seat in state.seats.values() if seat.leads)):
        assert "geduld" not in msgspec.json.encode(visible(state, reader).steps[WEIGHING].content).decode()


def test_a_sheet_of_before_there_were_five_is_read_as_it_was() -> None:
    body = f'{{"step": "{WEIGHING}", "seat": "anna", "what": {{"sheet": {{"choice": "a", "because": "rust"}}}}}}'
    kept = log.event(log.Stored(kind="judgement.ChoiceMade", version=1, body=body))
    assert isinstance(kept, e.Contributed)
    assert (kept.what.sheet.because, kept.what.sheet.needs) == ("rust", "")
