"""What each kind of identifier finds, and what it leaves alone."""

from datetime import date

import pytest

from beraad.anonymise.detect import detect
from beraad.anonymise.findings import Finding, Roster, Strength, roster_of
from beraad.anonymise.identifiers.bsn import passes_eleven_test
from beraad.anonymise.identifiers.names import one_slip

CASE = roster_of("Daan Jansen = jeugdige\nŞahin\nde Wielewaal", "Jeugdhulp Voorbeeld", date(2026, 11, 24))


def found(text: str, roster: Roster = CASE) -> list[str]:
    return [one.text for one in detect(text, roster)]


def only(text: str, roster: Roster = CASE) -> Finding:
    (one,) = detect(text, roster)
    return one


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Daan Jansen is boos.", ["Daan Jansen"]),
        ("DAAN slaapt bij Jansen.", ["DAAN", "Jansen"]),
        ("daan belt, en Daans moeder ook; Daan's jas.", ["daan", "Daan", "Daan"]),
        ("Vader Sahin en vader şahin.", ["Sahin", "şahin"]),
        ("Vader Şahín rijdt.", ["Şahín"]),
        ("Jansn, Janssen en Jasnen zijn hem.", ["Jansn", "Janssen", "Jasnen"]),
        ("Dan en daarna komen niet voor.", []),
        ("Op de Wielewaal, in de wielewaal.", ["de Wielewaal", "de wielewaal"]),
        ("Zij is van Jeugdhulp Voorbeeld.", ["Jeugdhulp Voorbeeld"]),
    ],
)
def test_names_of_the_case_are_found_however_they_are_typed(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Bel 06-50 12 90 44.", "06-50 12 90 44"),
        ("Bel +31 6 50129044.", "+31 6 50129044"),
        ("Bel +31 (0)6-5012 9044 even.", "+31 (0)6-5012 9044"),
        ("Bel 0031650129044.", "0031650129044"),
        ("tel. 020 123 45 67", "020 123 45 67"),
        ("Bel (020) 123 45 67 na vijven", "(020) 123 45 67"),
        ("tel 1234567", "1234567"),
        ("Mail j.k-o@voorbeeld.co.nl maar.", "j.k-o@voorbeeld.co.nl"),
        ("Mail j.k(at)voorbeeld.nl maar.", "j.k(at)voorbeeld.nl"),
        ("Zie https://x.example/daar?a=1.", "https://x.example/daar?a=1"),
        ("Zie www.school.nl, onderaan.", "www.school.nl"),
        ("Volg @zo_maar_iemand.", "@zo_maar_iemand"),
        ("Op insta: lot.2011", "lot.2011"),
        ("BSN 999963314.", "999963314"),
        ("bsn 9999.63.314", "9999.63.314"),
        ("bsn: 99996331", "99996331"),
        ("Postcode 1234 AB.", "1234 AB"),
        ("op 1234ab woont", "1234ab"),
        ("Op de Dorpsstraat 12a daar.", "Dorpsstraat 12a"),
        ("Aan de Lange Vijverweg 3-5.", "Lange Vijverweg 3-5"),
        ("Zij woont aan de Brink 3.", "Brink 3"),
        ("Op de Kerkstraat wonen zij.", "Kerkstraat"),
        ("Zaak C/13/123456 loopt.", "C/13/123456"),
        ("JE RK 24-123 loopt.", "JE RK 24-123"),
        ("parketnummer 09-123456-21", "09-123456-21"),
        ("dossiernummer AB-12345", "AB-12345"),
        ("ECLI:NL:RBDHA:2024:123 loopt", "ECLI:NL:RBDHA:2024:123"),
    ],
)
def test_what_has_a_shape_is_found_whole(text: str, what: str) -> None:
    assert only(text).text == what


@pytest.mark.parametrize(
    ("text", "what", "proposal"),
    [
        ("Geboren op 3-4-2011.", "3-4-2011", "[vijftien jaar eerder]"),
        ("Op 14 sept. was zij weg.", "14 sept.", "[een datum]"),
        ("Sinds 21-02-'25 thuis.", "21-02-'25", "[eenentwintig maanden eerder]"),
        ("Op 4 mei belde hij.", "4 mei", "[een datum]"),
        ("Op vier mei belde hij.", "vier mei", "[een datum]"),
        ("Op 4 mei 2026 belde hij.", "4 mei 2026", "[zes maanden eerder]"),
        ("In maart 2027 wordt hij gehoord.", "maart 2027", "[vier maanden later]"),
        ("Op 2026-11-02 belde hij.", "2026-11-02", "[kort geleden]"),
        ("Op 14/9 belde hij.", "14/9", "[een datum]"),
        ("Sinds 2019 kennen we hen.", "2019", "[zeven jaar eerder]"),
    ],
)
def test_dates_of_every_shape_become_the_time_between(text: str, what: str, proposal: str) -> None:
    one = only(text)
    assert (one.text, one.proposal) == (what, proposal)


@pytest.mark.parametrize(
    ("text", "what", "proposal"),
    [
        ("Het kind (8) slaapt.", "8", "[8–11]"),
        ("Een zoon, 14, die zwijgt.", "14", "[12–15]"),
        ("De jongen is 16.", "16", "[16–17]"),
        ("Een meisje van 15 jr oud.", "15", "[12–15]"),
        ("Een pleegkind van 6 uit de buurt.", "6", "[4–7]"),
        ("Een twaalfjarige zwijgt.", "twaalf", "[12–15]"),
        ("Zij wordt twaalf en mag kiezen.", "twaalf", "[12–15]"),
        ("De baby is drie maanden oud.", "drie", "[0–3]"),
        ("Zij kreeg haar 51e een kind.", "51", "[18+]"),
        ("Hij is 19 jaar.", "19", "[18+]"),
    ],
)
def test_ages_become_a_band(text: str, what: str, proposal: str) -> None:
    one = only(text)
    assert (one.text, one.proposal, one.tier) == (what, proposal, "indirect")


@pytest.mark.parametrize(
    "text",
    [
        "We praten al 3 jaar, en dat 2 jaar lang.",
        "Het is 16 uur en 12 keer gebeld.",
        "Twee van de 8 kozen B; 24/7 bereikbaar; artikel 3-4.",
        "In mei, op maandag, in de zomer.",
        "Wij waren 2019 keer blij zonder weg 3 keer.",
        "De Raad voor de Kinderbescherming en Veilig Thuis.",
        "Hij kreeg 1200 euro en 3,5 of 1.000 punten.",
    ],
)
def test_ordinary_numbers_are_left_alone(text: str) -> None:
    assert [one.text for one in detect(text, Roster()) if one.strength is not Strength.LOOK] == []


def test_the_eleven_test_only_raises_confidence() -> None:
    assert passes_eleven_test("999963314")
    assert not passes_eleven_test("999963315")
    assert not passes_eleven_test("000000000")
    strengths = [only(f"nummer {number} dus", Roster()).strength for number in ("999963314", "999963315")]
    assert strengths == [Strength.SURE, Strength.LIKELY]


def test_a_role_behind_a_name_is_what_stands_there_instead() -> None:
    assert only("Daan belt.").proposal == "[jeugdige]"
    assert only("Şahin belt.").proposal == "[naam 2]"


def test_a_slip_is_one_letter_more_less_other_or_swapped() -> None:
    assert all(one_slip("jansen", other) for other in ("janssen", "janen", "jannen", "jasnen"))
    assert not any(one_slip("jansen", other) for other in ("jansen", "jens", "janssens", "jasnne"))
