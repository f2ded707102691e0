"""The lexicon of values helps who wrote own words already, and never comes before them."""

import pytest

from beraad.casebank import lexicon
from beraad.deliberation import events as e
from beraad.deliberation.activities.pvn_table import AddVoice
from beraad.deliberation.faces import own_parts
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from beraad.pages.parts import render
from beraad.pages.text import LANGUAGES
from beraad.pages.value_words import value_words
from tests.deliberation.builders import ANNA, BEN, NOON, VALUES, given, revealed, step

HERE = given(e.TypistNamed(seat=BEN), e.StepOpened(step=VALUES, at=NOON))
WROTE = step(HERE, AddVoice(chair="ouder", value="tijd hebben"), ANNA)


def words_in(state: Deliberation, language: str = "nl") -> list[str]:
    """The words of the lexicon in Anna's own part."""
    part = own_parts(visible(state, ANNA), state.seats[ANNA])[0]
    html = render(part, language)
    return [word for _, words in value_words(language) for word, _ in words if f'data-word="{word}"' in html]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_list_is_there_before_an_own_one(language: str) -> None:
    part = own_parts(visible(HERE, ANNA), HERE.seats[ANNA])[0]
    html = render(part, language).lower()
    assert not [meaning for _, words in value_words(language) for _, meaning in words if meaning.lower() in html]
    assert words_in(HERE, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_are_there_once_the_seat_wrote_one_itself(language: str) -> None:
    assert len(words_in(WROTE, language)) == len(lexicon.VALUES) == 52


def test_an_own_word_of_somebody_else_opens_nothing() -> None:
    assert words_in(step(HERE, AddVoice(chair="kind", value="tijd hebben"), BEN)) == []


def test_who_can_add_nothing_more_is_offered_nothing() -> None:
    full = HERE
    for number in range(6):
        full = step(full, AddVoice(chair="ouder", value=f"tijd {number}"), ANNA)
    assert words_in(full) == words_in(revealed(WROTE)) == []
