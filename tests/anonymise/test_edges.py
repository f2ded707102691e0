"""The edges of real Dutch: names however they are bent, hidden or split, and numbers in every dress."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beraad.anonymise.detect import detect, detect_case
from beraad.anonymise.findings import Finding, Roster, Strength, roster_of
from beraad.anonymise.plain import plain

CASE = roster_of(
    "Zoë\nÇelik\n't Hooft\nvan der Wíelen\nSamir\nYoussef\nRoos\nWil\nStorm"
    "\nAnne-Marie de Vries-Jansen\nDaan\nde Groot\nM.",
    held=date(2026, 11, 24),
)
S, L, K = Strength.SURE, Strength.LIKELY, Strength.LOOK


def found(text: str, roster: Roster = CASE) -> list[str]:
    return [one.text for one in detect(text, roster)]


def only(text: str, roster: Roster) -> Finding:
    (one,) = detect(text, roster)
    return one


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zoë, zoe en ZOË.", ["Zoë", "zoe", "ZOË"]),
        ("Zoës jas, Zoë's tas, Zoë’s pet.", ["Zoë", "Zoë", "Zoë"]),
        ("Familie Celik en ÇELIK.", ["Celik", "ÇELIK"]),
        ("Meneer 't Hooft, ’t hooft en Hooft.", ["'t Hooft", "’t hooft", "Hooft"]),
        ("Van der Wielen belt; v.d. Wielen, Wíelen.", ["Van der Wielen", "Wielen", "Wíelen"]),
        ("Samirs moeder, en Youssefs.", ["Samir", "Youssef"]),
        ("Daantje, Samirtje, Zoëtjes jas en Stormpje.", ["Daantje", "Samirtje", "Zoëtjes", "Stormpje"]),
        ("Annemarie, Anne Marie, anne-marie en Anne–Marie.", ["Annemarie", "Anne Marie", "anne-marie", "Anne–Marie"]),
        ("Mevrouw De Vries-Jansen, Vries of Jansens.", ["De Vries-Jansen", "Vries", "Jansen"]),
        ("A.M. de Vries en J. Çelik.", ["A.M. de Vries", "J. Çelik"]),
        ("We noemen hem M., thuis.", ["M."]),
        ("Ｄａａｎ slaapt.", ["Ｄａａｎ"]),
        ("Da\u00adan, Da\u200ban, D\u2060aan.", ["Da\u00adan", "Da\u200ban", "D\u2060aan"]),
        ("\u202eDaan\u202c keert om.", ["Daan"]),
    ],
)
def test_a_name_is_found_however_it_is_bent_hidden_or_split(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_a_text_in_separate_accents_gives_the_same_findings() -> None:
    text = "Zoë en Çelik, cliëntnummer 123456, één jaar oud."
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert [(one.key, one.rule) for one in detect(apart, CASE)] == [(one.key, one.rule) for one in detect(text, CASE)]


@pytest.mark.parametrize(
    ("text", "strengths"),
    [
        ("Gisteren was Wil er.", [S]),
        ("Hij wil naar huis.", [K]),
        ("Wil hij dat? Wil belt.", [K, K]),
        ("Zij zag Roos in de storm.", [S, K]),
        ("Een groot gezin bij De Groot.", [K, S]),
        ("Wilt u dat, en stormt het?", []),
    ],
)
def test_a_name_that_is_a_word_is_sure_only_with_a_capital_inside_a_sentence(
    text: str, strengths: list[Strength]
) -> None:
    assert [one.strength for one in detect(text, CASE)] == strengths


def test_what_a_person_marked_by_hand_is_no_ordinary_word() -> None:
    assert only("Zij had moed genoeg.", roster_of("", marked=("moed",))).strength is S


def test_the_word_is_decided_on_apart_from_the_name_and_does_not_spread() -> None:
    texts = detect_case({"a": "Daar was Wil weer.", "b": "Zij wil dat niet."}, CASE)
    assert texts["a"][0].key != texts["b"][0].key
    assert texts["b"][0].strength is K


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("K. slaapt slecht, zegt L., en dat helpt.", ["K.", "L."]),
        ("Kies A. of B. en zeg waarom.", []),
        ("N.B. dit is m.b.v. een B.V., P.S. ook dat.", []),
    ],
)
def test_a_lone_initial_may_be_somebody_and_a_or_b_is_a_choice(text: str, what: list[str]) -> None:
    assert found(text, Roster()) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Bel ０６-１２３４５６７８.", "０６-１２３４５６７８"),
        ("Bel 06\u201112345678 of niet.", "06\u201112345678"),
        ("Bel 06-123456 even.", "06-123456"),
        ("Mail jan @ voorbeeld.nl maar.", "jan @ voorbeeld.nl"),
        ("Mail jan[at]voorbeeld[dot]nl maar.", "jan[at]voorbeeld[dot]nl"),
        ("Mail jan at voorbeeld punt nl maar.", "jan at voorbeeld punt nl"),
        ("Nummer 99\u00ad9963314 dus.", "99\u00ad9963314"),
        ("Op １２３４ ＡＢ.", "１２３４ ＡＢ"),
        ("Op 1234-AB.", "1234-AB"),
        ("Rekening NL91 ABNA 0417 1643 00.", "NL91 ABNA 0417 1643 00"),
        ("Zaak 200.123.456/01 loopt.", "200.123.456/01"),
        ("Uitspraak NL24.12345 ligt er.", "NL24.12345"),
        ("Uitspraak AWB 20/1234 ligt er.", "AWB 20/1234"),
        ("parketnummer 05/123456-20", "05/123456-20"),
        ("clientnummer 123 456", "123 456"),
        ("de zaak met nummer 12345", "12345"),
        ("V-nummer 123.456.7890", "123.456.7890"),
    ],
)
def test_a_number_is_found_in_every_dress(text: str, what: str) -> None:
    assert only(text, Roster()).text == what


@pytest.mark.parametrize(
    ("text", "what", "proposal"),
    [
        ("Op 3-apr-2011 thuis.", "3-apr-2011", "[vijftien jaar eerder]"),
        ("Op 2011/04/03 thuis.", "2011/04/03", "[vijftien jaar eerder]"),
        ("Op ３-４-２０１１ thuis.", "３-４-２０１１", "[vijftien jaar eerder]"),
        ("Op 3 – 4 – 2011 thuis.", "3 – 4 – 2011", "[vijftien jaar eerder]"),
        ("Sinds 02-2019 thuis.", "02-2019", "[zeven jaar eerder]"),
        ("Sinds '19 thuis.", "'19", "[zeven jaar eerder]"),
        ("Op 3 en 4 mei thuis.", "3 en 4 mei", "[een datum]"),
        ("Op de derde mei thuis.", "derde mei", "[een datum]"),
        ("In schooljaar 2023/2024 niet.", "2023/2024", "[drie jaar eerder]"),
    ],
)
def test_more_dates_become_the_time_between(text: str, what: str, proposal: str) -> None:
    one = only(text, CASE)
    assert (one.text, one.proposal) == (what, proposal)


@pytest.mark.parametrize(
    ("text", "what", "proposal"),
    [
        ("Een kind van 4,5 jaar.", "4,5", "[4–7]"),
        ("Zij is 9½.", "9½", "[8–11]"),
        ("Een kind (8, groep 5) slaapt.", "8", "[8–11]"),
        ("Het kind (m/8) slaapt.", "8", "[8–11]"),
        ("Twee kinderen (3 en 5) slapen.", "3 en 5", "[0–3 en 4–7]"),
        ("De kinderen van 3, 5 en 6.", "3, 5 en 6", "[0–3 en 4–7]"),
        ("Zij zijn 3 en 5 jaar.", "3 en 5", "[0–3 en 4–7]"),
        ("Een baby van 8 maanden.", "8", "[0–3]"),
        ("Een zes weken oude baby.", "zes", "[0–3]"),
        ("Hij ging op zijn zestiende.", "zestiende", "[16–17]"),
        ("Hij is er 15.", "15", "[12–15]"),
    ],
)
def test_more_ages_become_a_band(text: str, what: str, proposal: str) -> None:
    one = only(text, Roster())
    assert (one.text, one.proposal) == (what, proposal)


@given(st.text(st.characters(), max_size=30))
def test_what_is_found_in_the_plain_text_stands_in_the_original(text: str) -> None:
    text = f"{text} Şahin{text}06-12345678 {text}"
    roster = roster_of("Şahin")
    for one in detect(text, roster):
        assert one.text == text[one.start : one.end] != ""
    if text.isascii():
        assert plain(text).text == text
