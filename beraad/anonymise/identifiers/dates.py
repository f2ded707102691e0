"""Dates in every Dutch shape, proposed as the time between them and the day the group met."""

from collections.abc import Iterator
from datetime import date

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers import number_words
from beraad.anonymise.identifiers.rules import finding, hits, rule, sign

_MONTHS = (
    "januari|jan", "februari|feb|febr", "maart|mrt", "april|apr", "mei", "juni|jun", "juli|jul", "augustus|aug",
    "september|sept|sep", "oktober|okt", "november|nov", "december|dec",
)  # fmt: skip
_MONTH_NUMBERS = {name: at for at, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2}|['’‘]\d{2})(?!\d)"
_DAY = rf"(?P<day>(?:[0-2]?\d|3[01])(?=\D)|(?:{number_words.ANY}|{number_words.ANY_ORDINAL})(?=\s))"
_D, _M = r"(?P<day>[0-2]?\d|3[01])", r"(?P<month>0?[1-9]|1[0-2])"
_NUMBERS = rf"{_D}\s?(?P<sep>[-/.])\s?{_M}\s?(?P=sep)\s?(?P<year>(?:19|20)\d{{2}}|['’‘]?\d{{2}})"
_AFTER = r"\b(?:op|sinds|vanaf|tot|d\.d\.|dd\.?|van|per)\s"
_FIRST_DAY = r"(?:[0-2]?\d|3[01])\s?(?:en|of|tot|tot en met|t/m|,|-)\s?"
_MONTH_SIGN = sign(r"(?:j(?:an|un|ul)|feb|m(?:aart|rt|ei)|a(?:pr|ug)|sep|okt|nov|dec)")
_AFTER_YEAR = r"\b(?:in|sinds|vanaf|tot|van|eind|begin|medio|zomer|winter|voorjaar|najaar|herfst|lente)\s"
_DATE = rf"(?<![\w/-])(?:{_FIRST_DAY})?{_DAY}(?:e|ste|de)?[\s-]?(?:van\s)?{_MONTH}(?:[\s-]{_YEAR})?(?!\w)"
RULES = (
    rule("day-month-year", Strength.SURE, rf"(?<![\d/.,-]){_NUMBERS}(?![\d/])"),
    rule("year-month-day", Strength.SURE, rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})(?P<sep>[-/.]){_M}(?P=sep){_D}(?!\d)"),
    rule("day-month", Strength.SURE, _DATE, _MONTH_SIGN),
    rule("month-year", Strength.SURE, rf"(?<!\w){_MONTH}\s(?:van\s)?{_YEAR}"),
    rule("day-number", Strength.LIKELY, rf"{_AFTER}(?P<found>{_D}[-/]{_M})(?![\d/-])(?!\s(?:uur|jaar|keer))"),
    rule("month-number", Strength.LIKELY, rf"(?<![\w/.,-]){_M}[-/](?P<year>(?:19|20)\d{{2}})(?![\w/-])"),
    rule("years", Strength.LOOK, r"(?<![\w/.,-])(?P<year>20\d\d)\s?[-/]\s?(?:20|['’‘])?\d\d(?![\w/-])"),
    rule("year-short", Strength.LIKELY, rf"{_AFTER_YEAR}(?P<found>(?P<year>['’‘]\d{{2}}))(?!\w)"),
    rule("year", Strength.LOOK, r"(?<![\w/.,-])(?P<year>(?:19[5-9]|20[0-4])\d)(?![\w/-])"),
)


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for one, hit in hits(text, RULES):
        yield finding(one, hit, Category.DATE, _relative(hit.groupdict(), roster.held))


def _relative(parts: dict[str, str | None], held: date | None) -> str:
    """Return the time between a date and the day the group met, in words; without both a plain ‘een datum’."""
    year = parts.get("year")
    if held is None or not year:
        return "[een datum]"
    of_month = parts.get("month") or str(_MONTH_NUMBERS.get((parts.get("name") or "").casefold(), 0))
    full = (
        int(year[-4:])
        if len(year) == 4
        else 2000 + int(year[-2:]) - (100 if int(year[-2:]) > held.year % 100 + 20 else 0)
    )
    if of_month == "0":
        years = held.year - full
        return f"[{_count(abs(years), 'jaar', 'jaar')} {'eerder' if years > 0 else 'later'}]" if years else "[dat jaar]"
    months = (held.year - full) * 12 + held.month - int(of_month)
    if months == 0:
        return "[kort geleden]"
    when = "eerder" if months > 0 else "later"
    months = abs(months)
    return f"[{_count(months, 'maand', 'maanden') if months < 24 else _count(months // 12, 'jaar', 'jaar')} {when}]"


def _count(number: int, one: str, more: str) -> str:
    words = {at: word for word, at in number_words.NUMBERS.items() if word != "één"} | {1: "een"}
    return f"{words.get(number, str(number))} {one if number == 1 else more}"
