"""What is written by hand is what is typed later: the same fields, in the same words, in both languages."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from beraad.deliberation.activities import ACTIVITIES, compare_dialogue
from beraad.deliberation.ids import StepId
from beraad.deliberation.method import Plan, Text
from beraad.deliberation.seats import Face, Viewer
from beraad.deliberation.visibility import visible
from beraad.exports.emergency_set.by_hand import BY_HAND, by_hand
from beraad.exports.emergency_set.fields import Field, Table, Told, Write
from beraad.pages.text import catalogue
from beraad.settings import files
from tests.deliberation.builders import a_method, a_step, given
from tests.exports.test_emergency_set import METHODS, method

SAY = re.compile(r'say\([^"]*"[^"]*", "(\w+)", _\("([^"]+)"\)|say\(id, "(\w+)", _\("([^"]+)"\)')
FIVE = re.compile(r'\("(?:because|at_cost_of|softens|needs)", _\("([^"]+)"\)')
NOT_ON_PAPER = {
    "In één zin": "how one sits there is said aloud, and stays in the room",
    "Nog een vraag": "the same field as ‘De vraag’",
    "Jouw vraag": "the same field as ‘De vraag’",
    "Omdat …": "a judgement on paper has ‘omdat …’, also where it does not ask for five sentences",
    "Namelijk …": "stands on paper as ‘Anders, namelijk …’",
}


def plans() -> list[Plan]:
    return [plan for name in METHODS for plan in method(name).steps]


def fields(activity: str) -> Iterator[Field]:
    for plan in plans():
        if plan.activity == activity:
            hand = by_hand(plan, Table(chairs=(Text(nl="Het kind"),)))
            yield from (*hand.card, *hand.group, *(hand.slip.fields if hand.slip else ()))


def texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts(one)


def test_each_activity_says_what_it_is_on_paper() -> None:
    assert set(BY_HAND) == set(ACTIVITIES)


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_what_the_page_asks_for_has_room_on_paper(activity: str) -> None:
    source = "".join(
        file.read_text() for file in (files("templates") / "session" / "activities" / activity).glob("*.html")
    )
    asked = {label for found in SAY.findall(source) for label in (found[1], found[3]) if label}
    asked |= set(FIVE.findall(source))
    on_paper = {text.nl for text in texts(list(fields(activity)))}
    assert asked - on_paper - NOT_ON_PAPER.keys() == set()


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_what_stands_on_page_and_paper_is_the_same_in_english(activity: str) -> None:
    english = catalogue("en")
    for text in texts([field for field in fields(activity) if not isinstance(field, Told)]):
        assert bool(text.nl) == bool(text.en), text
        assert not text.nl or english.ugettext(text.nl) in (text.nl, text.en), text.nl


def test_the_words_for_the_table_are_there_in_both_languages() -> None:
    for plan in plans():
        hand = by_hand(plan, Table(chairs=()))
        assert hand.how.nl
        assert hand.how.en


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_dialogue_has_the_same_lists_on_paper_as_on_the_screen(most: int) -> None:
    plan = a_step(StepId("dialoog"), "compare_dialogue", options={"lists": most})
    seen = visible(given(method=a_method(plan)))
    shown = compare_dialogue.view(seen, plan, Viewer(face=Face.SCREEN)).lists
    on_paper = [field.label for field in by_hand(plan, Table(chairs=())).card if isinstance(field, Write)]
    assert on_paper == [one.label for one in shown]
