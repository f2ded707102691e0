"""Search in Dutch: forms, abbreviations, phrases, typing errors, and whatever somebody types."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beraad.casebank import lexicon, stems
from beraad.casebank.case import Case, Named, Tension
from beraad.casebank.query import FACETS, Query, facets, matches, parameters, rank, read, terms, tidy
from beraad.casebank.spelling import candidates, distance, mended
from beraad.casebank.why import marks, why
from tests.casebank.builders import a_case


def ask(text: str, **facets: str) -> Query:
    return read([("q", text), *facets.items()])


def finds(text: str, query: str) -> bool:
    return matches(a_case(summary=text), ask(query))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Een uithuisplaatsing dreigt.", "uhp"),
        ("Een uithuisplaatsing dreigt.", "uithuisgeplaatst"),
        ("Het kind is uithuisgeplaatst.", "uithuisplaatsing"),
        ("Het kind is uit huis geplaatst.", "uithuisplaatsing"),
        ("Een UHP dreigt.", "uit huis plaatsen"),
        ("Meer gezinnen wachten.", "gezin"),
        ("Het gezin wacht.", "gezinnen"),
        ("Twee kinderen wachten.", "kind"),
        ("Wij vertrouwen elkaar.", "vertrouwen"),
        ("De vertrouwenspersoon komt.", "vertrouwen"),
        ("Een crisisplaatsing volgt.", "plaatsing"),
        ("De ots/uhp wordt gevraagd.", "uhp ots"),
        ("Een onder toezicht gesteld kind.", "OTS"),
        ("De gecertificeerde instelling belt.", "GI"),
        ("De GI belt.", "gecertificeerde instelling"),
        ("De Raad voor de Kinderbescherming onderzoekt.", "RvdK"),
        ("De RvdK onderzoekt.", "raad voor de kinderbescherming"),
        ("VT kijkt mee.", "veilig thuis"),
        ("De jeugd-ggz behandelt.", "jeugdggz"),
        ("De jeugd-ggz behandelt.", "ggz"),
        ("Ouder met LVB.", "licht verstandelijke beperking"),
        ("Continuïteit telt.", "continuiteit"),
        ("Alle foto's zijn weg.", "fotos"),
        ("Het team heeft opgeschaald.", "opschalen"),
        ("Vrijwillige hulp.", "vrijwilligheid"),
        ("Er is geen schijnkeuze hier.", '"geen schijnkeuze"'),
    ],
)
def test_a_word_finds_its_forms_and_names(text: str, query: str) -> None:
    assert finds(text, query)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("De raad besluit.", "kinderbescherming"),
        ("Veilig naar school.", "veilig thuis"),
        ("Vertrouwelijk gesprek.", "wantrouwen"),
        ("Een schijnkeuze, geen echte.", '"geen schijnkeuze"'),
        ("Het gezin wacht.", "gezin school"),
        ("Het heeft geen zin.", "gezin"),
    ],
)
def test_a_word_does_not_find_what_only_looks_like_it(text: str, query: str) -> None:
    assert not finds(text, query)


def test_every_value_has_a_stem_of_its_own() -> None:
    names = {
        slug: frozenset(stems.stem(word.folded) for word in stems.words(v.name)) for slug, v in lexicon.VALUES.items()
    }
    assert len(set(names.values())) == len(lexicon.VALUES)


def test_an_english_reader_finds_a_case_by_the_name_of_its_value() -> None:
    assert matches(a_case(values=("eigen-kracht",)), ask("strength"))
    assert matches(a_case(language="en", summary="Two families wait."), ask("family"))


def test_a_title_comes_before_a_remark_and_ties_go_by_title() -> None:
    remark = a_case(id="aaa-1", title="Anders", setting="Over vertrouwen.", tension=None)
    title = a_case(id="bbb-1", title="Vertrouwen houden", tension=None)
    assert [case.id for case in rank([remark, title], ask("vertrouwen"))] == ["bbb-1", "aaa-1"]
    assert [case.title for case in rank([title, remark], ask(""))] == ["Anders", "Vertrouwen houden"]
    assert [case.id for case in rank([title, remark], ask("vertrouwen", volgorde="title"))] == ["aaa-1", "bbb-1"]


def test_why_shows_the_weightiest_place_with_the_word_marked() -> None:
    case = a_case(setting="Eerst een lang verhaal. " * 9 + "Toen kwam een UHP in beeld.")
    (reason,) = why(case, ask("uithuisplaatsing"))
    assert reason.field == "setting"
    assert [reason.snippet[start:end] for start, end in reason.marks] == ["UHP"]
    assert len(reason.snippet) < 160


def test_marks_stand_on_the_text_as_written() -> None:
    text = "Gezinnen, ‘het gezin’ en de Raad voor de\nKinderbescherming"
    spans = marks(text, ask("gezin rvdk"))
    assert [text[a:b] for a, b in spans] == ["Gezinnen", "gezin", "Raad voor de\nKinderbescherming"]


def three() -> list[Case]:
    def clash(a: str, b: str) -> Tension:
        return Tension(a=Named(value=a), b=Named(value=b))

    return [
        a_case(id="een-1", tension=clash("vertrouwen", "veiligheid"), values=("moed",), outcome="open"),
        a_case(id="twee-2", tension=clash("veiligheid", "vertrouwen"), values=("moed", "respect")),
        a_case(id="drie-3", tension=clash("autonomie", "veiligheid"), values=("respect",)),
    ]


def test_a_pair_is_the_same_whichever_side_a_value_serves() -> None:
    found = rank(three(), ask("", spanning="veiligheid~vertrouwen"))
    assert {case.id for case in found} == {"een-1", "twee-2"}


def test_choices_in_a_facet_widen_and_do_not_shrink_their_own_counts() -> None:
    counts = facets(three(), ask("", waarde="moed"))
    assert [(one.value, one.count, one.chosen) for one in counts["value"]] == [("moed", 2, True), ("respect", 2, False)]
    assert [(one.value, one.count) for one in counts["tension"]] == [("veiligheid~vertrouwen", 2)]
    both = read([("waarde", "moed"), ("waarde", "respect")])
    assert len(rank(three(), both)) == 3


def test_a_typing_error_is_mended_from_the_words_of_the_bank() -> None:
    known = frozenset({"uithuisplaatsing", "vertrouwen", "veiligheid", "rechter"})
    assert (found := mended(ask("uithuisplaastsing vertouwen"), known))
    assert found.text == "uithuisplaatsing vertrouwen"
    assert candidates("rehcter", known) == ("rechter",)
    assert mended(ask("vertrouwen"), known) is None
    assert mended(ask("xyzzyxyzzy"), known) is None


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_distance_is_the_same_both_ways_and_stops_when_too_far(one: str, other: str) -> None:
    assert distance(one, other, 2) == distance(other, one, 2)
    assert (distance(one, other, 9) == 0) == (one == other)
    assert distance(one, other, 1) == min(distance(one, other, 9), 2)


SLUGS = {
    "spanning": ["veiligheid~vertrouwen", "autonomie~veiligheid"],
    "waarde": ["moed", "respect", "veiligheid"],
    "thema": ["pleegzorg", "melden"],
    "uitkomst": ["open", "shared"],
    "kader": ["drang", "crisis"],
    "volgorde": ["new", "title", "best"],
    "blad": ["2", "17"],
}
PAIRS = st.sampled_from([(name, value) for name, values in SLUGS.items() for value in values])
ANYTHING = st.tuples(st.sampled_from(["q", *SLUGS, "x"]), st.text(max_size=40))


@settings(max_examples=300)
@given(st.lists(st.one_of(PAIRS, ANYTHING), max_size=12))
def test_whatever_stands_in_the_address_is_a_question_that_comes_back(pairs: list[tuple[str, str]]) -> None:
    query = read(pairs)
    assert read(parameters(query)) == query
    assert tidy(query.text) == query.text
    assert set(FACETS) == {facet for facet in FACETS if isinstance(query.chosen(facet), tuple)}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_anything_typed_can_be_searched_marked_and_explained(text: str) -> None:
    case = a_case(summary=tidy(text) or "x")
    query = ask(text)
    rank([case], query)
    for reason in why(case, query):
        assert all(0 <= a < b <= len(reason.snippet) for a, b in reason.marks)
    spans = marks(case.summary, query)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    "hostile",
    [
        "' OR 1=1 --",
        "NEAR(a b)",
        "a AND NOT b*",
        "%_%",
        '"',
        '""" "',
        "=gezin",
        "((",
        "\x00",
        "-" * 5000,
        "a" * 100_000,
    ],
)
def test_what_looks_like_syntax_is_only_words(hostile: str) -> None:
    query = ask(hostile)
    assert len(query.text) <= 200
    assert len(terms(query)) <= 12
    assert rank([a_case()], query) in ([], [a_case()])


def test_a_text_is_found_by_each_of_its_own_words() -> None:
    case = a_case(setting="Twee jeugdteams overleggen met ervaringsdeskundigen over continuïteit.")
    for word in stems.words(case.setting or ""):
        assert matches(case, ask(word.folded)), word.folded
