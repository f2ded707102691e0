"""The citizen service number: nine digits, with dots or spaces; eight after its name."""

import re
from collections.abc import Iterator

import msgspec

from beraad.anonymise.findings import Category, Finding, Roster, Strength
from beraad.anonymise.identifiers.rules import finding, hits, rule

_NAMED = r"\b(?:bsn|sofi|burgerservice)[- ]?(?:nummer|nr\.?)?[\s:]{0,10}(?P<found>\d(?:[ .\-]?\d){7,8})(?!\d)"
RULES = (
    rule("bsn", Strength.LIKELY, r"(?<![\d/.-])\d(?:[ .\-\u00a0]?\d){8}(?![\d/])", flags=re.ASCII),
    rule("bsn-named", Strength.SURE, _NAMED),
)


def passes_eleven_test(digits: str) -> bool:
    """Return whether the weighed sum of the digits is divisible by eleven; only real numbers do, and one in eleven."""
    padded = digits.rjust(9, "0")
    weighed = sum(int(digit) * weight for digit, weight in zip(padded, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return weighed % 11 == 0 and digits.strip("0") != ""


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for one, hit in hits(text, RULES):
        found = finding(one, hit, Category.BSN, "[bsn]")
        digits = "".join(sign for sign in found.text if sign in "0123456789")
        yield msgspec.structs.replace(found, strength=Strength.SURE) if passes_eleven_test(digits) else found
