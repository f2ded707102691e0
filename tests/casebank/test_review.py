"""When a case from a room may be published: every combination of every yes, and when it then appears."""

from datetime import UTC, datetime
from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beraad.casebank.case import Circle
from beraad.casebank.review import QUESTIONS, Missing, SecondReader, Standing, appears, may_publish, passes, quarter

READY = Standing(
    author="noor",
    organisation="ons",
    team="noord",
    undecided=0,
    whole=True,
    offered=True,
    agreed=True,
    agreed_region=True,
    right=True,
)
READER = SecondReader(
    account="lies",
    organisation="ons",
    team="zuid",
    reviews=True,
    not_at_table=True,
    answers=dict.fromkeys(QUESTIONS, False),
)
WITHOUT: dict[Missing, dict[str, object]] = {
    Missing.MARKS: {"undecided": 1},
    Missing.TEXT: {"whole": False},
    Missing.OFFERED: {"offered": False},
    Missing.PRESENTER: {"agreed": False},
    Missing.READER: {"reviews": False},
    Missing.AUTHOR: {"account": "noor"},
    Missing.TEAM: {"team": "noord"},
    Missing.TABLE: {"not_at_table": False},
    Missing.CHECKLIST: {"answers": {}},
}
ONLY_REGION = {Missing.TEAM, Missing.CHECKLIST}
OF_DRAFT = {Missing.MARKS, Missing.TEXT, Missing.OFFERED, Missing.PRESENTER}


@pytest.mark.parametrize("circle", ["organisation", "region", "country", "public"])
def test_all_combinations_of_missing_yeses_are_refused_and_only_none_missing_goes_through(circle: Circle) -> None:
    for lacks in product([False, True], repeat=len(WITHOUT)):
        wanted = {what for what, lack in zip(WITHOUT, lacks, strict=True) if lack}
        draft, reader = READY, READER
        for what in wanted:
            if what in OF_DRAFT:
                draft = msgspec.structs.replace(draft, **WITHOUT[what])
            else:
                reader = msgspec.structs.replace(reader, **WITHOUT[what])
        missing = set(may_publish(draft, reader, circle))
        expected = wanted - (set() if circle == "region" else ONLY_REGION)
        assert missing == expected | ({Missing.CIRCLE} if circle in ("country", "public") else set())


@pytest.mark.parametrize(
    ("change", "circle", "may"),
    [
        ({"right": False}, "organisation", False),
        ({"agreed_region": False}, "organisation", True),
        ({"agreed_region": False}, "region", False),
        ({"team": None}, "organisation", True),
        ({"team": None}, "region", False),
        ({"organisation": "anders"}, "organisation", False),
    ],
)
def test_what_the_draft_lacks_decides_per_circle(change: dict[str, object], circle: Circle, may: bool) -> None:
    assert (may_publish(msgspec.structs.replace(READY, **change), READER, circle) == ()) is may


def test_a_reader_without_a_team_may_be_of_the_same_one() -> None:
    reader = msgspec.structs.replace(READER, team=None)
    assert may_publish(READY, reader, "region") == (Missing.TEAM,)
    assert may_publish(READY, reader, "organisation") == ()


@pytest.mark.parametrize("which", QUESTIONS)
def test_a_yes_asks_for_something_and_only_the_agreed_one_may_stand(which: str) -> None:
    yes = msgspec.structs.replace(READER, answers={**READER.answers, which: True})
    assert not passes(yes)
    assert passes(msgspec.structs.replace(yes, agreed="moeder weet het")) is (which == "recognise")
    assert not passes(msgspec.structs.replace(yes, agreed="  "))
    less = {each: False for each in QUESTIONS if each != which}
    assert not passes(msgspec.structs.replace(READER, answers=less))
    assert not passes(msgspec.structs.replace(READER, answers={**READER.answers, "nog-een": False}))


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    st.floats(min_value=0, max_value=1, exclude_max=True),
)
def test_a_regional_case_appears_somewhere_in_the_next_quarter(when: datetime, chance: float) -> None:
    now = when.replace(tzinfo=UTC)
    at = appears("region", now, chance)
    assert at
    assert at > now
    year, number = map(int, quarter(now).split("-K"))
    assert quarter(at) == (f"{year}-K{number + 1}" if number < 4 else f"{year + 1}-K1")
    assert appears("organisation", now, chance) is None
