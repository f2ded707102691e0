"""Postcodes, and streets with or without a number."""

from collections.abc import Iterator

import msgspec

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers.rules import finding, hits, rule, sign

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
_STREET = rf"\b{_FIRST}(?:\w[\w’'-]{{1,30}}(?:{_KINDS})|\w{{3,30}}str\.?)\s{_NUMBER}(?!\w)"
_KIND_ALONE = rf"\b(?:aan|op)\s(?:de|het|’t|'t)\s(?P<found>(?:{_KINDS})\s{_NUMBER})(?!\w)(?!\s(?:uur|keer|dagen|weken))"
_STREET_ALONE = rf"\b{_FIRST}[A-Z][\w’'-]{{2,30}}(?:straat|laan|plein|gracht|singel|kade|dreef|plantsoen|steeg|dijk)\b"
_NUMBERED = sign(r"\d", before=250)
RULES = (
    rule("postcode", Strength.SURE, r"(?<![\w.,])[1-9]\d{3}[\s-]?(?P<letters>[A-Za-z]{2})(?!\w)", flags=0),
    rule("street-number", Strength.SURE, _STREET, _NUMBERED, flags=0),
    rule("street-number", Strength.LIKELY, _KIND_ALONE),
    rule("street", Strength.LIKELY, _STREET_ALONE, None, flags=0),
)
PROPOSALS = {"postcode": "[postcode]", "street-number": "[adres]", "street": "[straat]"}


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for one, hit in hits(text, RULES):
        found = finding(one, hit, Category.ADDRESS, PROPOSALS[one.name])
        letters = hit["letters"] if one.name == "postcode" else "AA"
        if letters.upper() in _NO_POSTCODE or (letters != letters.upper() and letters.lower() in _SMALL_WORDS):
            continue
        yield found if letters.isupper() else msgspec.structs.replace(found, strength=Strength.LIKELY)
