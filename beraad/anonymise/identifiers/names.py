"""Names and places of this case, as somebody typed them: whatever the case, accents, possessive s, or one slip."""

from collections.abc import Iterator
from itertools import pairwise

from beraad.anonymise.findings import WORD, Category, Entry, Finding, Roster, Strength, fold

LEAST_FOR_A_SLIP = 5
"""Letters from which one slip of the keyboard is still the same name."""

BETWEEN = " -–’'.\u00a0"
"""What may stand between the words of a name."""


def find(text: str, roster: Roster) -> Iterator[Finding]:
    """Find every name of the roster, whole or a telling part of it."""
    spans = [(hit.start(), hit.end()) for hit in WORD.finditer(text)]
    words = [fold(text[start:end]) for start, end in spans]
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word, []).append(at)
    for entry in roster.entries:
        long = len(entry.words)
        begins = [at for word in places if _may_begin(entry.words[0], word) for at in places[word]]
        for at in begins:
            here = spans[at : at + long]
            match = _match(entry, words[at : at + long]) if len(here) == long else None
            if match is None or any(text[one[1] : two[0]].strip(BETWEEN) for one, two in pairwise(here)):
                continue
            slip, tail = match
            start, end = here[0][0], here[-1][1] - tail
            yield Finding(
                start=start,
                end=end,
                text=text[start:end],
                category=Category.NAME,
                rule="roster-part" if entry.part else "roster",
                strength=Strength.LIKELY if slip or (entry.part and not text[start].isupper()) else Strength.SURE,
                proposal=entry.proposal,
            )


def _may_begin(wanted: str, word: str) -> bool:
    """Return whether a word may be the first of a name: a quick look, before the whole name is compared."""
    if word == wanted:
        return True
    if abs(len(word) - len(wanted)) > 1:
        return False
    return word == f"{wanted}s" or (len(wanted) >= LEAST_FOR_A_SLIP and one_slip(wanted, word))


def _match(entry: Entry, words: list[str]) -> tuple[bool, int] | None:
    """Return whether there is a slip in it and how many letters of the last word are a possessive, or None."""
    slips = 0
    tail = 0
    for at, (wanted, word) in enumerate(zip(entry.words, words, strict=True)):
        if word == wanted:
            continue
        if at == len(words) - 1 and word == wanted + "s":
            tail = 1
        elif len(wanted) >= LEAST_FOR_A_SLIP and one_slip(wanted, word):
            slips += 1
        else:
            return None
    return (slips > 0, tail) if slips < 2 else None


def one_slip(one: str, other: str) -> bool:
    """Return whether one letter more, less, other, or two swapped make `one` into `other`."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((n for n, sign in enumerate(one) if sign != other[n]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]
