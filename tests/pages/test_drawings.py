"""The table from above and the clock are right for any number."""

import re
from itertools import pairwise
from math import dist

import pytest

from beraad.pages.drawings import Chair, places, ring_share, shift, two_lines
from beraad.pages.text import environment

SIZES = [0, 1, 6, 12, 13, 30, 48, 49, 300]


def drawing(chairs: list[Chair], call: str = "table_drawing(chairs, title='De tafel')", language: str = "nl") -> str:
    template = (
        "{% from '_parts/marks.html' import table_drawing, ring, outcome_mark, tension, mark, shift_drawing %}{{ "
        + call
        + " }}"
    )
    return environment(language).from_string(template).render(chairs=chairs)


@pytest.mark.parametrize("count", SIZES)
def test_every_chair_is_drawn_once_inside_the_box_and_beside_the_table(count: int) -> None:
    table = places([Chair() for _ in range(count)])
    assert len(table.places) == count
    for place in table.places:
        assert table.left < place.x - table.chair / 2
        assert place.x + table.chair / 2 < table.left + table.width
        assert table.top < place.y - table.chair / 2
        assert place.y + table.chair / 2 < table.top + table.height
        assert dist((0, 0), (place.x, place.y)) - table.chair / 2 > table.radius


@pytest.mark.parametrize("count", SIZES)
def test_no_two_chairs_overlap(count: int) -> None:
    table = places([Chair() for _ in range(count)])
    middles = [(place.x, place.y) for place in table.places]
    near = [dist(one, other) for at, one in enumerate(middles) for other in middles[at + 1 :]]
    assert not near or min(near) > table.chair


@pytest.mark.parametrize("count", SIZES)
def test_words_stand_at_the_chairs_up_to_twelve(count: int) -> None:
    html = drawing([Chair(label=f"stoel{number}x") for number in range(count)])
    assert html.count('class="chair ') == count
    assert len(set(re.findall(r">(stoel\d+x)<", html))) == (count if count <= 12 else 0)


def test_the_first_chair_is_at_the_head_and_the_rest_follow_the_clock() -> None:
    first, second, third, fourth = places([Chair() for _ in range(4)]).places
    assert first.y < 0
    assert second.x > 0
    assert third.y > 0
    assert fourth.x < 0


def test_long_words_fit_in_the_box() -> None:
    words = "gedragswetenschapper in opleiding"
    table = places([Chair(label=words, note=words) for _ in range(8)])
    reach = max(place.label_x + 7.5 * len(words) for place in table.places if place.anchor == "start")
    assert reach < table.left + table.width


@pytest.mark.parametrize("count", range(1, 13))
def test_no_words_stand_on_a_chair(count: int) -> None:
    table = places([Chair(label="Raad voor de", note="Kinderbescherming") for _ in range(count)])
    for place in table.places:
        aside = place.label_x * (-1 if place.anchor == "end" else 1) - abs(place.x)
        above, below = place.text_y - 12, place.text_y + 24
        half = table.chair / 2
        beside = place.anchor != "middle" and aside >= half
        assert beside or below <= place.y - half or above >= place.y + half, place


def test_the_drawing_says_in_words_who_is_there_and_who_is_not() -> None:
    chairs = [
        Chair(label="het kind", state="empty"),
        Chair(label="ouder"),
        Chair(label="jij", state="you"),
        Chair(state="free"),
    ]
    assert "2 stoelen zijn bezet. Lege stoelen: het kind." in " ".join(drawing(chairs).split())
    assert "2 chairs are taken. Empty chairs: het kind." in " ".join(drawing(chairs, language="en").split())


def test_a_drawing_without_a_title_is_decoration() -> None:
    html = drawing([Chair()], "table_drawing(chairs)")
    assert 'aria-hidden="true"' in html
    assert "<title>" not in html


@pytest.mark.parametrize(("left", "total", "share"), [(8, 10, 80), (0, 10, 0), (-3, 10, 0), (12, 10, 100), (5, 0, 0)])
def test_the_clock_shows_what_is_left_and_never_more_or_less(left: float, total: float, share: float) -> None:
    assert ring_share(left, total) == share


def test_the_marks_have_letters_and_names_and_the_outcomes_their_words() -> None:
    html = drawing(
        [], "mark('a') ~ mark('b') ~ mark('other') ~ outcome_mark('shared_with_minority') ~ outcome_mark('open')"
    )
    assert [name for name in ("A", "B", "anders") if f'aria-label="{name}"' in html] == ["A", "B", "anders"]
    assert ">A</text>" in html
    assert ">B</text>" in html
    assert "gedeeld, met een minderheid" in html
    assert "open" in html


def test_long_words_beside_a_chair_are_parted_where_a_reader_would() -> None:
    assert two_lines("Gemeente") == ("Gemeente", "")
    assert two_lines("Raad voor de Kinderbescherming") == ("Raad voor de", "Kinderbescherming")
    assert two_lines("Gedragswetenschapper") == ("Gedrags-", "wetenschapper")
    assert two_lines("Jeugdbescherming (GI)") == ("Jeugdbescherming", "(GI)")
    assert two_lines("x" * 40) == ("x" * 16 + "…", "")


MOVES = [("a", "b"), ("b", "other"), ("other", "a"), ("a", "a"), ("b", "b"), ("b", "b"), ("other", "other")]


@pytest.mark.parametrize("people", SIZES)
def test_everybody_who_judged_twice_is_in_the_drawing_once(people: int) -> None:
    moves = [(*MOVES[at], count) for at in range(7) if (count := len(range(at, people, 7)))]
    drawn = shift(moves)
    counts = [arrow.count for arrow in drawn.arrows] + [one.count for one in drawn.stayed]
    assert sum(counts) == people
    assert drawn.each == (people <= 12)
    assert not drawn.each or set(counts) <= {1}


@pytest.mark.parametrize("people", SIZES)
def test_no_arrow_lies_over_another_or_over_who_stayed(people: int) -> None:
    drawn = shift([(*MOVES[at], count) for at in range(7) if (count := len(range(at, people, 7)))])
    lowest = max((one.y for one in drawn.stayed), default=0.0)
    heights = [lowest, *(arrow.y for arrow in drawn.arrows)]
    assert all(below - above >= 25 for above, below in pairwise(heights))
    places = [(one.x, one.y) for one in drawn.stayed]
    assert len(set(places)) == len(places)
    assert all(14 < x < drawn.width - 14 for x, _ in places)
    assert all(y < drawn.height for y in (*heights, 34))


def test_a_shift_is_drawn_with_its_words() -> None:
    html = drawing([], "shift_drawing([('a', 'b', 1), ('b', 'b', 40)], 'Eerst en nu')")
    assert "<title>Eerst en nu</title>" in html
    assert "× 40" in html
