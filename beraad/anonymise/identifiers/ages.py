"""Ages, proposed as a band: the borders are those where rights change."""

from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers import number_words
from beraad.anonymise.identifiers.rules import finding, hits, rule, sign

BANDS = ((4, "0–3"), (8, "4–7"), (12, "8–11"), (16, "12–15"), (18, "16–17"))
_WORDS = rf"(?P<found>\d{{1,2}}|{number_words.ANY})"
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
_OLD, _YEAR = sign(r"\soud\b"), sign("j(?:aa?)?r")
_OF, _BIRTHDAY = sign(r"\svan\s"), sign("verjaardag")
_FIRST = rf"\b(?:zijn|waren)\s(?P<found>\d{{1,2}})(?=\s?(?:en|,)\s\d{{1,2}}\b{_NO_UNIT})"
RULES = (
    rule("age-brackets", Strength.SURE, r"\((?P<found>\d{1,2})(?:\s?(?:jr\.?|jaar|j\.?|jaar oud))?\)"),
    rule("age-commas", Strength.LIKELY, r"(?<=[^\W\d_]),\s(?P<found>\d{1,2})(?=\s?[,.;)]|\s?$)(?![.,]\d)"),
    rule("age-is", Strength.LIKELY, rf"{_BEFORE}{_WORDS}\b(?!-){_NO_UNIT}{_END}", None),
    rule("age-child", Strength.LIKELY, rf"\b\w{{0,20}}(?:{_CHILD})\svan\s{_WORDS}\b{_NO_UNIT}", _OF),
    rule(
        "age-first", Strength.LIKELY, rf"\b(?:zijn|waren)\s(?P<found>\d{{1,2}})(?=\s?(?:en|,)\s\d{{1,2}}\b{_NO_UNIT})"
    ),
    rule("age-second", Strength.LIKELY, rf"(?:{_SECOND})(?P<found>\d{{1,2}})\b{_NO_UNIT}"),
    rule("age-years-old", Strength.SURE, rf"\b{_WORDS}\s?(?:jaar|jr\.?)\soud\b", _OLD),
    rule("age-years", Strength.LIKELY, rf"{_NOT_AFTER}\b{_WORDS}[\s-]?(?:jaar|jr|jarige?|jaars)\b{_LASTING}", _YEAR),
    rule("age-young", Strength.SURE, r"\b(?P<found>\d{1,2}|[a-z]{1,30})\s(?:dagen|weken|maanden|mnd)\soud\b", _OLD),
    rule("age-ordinal", Strength.LIKELY, rf"{_WHOSE}(?P<found>\d{{1,2}})(?:e|ste|de){_TURN}"),
    rule("age-birthday", Strength.LIKELY, rf"\b{_WORDS}(?:e|de|ste)\sverjaardag", _BIRTHDAY),
    rule("age-ordinal-alone", Strength.LOOK, rf"\b(?P<found>[1-9]\d)e{_TURN}"),
)


def band(age: int) -> str:
    """Return the band an age falls in."""
    return next((name for below, name in BANDS if age < below), "18+")


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for one, hit in hits(text, RULES):
        proposal = "0–3" if one.name == "age-young" else band(number_words.value(hit["found"]))
        yield finding(one, hit, Category.AGE, f"[{proposal}]", tier="indirect")
