"""The citizen service number: nine digits, with dots or spaces; eight after its name."""

import re
from collections.abc import Iterator

from beraad.anonymise.findings import Category, Finding, Roster, Strength

_NINE = re.compile(r"(?<![\d/.-])\d(?:[ .\-\u00a0]?\d){8}(?![\d/])", re.ASCII)
_EIGHT = re.compile(
    r"\b(?:bsn|sofi|burgerservice)[- ]?(?:nummer|nr\.?)?[\s:]*(?P<number>\d(?:[ .\-]?\d){7,8})(?!\d)", re.IGNORECASE
)


def passes_eleven_test(digits: str) -> bool:
    """Return whether the weighed sum of the digits is divisible by eleven; only real numbers do, and one in eleven."""
    padded = digits.rjust(9, "0")
    weighed = sum(int(digit) * weight for digit, weight in zip(padded, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return weighed % 11 == 0 and digits.strip("0") != ""


def find(text: str, roster: Roster) -> Iterator[Finding]:
    for pattern, group in ((_NINE, 0), (_EIGHT, "number")):
        for hit in pattern.finditer(text):
            start, end = hit.span(group)
            digits = "".join(sign for sign in text[start:end] if sign in "0123456789")
            sure = passes_eleven_test(digits) or group == "number"
            yield Finding(
                start=start,
                end=end,
                text=text[start:end],
                category=Category.BSN,
                rule="bsn",
                strength=Strength.SURE if sure else Strength.LIKELY,
                proposal="[bsn]",
            )
