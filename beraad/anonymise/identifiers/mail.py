"""E-mail addresses, also with the sign written out."""

from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers.rules import finding, hits, rule, sign

_SIGN = sign(r"@|[(\[]\s?at\s?[)\]]|apenstaartje|\sat\s", before=70, after=350)
_AT = r"(?:\s?@\s?|\s?[(\[]\s?(?:at|apenstaartje)\s?[)\]]\s?|\sapenstaartje\s)"
_DOT = r"(?:\.|\s?[(\[]\s?(?:dot|punt)\s?[)\]]\s?|\s(?:punt|dot)\s)"
RULES = (
    rule("mail", Strength.SURE, rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}}){{1,4}}", _SIGN),
    rule("mail-said", Strength.LIKELY, rf"[\w.+-]{{1,64}}\sat\s[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}}){{1,3}}", _SIGN),
)


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for one, hit in hits(text, RULES):
        yield finding(one, hit, Category.MAIL, "[mailadres]")
