"""Who may read which case, and which circles a case may get."""

from datetime import timedelta
from typing import get_args

import pytest

from beraad.casebank.case import Circle, Origin
from beraad.casebank.circles import (
    GATES,
    PUBLIC,
    Audience,
    CircleNeeds,
    CircleShut,
    NoAudience,
    Reader,
    audience_of,
    check_circle,
    may_read,
)
from tests.builders import NOON

HERE = Reader(organisation="jeugdhulp", region="Noord")
CASES = {
    "public": PUBLIC,
    "country": Audience("country"),
    "our region": Audience("region", region="Noord"),
    "another region": Audience("region", region="Zuid"),
    "our organisation": Audience("organisation", organisation="jeugdhulp"),
    "another organisation": Audience("organisation", organisation="buren"),
}
OPEN_TO: dict[str, tuple[Reader | None, set[str]]] = {
    "anybody": (None, {"public"}),
    "a reader": (HERE, {"public", "country", "our region", "our organisation"}),
    "a neighbour": (
        Reader(organisation="buren", region="Noord"),
        {"public", "country", "our region", "another organisation"},
    ),
    "far away": (Reader(organisation="ver", region="Zuid"), {"public", "country", "another region"}),
}


@pytest.mark.parametrize("who", OPEN_TO)
@pytest.mark.parametrize("what", CASES)
def test_each_reader_reads_what_the_table_says(who: str, what: str) -> None:
    reader, open_to = OPEN_TO[who]
    assert may_read(CASES[what], None, reader, NOON) == (what in open_to)


def test_a_case_appears_at_its_moment_and_not_before() -> None:
    assert not may_read(PUBLIC, NOON + timedelta(seconds=1), HERE, NOON)
    assert may_read(PUBLIC, NOON, HERE, NOON)


@pytest.mark.parametrize("circle", ["organisation", "region"])
def test_a_case_says_for_which_organisation_or_region_it_is(circle: Circle) -> None:
    with pytest.raises(NoAudience):
        audience_of(circle, "", None)
    assert audience_of(circle, "jeugdhulp", "Noord") in (CASES["our organisation"], CASES["our region"])


def test_from_a_room_a_case_goes_to_the_own_organisation_or_after_two_yeses_to_the_region() -> None:
    check_circle("room", "organisation")
    for asked, checked in ((False, False), (True, False), (False, True)):
        with pytest.raises(CircleNeeds):
            check_circle("room", "region", asked=asked, checked=checked)
    check_circle("room", "region", asked=True, checked=True)


@pytest.mark.parametrize("circle", ["country", "public"])
def test_from_a_room_nothing_opens_the_country_or_the_public(circle: Circle) -> None:
    with pytest.raises(CircleShut):
        check_circle("room", circle, asked=True, checked=True)


def test_the_table_knows_every_origin_and_circle() -> None:
    assert set(GATES) == set(get_args(Origin))
    assert all(set(row) == set(get_args(Circle)) for row in GATES.values())
