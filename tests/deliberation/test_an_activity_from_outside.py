"""Adding an activity type touches nothing else: here a test brings one, and a step of it runs from file to report."""

from typing import Any, cast

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import faces, log
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import ACTIVITIES, Activity
from beraad.deliberation.blocks import Said
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.method import Method
from beraad.deliberation.method_file import MethodInvalid, read_method
from beraad.deliberation.visibility import viewer, visible
from tests.deliberation import extra_activity
from tests.deliberation.builders import ANNA, BEN, LEADER, planned, revealed, step
from tests.deliberation.extra_activity import GiveWord, OwnWord
from tests.deliberation.histories import SETTING_OUT, History, replay

START = StepId("begin")
FILE = """\
id: een_woord
version: 1
title: {nl: Eén woord}
presets: {kort: 5}
chairs: [{id: kind, name: {nl: Het kind}, child: true}]
steps:
  - {id: begin, activity: one_word, phase: picture, visibility: private_reveal, title: {nl: Begin}, minutes: {kort: 5}}
"""


def read() -> Method:
    return read_method(FILE.encode(), "een_woord.yaml", ACTIVITIES)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> History:
    """A session whose only step is of the type from outside; Anna and Ben sit at the table."""
    monkeypatch.setitem(ACTIVITIES, extra_activity.NAME, cast(Activity, extra_activity))
    history = History(events=[planned(read())])
    history.happened(*SETTING_OUT)
    assert history.do(c.OpenStep(step=START), LEADER.id)
    return history


def give(history: History, by: SeatId, word: str) -> bool:
    return history.do(c.Contribute(step=START, what=GiveWord(word=word)), by)


def views(history: History, by: SeatId) -> list[Any]:
    seat = history.state.seats[by]
    setting = faces.Setting(session="s1", code="", join="", host="")
    shown = faces.parts(visible(history.state), viewer(history.state, seat), setting)
    own = faces.own_parts(visible(history.state, by), seat)
    return [part.view for part in (*shown, *own) if "one_word" in part.template and part.view]


def test_without_its_rules_the_file_is_refused() -> None:
    with pytest.raises(MethodInvalid, match="one_word"):
        read()


def test_a_word_is_its_writers_until_the_reveal(room: History) -> None:
    assert give(room, ANNA, "moed")
    assert room.state.steps[START].ready == {ANNA}
    assert OwnWord(step=START, word="moed") in views(room, ANNA)
    assert "moed" not in str(views(room, BEN))
    assert "moed" not in str(views(room, LEADER.id))
    room.state = revealed(room.state)
    assert "moed" in str(views(room, BEN))


def test_its_refusals_are_its_own(room: History) -> None:
    with pytest.raises(no.FieldMissing):
        step(room.state, GiveWord(word=" "), ANNA)
    give(room, ANNA, "moed")
    with pytest.raises(no.AlreadyRevealed):
        step(revealed(room.state), GiveWord(word="rust"), ANNA)


def test_its_events_are_stored_and_erased_like_any_other(room: History) -> None:
    give(room, ANNA, "moed")
    room.do(c.AnnounceReveal(step=START), LEADER.id)
    room.do(c.Reveal(announced=room.state.number), None)
    assert [log.event(one) for one in room.kept] == room.events
    assert room.do(c.Erase(step=START, item=ANNA), LEADER.id)
    assert replay(room.kept) == room.state
    assert "moed" not in room.stored


def test_it_says_its_piece_in_the_report(room: History) -> None:
    give(room, ANNA, "moed")
    give(room, BEN, "geduld")
    seen = visible(revealed(room.state))
    (block,) = ACTIVITIES[extra_activity.NAME].report(seen, seen.method.steps[0])
    assert isinstance(block, Said)
    assert block.text == "geduld, moed"
