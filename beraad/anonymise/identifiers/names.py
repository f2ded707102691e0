"""Names and places of this case, as somebody typed them: whatever the case, accents, possessive s, or one slip."""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import pairwise

from beraad.anonymise.findings import WORD, Category, Entry, Finding, Roster, Strength, fold

LEAST_FOR_A_SLIP = 5
"""Letters from which one slip of the keyboard is still the same name."""

BETWEEN = " -–’'.\u00a0"
"""What may stand between the words of a name."""


def find(text: str, roster: Roster) -> Iterator[Finding]:
    """Find every name of the roster, whole or a telling part of it."""
    folded = {word: fold(word) for word in set(WORD.findall(text))}  # each word once: most come back
    there = frozenset(folded.values())
    ends = _by_ends(there)
    begins = []
    for entry in roster.entries:
        like = [_alike(word, there, ends) for word in entry.words]
        if all(like):
            begins.append((entry, like[0]))
    if not begins:
        return
    hits = [(hit.span(), folded[hit[0]]) for hit in WORD.finditer(text)]
    spans, words = [span for span, _ in hits], [word for _, word in hits]
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word, []).append(at)
    for entry, begin in begins:
        long = len(entry.words)
        for at in (at for word in begin for at in places[word]):
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


def _by_ends(words: Iterable[str]) -> dict[str, list[str]]:
    """Return words by the two letters they begin and end with: one slip in five letters leaves one of both as it is."""
    ends: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= LEAST_FOR_A_SLIP - 1:
            ends.setdefault(f"{word[:2]}…", []).append(word)
            ends.setdefault(f"…{word[-2:]}", []).append(word)
    return ends


def _alike(wanted: str, words: Container[str], ends: Mapping[str, list[str]]) -> frozenset[str]:
    """Return which of the words of a text may be this word of a name."""
    near = {word for word in (wanted, f"{wanted}s") if word in words}
    if len(wanted) >= LEAST_FOR_A_SLIP:
        same = (*ends.get(f"{wanted[:2]}…", ()), *ends.get(f"…{wanted[-2:]}", ()))
        near.update(word for word in same if one_slip(wanted, word))
    return frozenset(near)


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
