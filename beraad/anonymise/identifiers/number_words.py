"""Numbers in Dutch words, up to ninety-nine, as days and ages are said."""

import re

_ONES = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
_TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80}

NUMBERS: dict[str, int] = {word: at for at, word in enumerate(f"{_ONES} achttien negentien".split())}
NUMBERS |= {"één": 1} | _TENS | {"negentig": 90}
NUMBERS |= {
    f"{one}{'ën' if one.endswith('e') else 'en'}{tens}": ones + ten
    for tens, ten in {**_TENS, "negentig": 90}.items()
    for one, ones in list(NUMBERS.items())
    if 1 <= ones <= 9 and one != "één"
}
ANY = "|".join(sorted(NUMBERS, key=len, reverse=True))
"""For a pattern: any of these words, the longest first."""


_ODD_ORDINALS = {1: "eerste", 3: "derde", 8: "achtste"}
ORDINALS: dict[str, int] = {
    _ODD_ORDINALS.get(at, f"{word}{'de' if at < 20 else 'ste'}"): at
    for word, at in NUMBERS.items()
    if at and word != "één"
}
ANY_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))


def value(text: str) -> int:
    """Return the whole number that a text in digits or words begins with."""
    if digits := re.match(r"\d+", text):
        return int(digits[0])
    return (NUMBERS | ORDINALS)[text.casefold()]
