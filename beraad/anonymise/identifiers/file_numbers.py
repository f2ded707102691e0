"""Numbers of court cases, prosecutions, files and clients."""

import re
from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength

_COURT = r"[a-z]{1,3}/\d{2}/\d{4,7}(?:\s?/\s?[a-z]{2}\s?[a-z]{2}\s?\d{2}[-/]\d{1,6})?"
_KINDS = "zaak|dossier|rekest|cli[eë]nt|kenmerk|referentie|parket|rol|polis|registratie|beschikking|aanvraag|melding"
_AFTER_KIND = r"(?P<number>(?=[\w/.-]*\d{3})[a-z\d][a-z\d/.\-]{2,24}[a-z\d])(?!\w)"
_NUMBERS = (
    ("court", Strength.SURE, rf"(?<![\w/]){_COURT}(?![\w/])"),
    ("court-roll", Strength.SURE, r"\b(?:je|fa|kg|ha)\s?(?:rk|za|ru)\s?\d{2}[-/.]\d{1,6}\b"),
    ("ecli", Strength.SURE, r"\becli:[a-z]{2}:[a-z]{2,8}:\d{4}:[a-z0-9.]{1,25}"),
    ("prosecution", Strength.SURE, r"(?<![\d/-])\d{2}[-/.]\d{5,6}[-/.]\d{2}(?![\d/-])"),
    ("file", Strength.SURE, rf"\b(?:{_KINDS})s?[- ]?(?:nummer|nr|no)?\.?\s?[:#]?\s?{_AFTER_KIND}"),
    ("number", Strength.LIKELY, r"\b(?:nr|nummer)\.?\s?(?P<number>[a-z]{1,4}[-/.]?\d{3,10})(?!\w)"),
)
_COMPILED = tuple((rule, strength, re.compile(pattern, re.IGNORECASE)) for rule, strength, pattern in _NUMBERS)


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for rule, strength, pattern in _COMPILED:
        for hit in pattern.finditer(text):
            start, end = hit.span("number") if "number" in pattern.groupindex else hit.span()
            yield Finding(
                start=start,
                end=end,
                text=text[start:end],
                category=Category.FILE,
                rule=rule,
                strength=strength,
                proposal="[zaaknummer]",
            )
