"""Which of the 52 values lie nearest to somebody's own words: a proposal by equal stems, never a choice made."""

from collections import Counter

from beraad.casebank import lexicon, stems


def _stems(text: str) -> frozenset[str]:
    return frozenset(stems.stem(word.folded) for word in stems.words(text) if word.folded not in stems.STOP)


_NAMES = {slug: _stems(value.name) for slug, value in lexicon.VALUES.items()}
_OTHERS = {slug: tuple(_stems(word) for word in value.words) for slug, value in lexicon.VALUES.items()}
_MEANINGS = {slug: _stems(value.meaning) for slug, value in lexicon.VALUES.items()}
_often = Counter(stem for meaning in _MEANINGS.values() for stem in meaning)
_TELLING = frozenset(stem for stem, times in _often.items() if times == 1 and len(stem) > 4)
"""Words that stand in the meaning of one value alone."""


def nearest_values(own_words: str, most: int = 3) -> list[str]:
    """Slugs of the nearest values, nearest first; empty when no word points at one.

    A value's own name counts most, then its other word forms, then two telling words of its meaning.
    """
    said = _stems(own_words[:400])
    points: dict[str, int] = {}
    for slug in lexicon.VALUES:
        if _NAMES[slug] and _NAMES[slug] <= said:
            points[slug] = 3 * len(_NAMES[slug])
        elif any(other and other <= said for other in _OTHERS[slug]):
            points[slug] = 2
        elif len(_MEANINGS[slug] & said & _TELLING) > 1:
            points[slug] = 1
    order = list(lexicon.VALUES)
    return sorted(points, key=lambda slug: (-points[slug], order.index(slug)))[:most]
