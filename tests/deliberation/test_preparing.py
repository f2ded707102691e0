"""What is chosen when a beraad is prepared: how long, with how many people, and in which order."""

import msgspec
import pytest

from beraad.deliberation.method import Method
from beraad.deliberation.plan_session import Preparation, plan_session
from tests.deliberation.builders import DILEMMA, LEADER, VALUES, kort


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
