"""Telephone numbers, as people write them in the Netherlands, and foreign ones that begin with +."""

from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers.rules import finding, hits, rule

_BETWEEN = r"[\s\-./()\u00a0]{0,3}"
_DUTCH = rf"(?:(?:\+|00){_BETWEEN}31{_BETWEEN}(?:\(?0\)?{_BETWEEN})?|\(?0)[1-9](?:{_BETWEEN}\d){{8}}"
_AFTER_WORD = r"\b(?:tel|telefoon|mobiel|06|bel)(?:nummer|nr)?\.?:?\s{0,2}(?P<found>\d(?:[\s\-.]?\d){5,9})(?!\d)"
_MOBILE = r"(?<![\d+])\(?06\)?[\s\-.]{0,3}\d(?:[\s\-.]?\d){5,8}(?!\d)"
RULES = (
    rule("phone", Strength.SURE, rf"(?<![\d+]){_DUTCH}(?!\d)"),
    rule("phone-abroad", Strength.SURE, rf"(?<![\d+])\+\d{{1,3}}(?:{_BETWEEN}\d){{7,11}}(?!\d)"),
    rule("phone-service", Strength.LIKELY, r"(?<!\d)0[89]00[\s-]?\d{4}(?:\d{3})?(?!\d)"),
    rule("phone-miscounted", Strength.LIKELY, _MOBILE),
    rule("phone-word", Strength.LIKELY, _AFTER_WORD),
)


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for one, hit in hits(text, RULES):
        yield finding(one, hit, Category.PHONE, "[telefoonnummer]")
