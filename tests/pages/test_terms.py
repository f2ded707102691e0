"""Words that not everybody knows: each opens one plain line, and the text around it stays the text."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beraad.pages.terms import TERMS, explained, terms_in
from beraad.pages.text import LANGUAGES, environment

WORDS = [word for term in TERMS for word in term.words]
PIECES = st.lists(st.sampled_from([*WORDS, " ", ", ", "…)", "<b>", "&amp;", "'", '"', "Zoë", "OTS’er"]), max_size=12)


def opened(html: str) -> list[str]:
    return re.findall(r'popovertarget="term-\d+">([^<]+)<', html)


@given(PIECES)
def test_the_text_stays_the_text_and_nothing_in_it_becomes_markup(pieces: list[str]) -> None:
    text = "".join(pieces)
    without = re.sub(
        r'<button class="term" type="button" popovertarget="term-\d+">|</button>|<span class="term-end">|</span>',
        "",
        explained(text),
    )
    assert "<" not in without
    assert unescape(without) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Opschalen naar een OTS", ["Opschalen", "OTS"]),
        ("ots en gi zijn hier geen afkortingen", []),
        ("De OTS loopt af; een nieuwe OTS vragen", ["OTS"]),
        ("Is een gezinsvoogd jeugdbeschermer?", ["gezinsvoogd"]),
        ("gesloten jeugdhulp of vrijwillige hulp", ["gesloten jeugdhulp", "vrijwillige hulp"]),
        ("Ouderlijk gezag", ["Ouderlijk gezag"]),
        ("Raad voor de Kinderbescherming", ["Raad voor de Kinderbescherming"]),
        ("een OTS-gesprek, bedrang, waardevol, normaal", []),
        ("", []),
    ],
)
def test_a_term_opens_where_it_stands_first_as_a_whole_word_and_as_long_as_can_be(text: str, words: list[str]) -> None:
    assert opened(explained(text)) == words
    assert opened("".join(terms_in(text))) == words


def test_no_line_begins_with_what_follows_a_term() -> None:
    assert re.search(r'<span class="term-end"><button [^>]*>OTS</button>\?’</span> Ja', explained("‘Een OTS?’ Ja"))


def test_no_word_means_two_things() -> None:
    assert len(WORDS) == len({word.lower() for word in WORDS})


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_is_told_on_the_page_in_plain_sentences_with_a_picture(language: str) -> None:
    page = environment(language).get_template("session/_terms.html").render()
    for number, term in enumerate(TERMS):
        assert f'id="term-{number}"' in page
        assert term.name.within(language)
        assert all(1 < len(said.split()) <= 20 for said in re.split(r"(?<=[.?]) ", term.says.within(language)))
    assert page.count('<path d="M') == len(TERMS)
