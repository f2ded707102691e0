"""The speakers' queue, the break that names nobody, the stop card, who leads, and two seats of one person."""

import msgspec
import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import faces, log
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.faces.controls import ControlsView
from beraad.deliberation.faces.own import OwnHand
from beraad.deliberation.faces.rail import HeadView, RailView
from beraad.deliberation.faces.stage import PausedView
from beraad.deliberation.faces.table import TableView
from beraad.deliberation.ids import SeatId
from beraad.deliberation.seats import Face, Role, Viewer
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import (
    ANNA,
    BEN,
    CEM,
    CONCLUSION,
    DILEMMA,
    LEADER,
    NOON,
    SETTING,
    VALUES,
    WEIGHING,
    ask,
    at_step,
    given,
    own_parts_of,
    parts_of,
    revealed,
    step,
)


def view(state: Deliberation, by: SeatId, key: str) -> object:
    made = {part.key: part.view for part in parts_of(state, by)}
    own = {part.key: part.view for part in own_parts_of(state, by)}
    return own.get(key) or made[key]


def test_hands_stand_in_the_order_in_which_they_came() -> None:
    state = ask(ask(at_step(DILEMMA), c.RaiseHand(up=True), CEM), c.RaiseHand(up=True), ANNA)
    table = view(state, LEADER.id, "table")
    assert isinstance(table, TableView)
    assert [hand.name for hand in table.hands] == ["Cem", "Anna"]
    assert view(state, ANNA, "own-hand") == OwnHand(place=2, phones=True)
    assert view(state, BEN, "own-hand") == OwnHand(place=0, phones=True)
    state = ask(state, c.GiveFloor(seat=CEM), LEADER.id)
    assert view(state, ANNA, "own-hand") == OwnHand(place=1, phones=True)


def test_others_do_not_see_whose_hand_is_up() -> None:
    state = ask(at_step(DILEMMA), c.RaiseHand(up=True), CEM)
    quiet = at_step(DILEMMA)
    for face in ("in", "screen"):
        who = Viewer(face=Face(face))
        assert faces.parts(visible(state), who, SETTING) == faces.parts(visible(quiet), who, SETTING)


def test_nobody_learns_who_asked_for_a_break() -> None:
    asked = [ask(at_step(DILEMMA), c.AskBreath(), seat) for seat in (ANNA, BEN, CEM)]
    assert asked[0] == asked[1] == asked[2]
    (event,) = (e.BreathAsked(),)
    assert "seat" not in log.stored(event, asked[0].method).body
    bar = view(asked[0], LEADER.id, "bar")
    assert isinstance(bar, HeadView)
    assert bar.breath
    assert ask(asked[0], c.AskBreath(), BEN) == asked[0]  # asking twice is asking once
    assert not ask(asked[0], c.Pause(), LEADER.id).breath


def test_the_stop_card_tells_the_way_to_who_leads_alone() -> None:
    state = msgspec.structs.replace(at_step(DILEMMA), crisis="Bel de achterwacht")
    state = ask(state, c.LayStopCard(), LEADER.id)
    assert view(state, LEADER.id, "paused") == PausedView(
        title="Ouder werkt mee", danger=True, crisis="Bel de achterwacht"
    )
    assert view(state, ANNA, "paused") == view(ask(at_step(DILEMMA), c.Pause(), LEADER.id), ANNA, "paused")
    assert not ask(state, c.Resume(), LEADER.id, NOON).danger


def test_a_guest_who_leads_is_no_longer_counted_at_the_table_and_can_come_back() -> None:
    state = ask(at_step(VALUES), c.HandOver(seat=ANNA), LEADER.id)
    assert state.leading == ANNA
    assert [seat.id for seat in state.at_table] == [BEN, CEM]
    assert state.seats[ANNA].role is Role.FACILITATOR
    table = view(state, LEADER.id, "table")
    assert isinstance(table, TableView)
    assert [(one.name, one.leading, one.came) for one in table.leads] == [("Noor", False, False), ("Anna", True, True)]
    assert ask(state, c.OpenStep(step=WEIGHING), ANNA).step == WEIGHING
    back = ask(state, c.TakeBackLead(seat=ANNA), ANNA)
    assert (back.leading, [seat.id for seat in back.at_table]) == (LEADER.id, [ANNA, BEN, CEM])
    with pytest.raises(no.NoSuchSeat):
        ask(state, c.TakeBackLead(seat=LEADER.id), ANNA)


def test_nothing_is_handed_over_to_somebody_who_has_left() -> None:
    state = ask(at_step(VALUES), c.RemoveSeat(seat=ANNA), LEADER.id)
    with pytest.raises(no.NoSuchSeat):
        ask(state, c.HandOver(seat=ANNA), LEADER.id)
    left = ask(ask(at_step(VALUES), c.GiveLead(seat=ANNA), LEADER.id), c.TakeBackLead(seat=ANNA), ANNA)
    left = ask(left, c.RemoveSeat(seat=ANNA), LEADER.id)
    with pytest.raises(no.NoSuchSeat):
        ask(left, c.HandOver(seat=ANNA), LEADER.id)


def judged(state: Deliberation, by: SeatId) -> Deliberation:
    return step(state, Choose(choice="a", because="om het kind", at_cost_of="de rust"), by)


def test_two_seats_of_one_person_become_one_and_what_all_saw_stays() -> None:
    state = revealed(judged(judged(at_step(WEIGHING), ANNA), BEN))
    merged = ask(state, c.MergeSeats(seat=ANNA, into=CEM), LEADER.id)
    assert merged.steps[WEIGHING].content == state.steps[WEIGHING].content
    assert [seat.id for seat in merged.at_table] == [BEN, CEM]


def test_what_is_hidden_still_does_not_go_with_a_merged_seat() -> None:
    state = judged(at_step(WEIGHING), ANNA)
    with pytest.raises(no.HiddenWordsStand):
        ask(state, c.MergeSeats(seat=ANNA, into=CEM), LEADER.id)
    assert ask(state, c.MergeSeats(seat=CEM, into=ANNA), LEADER.id).steps[WEIGHING].content.hidden == 0
    gone = ask(state, c.RemoveSeat(seat=CEM), LEADER.id)
    with pytest.raises(no.NoSuchSeat):
        ask(gone, c.MergeSeats(seat=CEM, into=ANNA), LEADER.id)


def test_what_is_skipped_is_not_the_next_and_gives_its_minutes() -> None:
    state = at_step(VALUES)
    rest = view(state, LEADER.id, "rail")
    skipped = ask(state, c.SkipStep(step=WEIGHING, skipped=True), LEADER.id)
    shown, controls = view(skipped, LEADER.id, "rail"), view(skipped, LEADER.id, "controls")
    assert isinstance(rest, RailView)
    assert isinstance(shown, RailView)
    assert isinstance(controls, ControlsView)
    assert controls.after == CONCLUSION
    assert rest.rest - shown.rest == state.method.minutes(WEIGHING, state.preset)


def test_who_types_is_proposed_and_never_on_behalf_of_a_child_or_a_parent() -> None:
    table = view(given(), LEADER.id, "table")
    assert isinstance(table, TableView)
    assert table.typist is not None
    assert table.typist.name == "Ben"  # Anna speaks from the parent's chair
    table = view(ask(given(), c.NameTypist(seat=CEM), LEADER.id), LEADER.id, "table")
    assert isinstance(table, TableView)
    assert table.typist is None
