"""Ages, proposed as a band: the borders are those where rights change."""

import re
from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers import number_words

BANDS = ((4, "0–3"), (8, "4–7"), (12, "8–11"), (16, "12–15"), (18, "16–17"))
_WORDS = rf"(?P<age>\d{{1,2}}|{number_words.ANY})"
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
_BEFORE = r"\b(?:is|was|wordt|werd|bijna|nu|pas|ben|leeftijd:?|net|nog maar)\s"
_CHILD = "kind|zoon(?:tje)?|dochter(?:tje)?|jongen|meisje|broer(?:tje)?|zus(?:je)?|peuter|kleuter|puber|tiener|jongere"
_WHOSE = r"\b(?:zijn|haar|m[’']n|mijn|hun|z[’']n|d[’']r|op)\s"
_SECOND = "".join(rf"(?<={verb} {digits} en )|" for verb in ("zijn", "waren") for digits in (r"\d", r"\d\d"))[:-1]
_TURN = r"\b(?!\s(?:jaar|week|keer|plaats|eeuw|graad))"
_AGES = (
    ("age-brackets", Strength.SURE, r"\((?P<age>\d{1,2})(?:\s?(?:jr\.?|jaar|j\.?|jaar oud))?\)"),
    ("age-commas", Strength.LIKELY, r"(?<=[^\W\d_]),\s(?P<age>\d{1,2})(?=\s?[,.;)]|\s?$)(?![.,]\d)"),
    ("age-is", Strength.LIKELY, rf"{_BEFORE}{_WORDS}\b(?!-){_NO_UNIT}{_END}"),
    ("age-child", Strength.LIKELY, rf"\b\w{{0,20}}(?:{_CHILD})\svan\s{_WORDS}\b{_NO_UNIT}"),
    ("age-first", Strength.LIKELY, rf"\b(?:zijn|waren)\s(?P<age>\d{{1,2}})(?=\s?(?:en|,)\s\d{{1,2}}\b{_NO_UNIT})"),
    ("age-second", Strength.LIKELY, rf"(?:{_SECOND})(?P<age>\d{{1,2}})\b{_NO_UNIT}"),
    ("age-years-old", Strength.SURE, rf"\b{_WORDS}\s?(?:jaar|jr\.?)\soud\b"),
    ("age-years", Strength.LIKELY, rf"{_NOT_AFTER}\b{_WORDS}[\s-]?(?:jaar|jr|jarige?|jaars)\b{_LASTING}"),
    ("age-young", Strength.SURE, r"\b(?P<age>\d{1,2}|[a-z]+)\s(?:dagen|weken|maanden|mnd)\soud\b"),
    ("age-ordinal", Strength.LIKELY, rf"{_WHOSE}(?P<age>\d{{1,2}})(?:e|ste|de){_TURN}"),
    ("age-birthday", Strength.LIKELY, rf"\b{_WORDS}(?:e|de|ste)\sverjaardag"),
    ("age-ordinal-alone", Strength.LOOK, rf"\b(?P<age>[1-9]\d)e{_TURN}"),
)
_COMPILED = tuple((rule, strength, re.compile(pattern, re.IGNORECASE)) for rule, strength, pattern in _AGES)


def band(age: int) -> str:
    """Return the band an age falls in."""
    return next((name for below, name in BANDS if age < below), "18+")


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for rule, strength, pattern in _COMPILED:
        for hit in pattern.finditer(text):
            start, end = hit.span("age")
            if rule == "age-young":
                proposal = "0–3"
            else:
                proposal = band(number_words.value(hit["age"]))
            yield Finding(
                start=start,
                end=end,
                text=text[start:end],
                category=Category.AGE,
                rule=rule,
                strength=strength,
                proposal=f"[{proposal}]",
                tier="indirect",
            )
