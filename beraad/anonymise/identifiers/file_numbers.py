"""Numbers of court cases, prosecutions, files and clients."""

from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers.rules import finding, hits, rule, sign

_COURT = r"[a-z]{1,3}/\d{2}/\d{4,7}(?:\s?/\s?[a-z]{2}\s?[a-z]{2}\s?\d{2}[-/]\d{1,6})?"
_KINDS = (
    "zaak|dossier|rekest|cli[eë]nt|kenmerk|referentie|parket|rol|polis|registratie|beschikking|aanvraag|melding|meld"
)
_AFTER_KIND = r"(?P<found>(?=[\w/.-]{0,40}\d{3})[a-z\d][a-z\d/.\-]{2,24}[a-z\d]|\d{2,4}(?:[ .]\d{2,4}){1,4})(?!\w)"
_COURTS = "awb|nl|ams|arn|bre|dha|dor|gro|haa|lee|lim|maa|mid|mne|nho|nne|obr|oov|ove|rot|sgr|she|utr|zut|zwb|zwo"
_NUMBERED = sign(r"\d", before=100)
RULES = (
    rule("court", Strength.SURE, rf"(?<![\w/]){_COURT}(?![\w/])"),
    rule("court-roll", Strength.SURE, r"\b(?:je|fa|kg|ha)\s?(?:rk|za|ru)\s?\d{2}[-/.]\d{1,6}\b"),
    rule("ecli", Strength.SURE, r"\becli:[a-z]{2}:[a-z]{2,8}:\d{4}:[a-z0-9.]{1,25}"),
    rule("prosecution", Strength.SURE, r"(?<![\d/-])\d{2}[-/.]\d{5,6}[-/.]\d{2}(?![\d/-])"),
    rule(
        "file", Strength.SURE, rf"\b(?:{_KINDS})s?[- ]?(?:met )?(?:nummer|nr|no)?\.?\s?[:#]?\s?{_AFTER_KIND}", _NUMBERED
    ),
    rule("number", Strength.LIKELY, r"\b(?:nr|nummer)\.?\s?(?P<found>[a-z]{1,4}[-/.]?\d{3,10}|\d{4,10})(?!\w)"),
    rule("person-number", Strength.SURE, r"\b[av]-?(?:nummer|nr)\.?:?\s?(?P<found>\d[\d. ]{6,12}\d)(?!\w)"),
    rule("appeal", Strength.SURE, r"(?<![\d.])200\.\d{3}\.\d{3}(?:/\d{2})?(?!\d)"),
    rule("court-letters", Strength.SURE, rf"\b(?:{_COURTS})\s?\d{{2}}[./]\s?\d{{2,6}}(?!\w)"),
    rule("bank-account", Strength.SURE, r"\b[a-z]{2}\d{2}(?: ?[a-z]{4})(?: ?\d){10}(?!\d)"),
)


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for one, hit in hits(text, RULES):
        proposal = "[rekeningnummer]" if one.name == "bank-account" else "[zaaknummer]"
        yield finding(one, hit, Category.FILE, proposal)
