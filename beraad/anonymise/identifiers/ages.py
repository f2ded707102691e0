"""Ages, proposed as a band: the borders are those where rights change."""

import re
from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers import number_words
from beraad.anonymise.identifiers.rules import finding, hits, rule, sign

BANDS = ((4, "0–3"), (8, "4–7"), (12, "8–11"), (16, "12–15"), (18, "16–17"))
_HALF = r"(?:[.,]5|\s?[½¼¾]|\sen een half)?"
_LIST = r"\d{1,2}(?:\s?,\s?\d{1,2}){0,4}\s?(?:en|of|&|\+|,)\s?\d{1,2}"
_WORDS = rf"(?P<found>\d{{1,2}}{_HALF}|{number_words.ANY})"
_LASTS = "geleden|lang|later|terug|ervaring|durend|achter|eerder|tijd|samen|getrouwd|gescheiden|bezig|OTS|onder"
_LASTING = rf"(?!\s?(?:{_LASTS}))"
_SPANS = ("al", "na", "over", "binnen", "in", "sinds", "afgelopen", "laatste", "elke", "per", "de")
_NOT_AFTER = "".join(rf"(?<!\b{word} )" for word in _SPANS)
_UNITS = (
    r"uur|keer|maal|x\b|%|procent|dag|dagen|week|weken|maand|maanden|minuten|minuut|euro|km|kg|meter|mensen|kinderen"
    r"|gesprekken|afspraken|pagina|bladzij|punten|gezinnen|collega|personen|hulpverlen|van de|op de|tegen"
)
_NO_UNIT = rf"(?![\d%€:]|[.,]\d|\s?(?:{_UNITS}))"
_END = r"(?=\s?[,.;:!?)]|\s?$|\s(?:en|jaar|geworden|was|is|maar|of|dan|toen|in|als)\b)"
_BEFORE = r"\b(?:is|was|wordt|werd|bijna|nu|pas|ben|leeftijd:?|net|nog maar)\s(?:er\s|al\s|pas\s|net\s|nu\s|bijna\s)?"
_CHILD = (
    "kind(?:eren)?|zo(?:on(?:tjes?)?|ons|nen)|dochter(?:tje)?s?|jongens?|jongetjes?|meisjes?|broer(?:tje)?s?|zus(?:jes?|sen)?"
    "|peuters?|kleuters?|pubers?|tieners?|jongeren?|baby(?:’s|'s)?|dreumes|zuigeling|tweeling"
)
_WHOSE = r"\b(?:zijn|haar|m[’']n|mijn|hun|z[’']n|d[’']r|op)\s"
_SECOND = "".join(rf"(?<={verb} {digits} en )|" for verb in ("zijn", "waren") for digits in (r"\d", r"\d\d"))[:-1]
_TURN = r"\b(?!\s(?:jaar|week|keer|plaats|eeuw|graad))"
_OLD, _YEAR = sign(r"\soude?\b"), sign("j(?:aa?)?r")
_OF, _ON, _BIRTHDAY = sign(r"\svan\s"), sign(r"op\s[zhmd]"), sign("verjaardag")
_CLOSED = r"(?:\)|(?=,\s?(?:groep|klas|brugklas|vmbo|havo|vwo|mbo|m\b|v\b|j\b)))"
_MONTHS = "(?:dagen|weken|maanden|mnd)"
_ORDINAL = number_words.ANY_ORDINAL
_FIRST = rf"\b(?:zijn|waren)\s(?P<found>\d{{1,2}})(?=\s?(?:en|,)\s\d{{1,2}}\b{_NO_UNIT})"
_BRACKETS = rf"\((?:[mvjx]\s?[,/]\s?)?(?P<found>\d{{1,2}}{_HALF})(?:\s?(?:jr\.?|jaar|j\.?|jaar oud))?{_CLOSED}"
RULES = (
    rule("age-brackets", Strength.SURE, _BRACKETS),
    rule("age-brackets-list", Strength.LIKELY, rf"\((?P<found>{_LIST})(?:\s?(?:jr\.?|jaar))?\)"),
    rule("age-list", Strength.LIKELY, rf"(?:{_CHILD})\svan\s(?P<found>{_LIST})\b{_NO_UNIT}", _OF),
    rule("age-list-years", Strength.LIKELY, rf"{_NOT_AFTER}\b(?P<found>{_LIST})\s?(?:jaar|jr)\b{_LASTING}", _YEAR),
    rule("age-commas", Strength.LIKELY, r"(?<=[^\W\d_]),\s(?P<found>\d{1,2})(?=\s?[,.;)]|\s?$)(?![.,]\d)"),
    rule("age-is", Strength.LIKELY, rf"{_BEFORE}{_WORDS}\b(?!-){_NO_UNIT}{_END}", None),
    rule("age-child", Strength.LIKELY, rf"(?:{_CHILD})\svan\s{_WORDS}\b{_NO_UNIT}", _OF),
    rule(
        "age-first", Strength.LIKELY, rf"\b(?:zijn|waren)\s(?P<found>\d{{1,2}})(?=\s?(?:en|,)\s\d{{1,2}}\b{_NO_UNIT})"
    ),
    rule("age-second", Strength.LIKELY, rf"(?:{_SECOND})(?P<found>\d{{1,2}})\b{_NO_UNIT}"),
    rule("age-years-old", Strength.SURE, rf"\b{_WORDS}\s?(?:jaar|jr\.?)\soud\b", _OLD),
    rule("age-years", Strength.LIKELY, rf"{_NOT_AFTER}\b{_WORDS}[\s-]?(?:jaar|jr|jarige?|jaars)\b{_LASTING}", _YEAR),
    rule("age-young", Strength.SURE, rf"\b(?P<found>\d{{1,2}}|[a-z]{{1,30}})\s{_MONTHS}\soude?\b", _OLD),
    rule("age-young", Strength.LIKELY, rf"(?:{_CHILD})\svan\s{_WORDS}\s{_MONTHS}\b{_LASTING}", _OF),
    rule(
        "age-word",
        Strength.LIKELY,
        rf"\bop\s(?:zijn|haar|m[’']n|mijn|hun|z[’']n|d[’']r)\s(?P<found>{_ORDINAL}){_END}",
        _ON,
    ),
    rule("age-ordinal", Strength.LIKELY, rf"{_WHOSE}(?P<found>\d{{1,2}})(?:e|ste|de){_TURN}"),
    rule("age-birthday", Strength.LIKELY, rf"\b{_WORDS}(?:e|de|ste)\sverjaardag", _BIRTHDAY),
    rule("age-ordinal-alone", Strength.LOOK, rf"\b(?P<found>[1-9]\d)e{_TURN}"),
)


def band(age: int) -> str:
    """Return the band an age falls in."""
    return next((name for below, name in BANDS if age < below), "18+")


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for one, hit in hits(text, RULES):
        yield finding(one, hit, Category.AGE, f"[{_bands(one.name, hit)}]", tier="indirect")


def _bands(name: str, hit: re.Match[str]) -> str:
    if name == "age-young":
        return "0–3"
    ages = re.findall(r"\d+", hit["found"]) if "list" in name else [hit["found"]]
    return " en ".join(dict.fromkeys(band(number_words.value(age)) for age in ages))
