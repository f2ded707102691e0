"""The nine seed cases: readable, in canonical form, and nothing in them that the source does not tell."""

import re
from pathlib import Path

import pytest

from beraad.casebank.case import Case
from beraad.casebank.markdown import parse, write
from beraad.casebank.stems import texts
from beraad.casebank.tensions import pair_of

FILES = sorted((Path(__file__).parents[2] / "casebank").glob("werkcafe-*.md"))
TENSIONS = {
    1: ("vrijwilligheid", "veiligheid"),
    2: ("rechtsbescherming", "vrijwilligheid"),
    3: ("vertrouwen", "veiligheid"),
    4: ("inspraak", "veiligheid"),
    5: ("mildheid", "veiligheid"),
    6: ("eerlijkheid", "vertrouwen"),
    7: ("continuiteit", "deskundigheid"),
    8: ("betrokkenheid", "equality-of-arms"),
    9: ("veiligheid", "autonomie"),
}
SHARPENED = {3: {"a", "reasons_a"}, 5: {"b", "reasons_b"}, 7: {"b", "reasons_b"}}
# the only words with a capital inside a sentence: institutions of the whole country, and abbreviations
CAPITALS = {"OTS", "GI", "Raad", "Kinderbescherming", "Veilig", "Thuis"}


@pytest.fixture(params=range(1, 10))
def seed(request: pytest.FixtureRequest) -> tuple[int, Case]:
    return request.param, parse(FILES[request.param - 1].read_bytes())


def test_there_are_nine_and_each_is_called_after_its_id() -> None:
    assert [file.stem for file in FILES] == [f"werkcafe-{n:02}" for n in range(1, 10)]
    assert [parse(file.read_bytes()).id for file in FILES] == [file.stem for file in FILES]


def test_each_is_in_canonical_form(seed: tuple[int, Case]) -> None:
    number, case = seed
    assert write(case).encode() == FILES[number - 1].read_bytes()


def test_each_has_the_tension_that_was_listed(seed: tuple[int, Case]) -> None:
    number, case = seed
    assert case.tension
    assert (case.tension.a.value, case.tension.b.value) == TENSIONS[number]
    assert pair_of(case)


def test_what_the_source_does_not_tell_is_not_recorded(seed: tuple[int, Case]) -> None:
    _, case = seed
    assert (case.outcome, case.spread, case.minority, case.costs) == ("not_recorded", None, (), ())
    assert (case.dilemma.harm_a, case.dilemma.harm_b, case.residue, case.follow_up) == (None, None, None, None)
    assert all(voice.source is None and voice.norm is None for voice in case.voices)
    assert all(action.term is None for action in case.actions)
    assert case.age_band is None


def test_what_the_editors_sharpened_is_marked(seed: tuple[int, Case]) -> None:
    number, case = seed
    assert set(case.sharpened) == {"tension"} | SHARPENED.get(number, set())


def test_each_is_public_with_source_licence_minutes_and_three_questions(seed: tuple[int, Case]) -> None:
    _, case = seed
    assert (case.circle, case.origin, case.minutes, case.period, case.region) == (
        "public",
        "imported",
        30,
        "2019",
        "landelijk",
    )
    assert case.frameworks == ("drang",)
    assert "conferentieverslag" in (case.source or "")
    assert case.licence == "CC BY 4.0"
    assert len(case.questions) == 3
    assert all(question.endswith("?") for question in case.questions)


def test_nobody_is_named(seed: tuple[int, Case]) -> None:
    _, case = seed
    for field, text in texts(case):
        inside = set(re.findall(r"(?<=[a-zéëï,;] )[A-Z]\w+", text)) if field not in ("title", "voices") else set()
        assert inside <= CAPITALS, (case.id, inside)
        assert not re.search(r"\b(mevrouw|meneer|mw|dhr)\b|\d{2}-\d{2}", text)


def test_each_reads_as_a_short_article(seed: tuple[int, Case]) -> None:
    number, case = seed
    body = FILES[number - 1].read_text().split("---\n", 2)[2]
    assert 250 <= len(body.split()) <= 700
    assert len(case.dilemma.a) <= 200
    assert len(case.dilemma.b) <= 200
    assert len(case.summary) <= 250
    sentences = [s for _, text in texts(case) for s in re.split(r"(?<=[.?!:;])\s", text)]
    assert max(len(sentence.split()) for sentence in sentences) <= 27
    assert len(case.values) >= 5
    assert case.themes
