"""In a practice nobody brings the case in, and nothing can go to the bank, whoever asks and whenever."""

import msgspec
import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.blocks import ConclusionBlock
from beraad.deliberation.faces import Setting, parts
from beraad.deliberation.ids import SeatId
from beraad.deliberation.material import fold
from beraad.deliberation.seats import Face, Viewer
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import ACTIONS, ANNA, LEADER, WEIGHING, ask, at_step, given


def practising(state: Deliberation) -> Deliberation:
    return msgspec.structs.replace(state, practice=True)


@pytest.mark.parametrize("by", [ANNA, LEADER.id])
@pytest.mark.parametrize(
    "command",
    [
        c.NamePresenter(seat=ANNA),
        c.NamePresenter(),
        c.ShareWords(yes=True),
        c.ShareWords(yes=False),
        c.ShareCase(yes=True, region=True),
    ],
)
@pytest.mark.parametrize("state", [given(), at_step(WEIGHING), at_step(ACTIONS)])
def test_sharing_and_bringing_in_are_refused(state: Deliberation, command: c.Command, by: SeatId) -> None:
    with pytest.raises(no.OnlyPractice):
        ask(practising(state), command, by)


def test_the_rest_goes_as_always() -> None:
    state = ask(practising(given()), c.NameTypist(seat=ANNA), LEADER.id)
    state = ask(state, c.OpenStep(step=WEIGHING), LEADER.id)
    closed = ask(state, c.Close(), LEADER.id)
    assert any(isinstance(block, ConclusionBlock) for block in fold(closed, visible(closed)).blocks)


def test_no_phone_is_asked_to_share_in_the_last_step() -> None:
    setting = Setting(session="s1", code="", join="", host="")
    for practice in (True, False):
        state = msgspec.structs.replace(at_step(ACTIONS), practice=practice)
        keys = {part.key for part in parts(visible(state), Viewer(face=Face.IN), setting)}
        assert ("own-consent" in keys) is not practice
