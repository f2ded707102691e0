"""The 52 values, and proposals beside a value in somebody's own words."""

import pytest

from beraad.casebank import lexicon
from beraad.casebank.proposals import nearest_values
from beraad.casebank.tensions import pair, values_of


def test_there_are_52_values_in_six_groups_each_with_a_meaning_in_two_languages() -> None:
    assert len(lexicon.VALUES) == 52
    assert len({value.group for value in lexicon.VALUES.values()}) == 6
    assert sum(value.raised for value in lexicon.VALUES.values()) == 35
    assert all(v.name and v.meaning and v.english and v.meaning_english for v in lexicon.VALUES.values())


@pytest.mark.parametrize(
    ("own", "first"),
    [
        ("veilig zijn", "veiligheid"),
        ("Vertrouwen krijgen", "vertrouwen"),
        ("in vertrouwelijkheid", "vertrouwelijkheid"),
        ("eerlijk blijven", "eerlijkheid"),
        ("kunnen groeien", "ontwikkeling"),
        ("een vast gezicht", "continuiteit"),
        ("helderheid", "duidelijkheid"),
        ("niet zwaarder dan nodig", "proportionaliteit"),
        ("de stem van het kind", "stem-van-het-kind"),
    ],
)
def test_a_value_in_own_words_gets_the_nearest_proposed(own: str, first: str) -> None:
    assert nearest_values(own)[0] == first


@pytest.mark.parametrize("own", ["rust in huis", "", "samen", "de", "x" * 10_000, "\x00%"])
def test_no_proposal_is_better_than_a_wrong_one(own: str) -> None:
    assert nearest_values(own) == []


def test_every_value_is_nearest_to_its_own_name() -> None:
    for slug, value in lexicon.VALUES.items():
        assert nearest_values(value.name)[0] == slug


def test_a_pair_has_one_key_and_the_key_gives_the_pair_back() -> None:
    assert pair("vertrouwen", "veiligheid") == pair("veiligheid", "vertrouwen") == "veiligheid~vertrouwen"
    assert values_of("veiligheid~vertrouwen") == ("veiligheid", "vertrouwen")
    assert values_of("vertrouwen~veiligheid") is None
    assert values_of("veiligheid~veiligheid") is None
