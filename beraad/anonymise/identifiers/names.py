"""Names and places of this case, as somebody typed them: whatever the case, accents, possessive s, or one slip."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import pairwise

from beraad.anonymise.findings import PERHAPS_A_WORD, WORD, Category, Entry, Finding, Roster, Strength, fold

LEAST_FOR_A_SLIP = 5
"""Letters from which one slip of the keyboard is still the same name."""

BETWEEN = " -–’'.\u00a0"
"""What may stand between the words of a name."""


SMALLER = ("je", "tje", "etje", "pje", "kje", "ke", "ie")
"""How a name is made small; of one that ends short, its last letter stands twice: Willetje."""
_SENTENCE = re.compile(r"(?:^|[.!?:…\n][\s\"'“”‘’(*-]*|[-*•]\s)$")
_INITIALS = r"(?:[A-Z](?:[a-z]|IJ)?\.[ \u00a0]?){1,5}"
_PARTICLES = r"(?:(?:van|de|der|den|het|ten|ter|el|al|von|v\.\s?d\.|vd|v\.)[ \u00a0]){0,3}"
_BEFORE_SURNAME = re.compile(rf"(?<![\w.])(?![AB]\.[ \u00a0](?![A-Z]\.)){_INITIALS}{_PARTICLES}$")
_TWO_INITIALS = re.compile(r"(?<![\w.])[A-Z]\.(?:[ \u00a0]?[A-Z]\.){1,4}")
_ONE_INITIAL = re.compile(r"(?<![\w.])[A-Z]\.(?!\w)")


def find(text: str, roster: Roster) -> Iterator[Finding]:
    """Find every name of the roster, whole or a telling part of it, and initials that stand for somebody."""
    yield from _initials(text, roster)
    folded = {word: fold(word) for word in set(WORD.findall(text))}  # each word once: most come back
    there = frozenset(folded.values())
    ends = _by_ends(there)
    begins = []
    for entry in roster.entries:
        like = [_alike(word, there, ends) for word in entry.words]
        if all(like) and len(entry.words[0]) + len(entry.words) > 2:
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
            yield _named(text, here[0][0], here[-1][1] - tail, here[-1][0], entry, slip)


def _named(text: str, start: int, end: int, last: int, entry: Entry, slip: bool) -> Finding:
    """Return a name that was found. last: where its last word begins."""
    capital = text[start].isupper()
    if capital and (before := _BEFORE_SURNAME.search(text, max(start - 40, 0), start)):
        start = before.start()
    if entry.words[0] == "t" and text[start - 1 : start] in ("'", "’", "‘"):  # ’t Hooft
        start -= 1
    rule, strength = "roster-part" if entry.part else "roster", Strength.SURE
    if slip or (entry.part and not capital):
        strength = Strength.LIKELY
    if entry.ordinary and (not text[last].isupper() or (start == last and _begins_sentence(text, start))):
        rule, strength = PERHAPS_A_WORD, Strength.LOOK
    return Finding(
        start=start,
        end=end,
        text=text[start:end],
        category=Category.NAME,
        rule=rule,
        strength=strength,
        proposal=entry.proposal,
    )


def _begins_sentence(text: str, at: int) -> bool:
    return bool(_SENTENCE.search(text[max(at - 8, 0) : at])) if at else True


def _initials(text: str, roster: Roster) -> Iterator[Finding]:
    """Find initials: of a name of the roster, typed there as such, or a single one that may be anybody's.

    A. and B. stand for what can be chosen, unless the roster has them.
    """
    known = {tuple(word[0] for word in entry.words): entry for entry in roster.entries if not entry.part}
    alone = {entry.words[0]: entry for entry in roster.entries if entry.words and len(entry.words[0]) == 1}
    for hit in _TWO_INITIALS.finditer(text):
        if entry := known.get(tuple(sign.lower() for sign in hit[0] if sign.isalpha())):
            yield _initial(hit, "roster-initials", Strength.LIKELY, entry.proposal)
    for hit in _ONE_INITIAL.finditer(text):
        if entry := alone.get(hit[0][0].lower()):
            yield _initial(hit, "roster", Strength.SURE, entry.proposal)
        elif hit[0] not in ("A.", "B."):
            yield _initial(hit, "initial", Strength.LOOK, "[iemand]")


def _initial(hit: re.Match[str], rule: str, strength: Strength, proposal: str) -> Finding:
    return Finding(
        start=hit.start(),
        end=hit.end(),
        text=hit[0],
        category=Category.NAME,
        rule=rule,
        strength=strength,
        proposal=proposal,
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
    near = {word for word in (wanted, f"{wanted}s", *_smaller(wanted)) if word in words}
    if len(wanted) >= LEAST_FOR_A_SLIP:
        same = (*ends.get(f"{wanted[:2]}…", ()), *ends.get(f"…{wanted[-2:]}", ()))
        near.update(word for word in same if one_slip(wanted, word))
    return frozenset(near)


def _slipped(wanted: str, word: str) -> bool:
    return len(wanted) >= LEAST_FOR_A_SLIP and one_slip(wanted, word)


def _smaller(name: str) -> tuple[str, ...]:
    if len(name) < 3:
        return ()
    small = (*(f"{name}{end}" for end in SMALLER), f"{name}{name[-1]}etje")
    return (*small, *(f"{one}s" for one in small))


def _match(entry: Entry, words: list[str]) -> tuple[bool, int] | None:
    """Return whether there is a slip in it and how many letters of the last word are a possessive, or None."""
    slips = 0
    tail = 0
    for at, (wanted, word) in enumerate(zip(entry.words, words, strict=True)):
        if word == wanted:
            continue
        if at == len(words) - 1 and word == wanted + "s":
            tail = 1
        elif (at == len(words) - 1 and word in _smaller(wanted)) or (not entry.ordinary and _slipped(wanted, word)):
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
