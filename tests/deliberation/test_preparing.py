"""What is chosen when a beraad is prepared: how long, with how many people, and in which order; and prepared anew."""

from datetime import timedelta
from itertools import count

import msgspec
import pytest

from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.company import MOST_ROWS, Coming
from beraad.deliberation.evolve import begin, evolve
from beraad.deliberation.ids import SessionId
from beraad.deliberation.intake import NOTHING, Intake
from beraad.deliberation.material import fold
from beraad.deliberation.method import Method
from beraad.deliberation.plan_session import (
    NOT_AGREED,
    Appointment,
    Preparation,
    like,
    plan_session,
    prepared,
    replan_session,
)
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import DILEMMA, LEADER, NOON, VALUES, kort

FULL = Preparation(
    title="Kanarie werkt mee",
    a="Kanarie blijft",
    b="Kanarie gaat",
    harm_a="Kanarie wacht",
    harm_b="Kanarie is boos",
    chairs=("ouder", "Oma Kanarie"),
    preset="standaard",
    crisis="Spoedteam",
    coming=(Coming(role="jeugdbeschermer", count=2),),
    intake=Intake(own="yes", chafes="Kanarie slaapt niet", family="no", family_says="Kanarie schrikt"),
)
WHEN = Appointment(begins_at=NOON, ends_at=NOON + timedelta(minutes=45), place="Kamer 2")


def planned_state(form: Preparation, when: Appointment = WHEN) -> Deliberation:
    ids = map("id{}".format, count())
    first, more = plan_session(kort(), form, LEADER, when, False, lambda: next(ids))
    state = begin(SessionId("s"), first)
    for event in more:
        state = evolve(state, event)
    return state


def anew(state: Deliberation, form: Preparation, when: Appointment = NOT_AGREED) -> Deliberation:
    for event in replan_session(state, kort(), form, when, lambda: "new"):
        state = evolve(state, event)
    return state


def test_what_was_prepared_can_be_read_back_as_the_form_it_came_from() -> None:
    state = planned_state(FULL)
    child = next(chair.name.nl for chair in kort().chairs if chair.child)
    parent = next(chair.name.nl for chair in kort().chairs if chair.parent)
    assert prepared(state) == msgspec.structs.replace(FULL, chairs=(child, parent, "Oma Kanarie"))
    assert (state.begins_at, state.ends_at, state.place) == (WHEN.begins_at, WHEN.ends_at, "Kamer 2")


def test_prepared_anew_the_last_holds_and_who_was_there_stays() -> None:
    state = planned_state(FULL)
    number = state.number
    other = anew(state, Preparation(title="Iets anders", a="Wachten"))
    assert other.number > number
    assert other.seats == state.seats
    assert "Kanarie" not in str(other)
    assert prepared(other).a == "Wachten"
    assert (other.begins_at, other.intake, other.coming, other.crisis) == (None, NOTHING, (), "")


def test_once_the_door_was_open_what_was_prepared_stands() -> None:
    state = evolve(evolve(planned_state(FULL), e.DoorOpened()), e.DoorClosed())
    with pytest.raises(no.PreparedForGood):
        anew(state, Preparation(title="Iets anders"))


def test_acute_danger_stops_preparing_and_preparing_anew() -> None:
    form = Preparation(title="x", intake=Intake(danger="yes"))
    with pytest.raises(no.AcuteDanger):
        planned_state(form)
    with pytest.raises(no.AcuteDanger):
        anew(planned_state(FULL), form)


@pytest.mark.parametrize("ends", [NOON, NOON - timedelta(minutes=1)])
def test_a_beraad_ends_after_it_begins(ends: object) -> None:
    with pytest.raises(no.EndsTooSoon):
        planned_state(FULL, Appointment(begins_at=NOON, ends_at=ends))  # type: ignore[arg-type]


def test_more_rows_of_people_than_the_form_has_are_refused() -> None:
    with pytest.raises(no.TooMany):
        planned_state(msgspec.structs.replace(FULL, coming=(Coming(),) * (MOST_ROWS + 1)))


def test_the_next_one_takes_over_nothing_of_the_case() -> None:
    state = planned_state(FULL)
    other = like(state)
    assert "Kanarie" not in str(other)
    assert (other.preset, other.crisis, other.coming) == ("standaard", "Spoedteam", FULL.coming)
    assert [*other.chairs] == [chair.name.nl for chair in kort().chairs if chair.child or chair.parent]


def test_what_was_told_beforehand_is_in_nobodys_view_and_in_no_case() -> None:
    state = planned_state(FULL)
    for seat in (None, LEADER.id):
        seen = visible(state, seat)
        assert (seen.intake, seen.coming, seen.place) == (NOTHING, (), "")
    kept = fold(state, visible(state))
    assert "slaapt niet" not in str(kept)
    assert "schrikt" not in str((kept.blocks, kept.material))
    assert (kept.family, kept.family_says) == ("no", "Kanarie schrikt")


def planned(method: Method, *, swapped: bool) -> Method:
    form = Preparation(title="Ouder werkt mee", swapped=swapped)
    return plan_session(method, form, LEADER, None, False, lambda: "id")[0].method


def test_two_steps_that_change_places_take_their_minutes_along_and_not_their_number() -> None:
    method = msgspec.structs.replace(kort(), may_swap=(DILEMMA, VALUES))
    assert planned(method, swapped=False) == method
    other = planned(method, swapped=True)
    assert [plan.id for plan in other.steps] == ["waarden", "dilemma", "afweging", "conclusie", "afspraken"]
    assert [other.number(plan.id) for plan in other.steps] == [1, 2, 3, 4, 4]
    assert [other.minutes(step, "kort") for step in (VALUES, DILEMMA)] == [7, 6]


def test_a_method_that_allows_no_other_order_keeps_its_own() -> None:
    assert planned(kort(), swapped=True) == kort()
    assert not kort().is_swapped


def test_the_order_that_was_chosen_can_be_read_back() -> None:
    method = msgspec.structs.replace(kort(), may_swap=(DILEMMA, VALUES))
    assert (method.is_swapped, method.swapped().is_swapped) == (False, True)


@pytest.mark.parametrize(
    ("people", "fits"),
    [
        ({}, [(0, 0), (0, 0), (0, 0)]),
        ({"kort": 6}, [(0, 6), (7, 0), (7, 0)]),
        ({"standaard": 10, "kort": 6}, [(0, 6), (7, 10), (11, 0)]),
        ({"kort": 6, "standaard": 10, "lang": 14}, [(0, 6), (7, 10), (11, 14)]),
    ],
)
def test_each_length_says_for_how_many_people_it_is(people: dict[str, int], fits: list[tuple[int, int]]) -> None:
    presets = {"kort": 45, "standaard": 90, "lang": 120}
    method = msgspec.structs.replace(kort(), presets=presets, people=people)
    assert [method.fits(preset) for preset in presets] == fits
