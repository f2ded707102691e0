"""What the list says of an answer: the staircase at any size, and the words of *Past omdat*."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beraad.casebank import lexicon
from beraad.casebank.query import Query, read
from beraad.casebank.tensions import pair
from beraad.casebank.why import why
from beraad.pages.case_list import AROUND, Clash, clash, reason
from beraad.pages.staircase import BIGGEST, STEPS, staircase
from tests.casebank.builders import a_case

PAIRS = [pair(a, b) for a, b in combinations(sorted(lexicon.VALUES), 2)]
CLASHES = st.dictionaries(st.sampled_from(PAIRS), st.integers(1, 300), max_size=60)


def sorted_counts(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


@given(CLASHES)
def test_a_staircase_draws_each_pair_once_or_says_that_it_is_left_out(counts: dict[str, int]) -> None:
    stairs = staircase(Query(), sorted_counts(counts), "nl")
    if stairs is None:
        assert len(counts) < 2
        return
    assert len(stairs.tiles) + stairs.left_out == len(counts)
    assert len({(tile.column, tile.row) for tile in stairs.tiles}) == len(stairs.tiles) > 0
    assert all(0 <= tile.column < tile.row < len(stairs.values) <= STEPS for tile in stairs.tiles)
    assert all(0 < tile.side <= BIGGEST for tile in stairs.tiles)


def test_every_value_on_a_staircase_clashes_with_one_before_it_while_there_are_such() -> None:
    counts = {pair("veiligheid", other): 1 for other in ("moed", "autonomie", "respect")}
    stairs = staircase(Query(), sorted_counts(counts | {pair("hechting", "inspraak"): 1}), "nl")
    assert stairs
    assert stairs.values[0] == "veiligheid"
    assert set(stairs.values[1:4]) == {"moed", "autonomie", "respect"}
    assert stairs.pairs[0].href == "/bank?spanning=autonomie~veiligheid"


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, None),
        ({"moed~veiligheid": 1}, None),
        ({"moed~veiligheid": 3, "moed~respect": 1}, Clash(values=("moed", "veiligheid"), count=3)),
        ({"moed~veiligheid": 1, "moed~respect": 1}, Clash(values=("moed",), count=2)),
        ({"moed~veiligheid": 1, "hechting~respect": 1}, None),
    ],
)
def test_the_sentence_names_the_pair_that_returns_or_else_the_value(counts: dict[str, int], told: Clash | None) -> None:
    assert clash(sorted_counts(counts), "nl") == told


@given(st.lists(st.sampled_from(["vertrouwen", "is", "goed", "genoeg", "voor", "iedereen", "a" * 40]), min_size=1))
def test_a_reason_is_short_and_always_shows_the_word(words: list[str]) -> None:
    case = a_case(setting=" ".join([*words, "vertrouwen"]), tension=None)
    for one in why(case, read([("q", "vertrouwen")])):
        told = reason(one, "nl")
        assert any(piece.marked and piece.text.startswith("vertrouw") for piece in told.pieces)
        shown = "".join(piece.text for piece in told.pieces)
        assert len(shown) <= 4 * AROUND
        assert shown.strip("… ") in case.setting  # type: ignore[operator]


def test_a_word_in_the_title_needs_no_quotation() -> None:
    (one,) = why(a_case(title="Vertrouwen houden in school"), read([("q", "school")]))
    told = reason(one, "nl")
    assert ([piece.text for piece in told.pieces], told.quoted, told.place) == (["school"], False, "in de titel")
