"""Telephone numbers, as people write them in the Netherlands, and foreign ones that begin with +."""

import re
from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength

_BETWEEN = r"[\s\-./()\u00a0]{0,3}"
_DUTCH = rf"(?:(?:\+|00){_BETWEEN}31{_BETWEEN}(?:\(?0\)?{_BETWEEN})?|\(?0)[1-9](?:{_BETWEEN}\d){{8}}"
_AFTER_WORD = r"\b(?:tel|telefoon|mobiel|06|bel)(?:nummer|nr)?\.?:?\s{0,2}(?P<number>\d(?:[\s\-.]?\d){5,9})(?!\d)"
_PHONES = (
    ("phone", Strength.SURE, rf"(?<![\d+]){_DUTCH}(?!\d)"),
    ("phone-abroad", Strength.SURE, rf"(?<![\d+])\+\d{{1,3}}(?:{_BETWEEN}\d){{7,11}}(?!\d)"),
    ("phone-service", Strength.LIKELY, r"(?<!\d)0[89]00[\s-]?\d{4}(?:\d{3})?(?!\d)"),
    ("phone-word", Strength.LIKELY, _AFTER_WORD),
)
_COMPILED = tuple((rule, strength, re.compile(pattern, re.IGNORECASE)) for rule, strength, pattern in _PHONES)


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for rule, strength, pattern in _COMPILED:
        for hit in pattern.finditer(text):
            start, end = hit.span("number") if "number" in pattern.groupindex else hit.span()
            yield Finding(
                start=start,
                end=end,
                text=text[start:end],
                category=Category.PHONE,
                rule=rule,
                strength=strength,
                proposal="[telefoonnummer]",
            )
