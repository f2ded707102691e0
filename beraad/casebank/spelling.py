"""What somebody probably meant to type, from the words that stand in the bank."""

from collections.abc import Iterable

import msgspec

from beraad.casebank import stems
from beraad.casebank.query import Query, expand


def slips(word: str) -> int:
    """How many typing errors a word of this length may have."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def candidates(word: str, vocabulary: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Words of the bank that are one or two typing errors away, nearest first. word and vocabulary: folded."""
    allowed = slips(word)
    if not allowed:
        return ()
    near = []
    for known in vocabulary:
        if abs(len(known) - len(word)) <= allowed and (far := distance(word, known, allowed)) <= allowed:
            near.append((far, known[0] != word[0], known))
    return tuple(known for _, _, known in sorted(near)[:most])


def distance(one: str, other: str, most: int) -> int:
    """Typing errors between two words (one sign more, less, other, or two swapped); most + 1 when there are more."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (sign != against))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def mended(query: Query, vocabulary: frozenset[str]) -> Query | None:
    """The question with each unknown word replaced by the nearest known one; None when there is nothing to mend."""
    known = frozenset().union(*(expand(word) for word in vocabulary)) if query.text else frozenset()
    text, shift = query.text, 0
    for word in stems.words(query.text):
        if word.folded in stems.STOP or word.folded in vocabulary or expand(word.folded) & known:
            continue
        if near := candidates(word.folded, vocabulary, 1):
            text = text[: word.start + shift] + near[0] + text[word.end + shift :]
            shift += len(near[0]) - (word.end - word.start)
    return msgspec.structs.replace(query, text=text, page=1) if text != query.text else None
