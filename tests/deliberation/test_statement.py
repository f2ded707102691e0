"""The case as it is told: by who brings it in or whoever types, confirmed by the first, listened to by all others."""

from typing import Any

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.activities import activity
from beraad.deliberation.activities.dilemma import Word
from beraad.deliberation.activities.statement import Statement, Tell
from beraad.deliberation.activities.wording import Confirm
from beraad.deliberation.blocks import Said
from beraad.deliberation.ids import SeatId
from beraad.deliberation.material import material, report
from beraad.deliberation.visibility import viewer, visible
from tests.deliberation.builders import ANNA, BEN, CEM, DILEMMA, LEADER, at_step
from tests.deliberation.builders import step as do
from tests.deliberation.histories import SCREEN, History, replay
from tests.deliberation.test_check_in import NEXT, Moves, room

LEAD = LEADER.id
TOLD = Tell(text="Zij belde om zeven uur.", moment="De deur ging dicht.", wording=0)


def told(*moves: tuple[SeatId, c.Command]) -> History:
    return room(*moves, at=NEXT)


def now(history: History) -> Statement:
    content: Statement = history.state.steps[NEXT].content
    return content


REFUSED: list[tuple[Moves, SeatId, c.Command, type[Exception]]] = [
    ([], ANNA, TOLD, no.NotYourTask),
    ([], SCREEN.id, TOLD, no.NotYourTask),
    ([(CEM, TOLD)], BEN, Tell(text="Anders", wording=0), no.WordingChanged),
    ([], BEN, Confirm(wording=0), no.FieldMissing),
    ([(CEM, Tell(moment="De deur ging dicht.", wording=0))], BEN, Confirm(wording=1), no.FieldMissing),
    ([(CEM, TOLD)], BEN, Confirm(wording=0), no.WordingChanged),
    ([(CEM, TOLD)], ANNA, Confirm(wording=1), no.NotYourTask),
    ([(CEM, TOLD)], LEAD, Confirm(wording=1), no.NotYourTask),
    ([(CEM, TOLD)], BEN, Confirm(wording=1, aloud=True), no.NotYourTask),
]


@pytest.mark.parametrize(("moves", "by", "what", "refusal"), REFUSED)
def test_this_is_refused(moves: Moves, by: SeatId, what: c.Command, refusal: type[Exception]) -> None:
    history = told(*moves)
    with pytest.raises(refusal):
        do(history.state, what, by)


def test_the_table_of_refusals_holds_every_command() -> None:
    assert {type(what) for _, _, what, _ in REFUSED} == set(activity("statement").COMMANDS.values())


@pytest.mark.parametrize(
    ("moves", "confirmed"),
    [
        ([(CEM, TOLD)], ""),
        ([(CEM, TOLD), (BEN, Confirm(wording=1))], "phone"),
        ([(CEM, TOLD), (LEAD, Confirm(wording=1, aloud=True))], "aloud"),
        ([(BEN, TOLD)], "phone"),
        ([(BEN, Tell(moment="De deur ging dicht.", wording=0))], ""),
        ([(BEN, TOLD), (CEM, Tell(text="Zij belde.", wording=1))], ""),
        (
            [(CEM, TOLD), (BEN, Confirm(wording=1)), (LEAD, Tell(text=TOLD.text, moment=TOLD.moment, wording=0))],
            "phone",
        ),
    ],
)
def test_it_is_done_when_who_brings_it_in_says_so_of_these_words(moves: Moves, confirmed: str) -> None:
    history = told(*moves)
    plan = history.state.plan
    assert plan
    assert now(history).confirmed == confirmed
    assert activity("statement").done(visible(history.state), plan) is bool(confirmed)


def test_who_listens_has_nothing_to_fill_in() -> None:
    history = told((CEM, TOLD))
    plan = history.state.plan
    assert plan
    seats = [history.state.seats[id] for id in (ANNA, BEN, CEM, LEAD, SCREEN.id)]
    shown: list[Any] = [
        activity("statement").view(visible(history.state), plan, viewer(history.state, seat)) for seat in seats
    ]
    assert [(view.may_write, view.tells) for view in shown] == [
        (False, False), (False, True), (True, False), (True, False), (False, False),
    ]  # fmt: skip


def test_the_report_tells_the_case_and_the_moment_without_who_told_it() -> None:
    said = report(visible(told((BEN, TOLD)).state))
    assert [(one.label.nl, one.text) for one in said if isinstance(one, Said)] == [
        ("De casus", TOLD.text),
        ("Het moment dat het schuurde", TOLD.moment),
    ]
    assert BEN not in str(said)
    assert [one.text for one in report(visible(told().state)) if isinstance(one, Said)] == [""]


def test_a_case_is_made_of_what_was_told_and_not_of_the_moment() -> None:
    state = told((BEN, TOLD)).state
    assert material(state, visible(state)).told == TOLD.text
    assert TOLD.moment not in str(material(state, visible(state)))
    facts = do(at_step(DILEMMA), Word(a="x", b="y", facts="Oma helpt.", wording=0), LEAD)
    assert (material(facts, visible(facts)).told, material(facts, visible(facts)).facts) == ("", "Oma helpt.")


@pytest.mark.parametrize("item", ["text", "moment"])
@pytest.mark.parametrize("erased", [True, False])
def test_what_is_taken_away_is_nowhere(item: str, erased: bool) -> None:
    history = told((CEM, TOLD), (CEM, Tell(text="Zij belde.", moment="Toen.", wording=1)))
    gone = {"text": (TOLD.text, "Zij belde."), "moment": (TOLD.moment, "Toen.")}[item]
    if erased:
        assert history.do(c.Erase(step=NEXT, item=item), LEAD)
    else:
        less = Tell(**{"text": "Zij belde.", "moment": "Toen."} | {item: ""}, wording=2)
        assert history.do(c.Contribute(step=NEXT, what=less), CEM)
    kept = "".join(one.body for one in history.kept)
    assert not [text for text in gone if text in kept + str(history.state)]
    assert replay(history.kept) == history.state
    assert not history.do(c.Erase(step=NEXT, item=item), LEAD)
