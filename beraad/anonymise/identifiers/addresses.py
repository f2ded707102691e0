"""Postcodes, and streets with or without a number."""

import re
from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength

_POSTCODE = re.compile(r"(?<![\w.,])[1-9]\d{3}\s?(?P<letters>[A-Za-z]{2})(?!\w)")
_NO_POSTCODE = frozenset({"SA", "SD", "SS"})
_SMALL = (
    "en is in op de te om of zo we ze er al as ik je hij nu na ma km kg gr ml cm mm uu ha dr st mw ag bv nv pa wo do"
    " vr za jr mb gb kb ca nl"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_KINDS = (
    "straat|laan|weg|plein|pad|hof|dijk|kade|singel|gracht|steeg|park|plantsoen|dreef|baan|markt|wal|hoeve|erf|akker|veld"
    "|kamp|zoom|boulevard|allee|oever|brink|vliet|horst|donk|weide|poort|haven|stee"
)
_NUMBER = r"\d{1,4}(?:\s?(?:bis|hs|huis|[a-h])(?!\w))?(?:\s?[-/]\s?\d{1,4})?"
_CAPITAL = r"(?!(?:Op|Aan|In|Bij|Naar|Van|Uit|De|Het|Hun|Zijn|Haar|Ze|Zij|Hij)\b)[A-Z][\w’'.-]{0,30}\s"
_FIRST = rf"(?:{_CAPITAL}(?:(?:[A-Z][\w’'.-]{{0,30}}|van|de|der|den|het|ten|ter)\s){{0,3}})?"
_STREET = re.compile(rf"\b{_FIRST}(?:\w[\w’'-]{{1,30}}(?:{_KINDS})|\w{{3,30}}str\.?)\s{_NUMBER}(?!\w)")
_KIND_ALONE = re.compile(
    rf"\b(?:aan|op)\s(?:de|het|’t|'t)\s(?P<place>(?:{_KINDS})\s{_NUMBER})(?!\w)(?!\s(?:uur|keer|dagen|weken))",
    re.IGNORECASE,
)
_STREET_ALONE = re.compile(
    rf"\b{_FIRST}[A-Z][\w’'-]{{2,30}}(?:straat|laan|plein|gracht|singel|kade|dreef|plantsoen|steeg|dijk)\b"
)


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for hit in _POSTCODE.finditer(text):
        letters = hit["letters"]
        if letters.upper() in _NO_POSTCODE or (letters != letters.upper() and letters.lower() in _SMALL_WORDS):
            continue
        strength = Strength.SURE if letters.isupper() else Strength.LIKELY
        yield _finding(hit, "postcode", strength, "[postcode]")
    for hit in _STREET.finditer(text):
        yield _finding(hit, "street-number", Strength.SURE, "[adres]")
    for hit in _KIND_ALONE.finditer(text):
        yield _finding(hit, "street-number", Strength.LIKELY, "[adres]", "place")
    for hit in _STREET_ALONE.finditer(text):
        yield _finding(hit, "street", Strength.LIKELY, "[straat]")


def _finding(hit: re.Match[str], rule: str, strength: Strength, proposal: str, group: str | int = 0) -> Finding:
    return Finding(
        start=hit.start(group),
        end=hit.end(group),
        text=hit[group],
        category=Category.ADDRESS,
        rule=rule,
        strength=strength,
        proposal=proposal,
    )
