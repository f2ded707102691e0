"""The five sentences and the second judgement, as every face shows them."""

import pytest

from beraad.deliberation import commands as c
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.faces import Setting, own_parts, parts
from beraad.deliberation.ids import SeatId
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer, visible
from beraad.pages.parts import render
from beraad.pages.text import LANGUAGES
from tests.deliberation.builders import ANNA, BEN, CEM, LEADER, WEIGHING, ask, revealed, step
from tests.deliberation.histories import SCREEN
from tests.deliberation.test_five_sentences import WHOLE, weighing
from tests.deliberation.test_second_judgement import AGAIN, after

HOSTILE = "<b onclick=x>'\"&</b> Zoë 🙂"
SHIFT = Choose(choice="other", other=HOSTILE, because=HOSTILE)


def shown(state: Deliberation, seat: SeatId, language: str = "nl") -> str:
    who = state.seats[seat]
    setting = Setting(session="s1", code="KM7R 4TXD", join="https://beraad.test/join", host="beraad.test")
    made = [*parts(visible(state), viewer(state, who), setting), *own_parts(visible(state, seat), who)]
    return "".join(render(part, language, fail) for part in made if "judgement" in part.template)


def fail(part: object, kind: str) -> None:
    raise AssertionError(part, kind)


def judged() -> Deliberation:
    """Anna shifts, Ben stays without a word, Cem judges for the first time; on the screen."""
    state = after({ANNA: "a", BEN: "b"})
    for seat, what in ((ANNA, SHIFT), (BEN, Choose(choice="b")), (CEM, SHIFT)):
        state = step(state, what, seat)
    return ask(revealed(state), c.ShowOnScreen(step=AGAIN), LEADER.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_face_tells_the_shift_in_a_drawing_a_sentence_and_words(language: str) -> None:
    state = judged()
    for seat in (LEADER.id, ANNA, SCREEN.id):
        html = shown(state, seat, language)
        assert '<svg class="shift-drawing"' in html
        assert "onclick=x&gt;" in html
        assert "<b onclick" not in html
        assert {"nl": "Eén mens ging schuiven", "en": "One person shifted"}[language] in html
        assert ("Anna" in html) == (seat != SCREEN.id)


def test_a_first_judgement_that_nobody_saw_shows_columns_and_no_shift() -> None:
    state = after({ANNA: "a"}, shown=False)
    html = shown(revealed(step(state, SHIFT, ANNA)), LEADER.id)
    assert "shift-drawing" not in html
    assert "weighed__column" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_sentences_are_asked_and_read_back(language: str) -> None:
    state = weighing()
    form = shown(state, ANNA, language)
    assert [f'name="{field}"' in form for field in ("because", "at_cost_of", "softens", "needs")] == [True] * 4
    kept = step(state, WHOLE, ANNA)
    assert "elke week samen eten" in shown(kept, ANNA, language)
    assert "elke week samen eten" in shown(revealed(kept), BEN, language)


def test_the_second_judgement_begins_at_the_first_and_asks_one_thing() -> None:
    form = shown(after({ANNA: "b"}), ANNA)
    assert 'value="b" required checked' in form
    assert [f'name="{field}"' in form for field in ("because", "at_cost_of", "speaks_for")] == [True, False, False]
    assert WEIGHING not in form
