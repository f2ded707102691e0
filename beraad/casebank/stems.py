"""From a text to what can be found in it: words, stems and concepts. The same code reads texts and search words.

A token is a stem ("vertrouw"), or "=" with a concept ("=uithuisplaatsing") when the word or the words belong to one.
A search for a word of a concept looks for the concept alone: each of its words carries it.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import Stemmer
import yaml

from beraad.casebank import lexicon
from beraad.casebank.case import Case

_FILE = Path(__file__).parent / "search_words.yaml"
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|['’](?=[^\W_]))*")
_LONGEST = 40
_ALGORITHM = {"nl": "dutch_porter", "en": "english"}  # the newer "dutch" makes zin of gezin

WEIGHTS: dict[str, int] = {
    "title": 8,
    "tension": 6,
    "values": 5,
    "summary": 4,
    "question": 4,
    "dilemma": 4,
    "themes": 4,
    "voices": 3,
    "setting": 2,
    "reasons": 2,
    "outcome": 2,
    "minority": 2,
    "other": 1,
}
"""Where a word is found, and how much that counts."""
MOST_COUNT = 3
"""A word found more often in one field counts no more than this many times."""


class _SearchWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    stop: str
    forms: dict[str, list[str]]
    apart: dict[str, list[str]]
    begins: dict[str, str]
    ends: list[str]
    concepts: dict[str, list[str]]


class Word(NamedTuple):
    """A word of a text: half-open [start, end) in code points, and its folded form."""

    start: int
    end: int
    folded: str


_known = msgspec.convert(yaml.safe_load(_FILE.read_bytes()), _SearchWords)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Lower case, without diacritics and apostrophes: Continuïteit -> continuiteit, foto's -> fotos."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return re.sub(rf"[{_MARKS}'’]", "", plain)[:_LONGEST]


def words(text: str) -> Iterator[Word]:
    """The words of a text. Hyphens and slashes part words (ots/uhp, jeugd-ggz), apostrophes do not."""
    for match in _WORD.finditer(text):
        yield Word(match.start(), match.end(), fold(match[0]))


STOP = frozenset(_known.stop.split())
_BASE = {fold(form): word for word, forms in _known.forms.items() for form in forms if " " not in form}


_APART = {fold(form): word for word, forms in _known.apart.items() for form in (word, *forms)}


@lru_cache(maxsize=50_000)
def stem(folded: str, language: str = "nl") -> str:
    """The stem of a folded word."""
    if language == "nl":
        if folded in _APART:
            return _APART[folded]
        folded = _BASE.get(folded, folded)
    found = str(Stemmer.Stemmer(_ALGORITHM[language], 0).stemWord(folded))
    # gezinn -> gezin, vrijwill -> vrijwil: the Porter stemmer leaves the doubled consonant that Dutch spelling adds
    return found[:-1] if len(found) > 3 and found[-1] == found[-2] and found[-1] not in "aeiou" else found


def _concepts() -> dict[tuple[str, ...], str]:
    names = {}
    for concept, spellings in _known.concepts.items():
        for spelling in spellings:
            names[tuple(stem(word.folded) for word in words(spelling))] = f"={concept}"
    return names


_CONCEPTS = _concepts()
_MOST_WORDS = max(len(name) for name in _CONCEPTS)


class Found(NamedTuple):
    """A token and where it stands: from the first to the last of its words, counted in words."""

    token: str
    first: int
    last: int


def find(found: list[Word], language: str = "nl") -> Iterator[Found]:
    """The tokens of a row of words: a stem for each that says something, and every concept."""
    stems = [stem(word.folded, language) for word in found]
    for at, word in enumerate(found):
        if word.folded not in STOP:
            yield Found(stems[at], at, at)
            if language == "nl" and len(word.folded) > 8:
                yield from (Found(part, at, at) for part in parts(word.folded, stems[at]))
        if concept := concept_at(stems, at):
            yield concept


@lru_cache(maxsize=50_000)
def parts(folded: str, whole: str) -> tuple[str, ...]:
    """The tokens of the known parts of a long word; whole: its stem. At least four letters must remain."""
    begins = [
        part for start, part in _known.begins.items() if folded.startswith(start) and len(folded) > len(start) + 3
    ]
    ends = [
        part
        for part in _known.ends
        if len(folded) > len(part) + 3 and (folded.endswith(part) or whole.endswith(stem(part)))
    ]
    found = {_CONCEPTS.get((stem(part),), stem(part)) for part in (*begins, *ends)}
    return tuple(sorted(found - {_CONCEPTS.get((whole,), whole)}))


def concept_at(stems: list[str], at: int) -> Found | None:
    """The longest name of a concept that begins at this word."""
    for length in range(min(_MOST_WORDS, len(stems) - at), 0, -1):
        if token := _CONCEPTS.get(tuple(stems[at : at + length])):
            return Found(token, at, at + length - 1)
    return None


def texts(case: Case) -> Iterator[tuple[str, str]]:
    """Everything that can be found in a case, as (field of WEIGHTS, text), in the order of the page."""
    yield "title", case.title
    if case.tension:
        for named in (case.tension.a, case.tension.b):
            yield from (("tension", text) for text in (named.words, _name(named.value)) if text)
    yield "summary", case.summary
    yield from (("setting", text) for text in (case.setting,) if text)
    yield from (("question", text) for text in (case.question,) if text)
    dilemma = case.dilemma
    yield from (("dilemma", text) for text in (dilemma.a, dilemma.b, dilemma.harm_a, dilemma.harm_b) if text)
    for voice in case.voices:
        parts = (voice.perspective, voice.words, _name(voice.value), voice.norm)
        yield "voices", ": ".join(part for part in parts if part)
    yield from (("values", _name(slug) or slug) for slug in case.values)
    yield from (("themes", lexicon.THEMES[slug].name) for slug in case.themes if slug in lexicon.THEMES)
    yield from (("reasons", ": ".join(filter(None, (one.perspective, one.text)))) for one in case.reasons)
    yield from (("outcome", text) for text in (case.outcome_text,) if text)
    yield from (("minority", text) for text in case.minority)
    yield from (("other", text) for text in case.alternatives)
    yield from (("other", " ".join(filter(None, (cost.text, cost.softened)))) for cost in case.costs)
    yield from (("other", ": ".join(filter(None, (action.role, action.what)))) for action in case.actions)
    yield from (("other", text) for text in (case.residue, case.follow_up, *case.goals, *case.questions) if text)
    yield from (("other", lexicon.FRAMEWORKS[slug].name) for slug in case.frameworks if slug in lexicon.FRAMEWORKS)


def _name(slug: str | None) -> str | None:
    return lexicon.VALUES[slug].name if slug in lexicon.VALUES else slug


def tokens(case: Case) -> Counter[tuple[str, str]]:
    """How often each (token, field) stands in a case: the rows of the index."""
    count: Counter[tuple[str, str]] = Counter()
    for field, text in texts(case):
        found = list(words(text))
        count.update((one.token, field) for one in find(found, case.language))
        for first, second in pairwise(found):  # jeugd-ggz is found as jeugdggz too
            if text[first.end : second.start] in ("-", "‑"):
                count[stem(fold(first.folded + second.folded), case.language), field] += 1
    for slug in case.values:  # an English reader finds a Dutch case by the English name of its values
        if slug in lexicon.VALUES:
            english = (word.folded for word in words(lexicon.VALUES[slug].english) if word.folded not in STOP)
            count.update({(stem(word, "en"), "values") for word in english} - count.keys())
    return count


def vocabulary(case: Case) -> frozenset[str]:
    """The folded words of a case, to propose when somebody mistypes one."""
    found = {word.folded for _, text in texts(case) for word in words(text)}
    return frozenset(word for word in found if len(word) > 3 and word not in STOP and not word.isdigit())


VERSION = hashlib.sha256(_FILE.read_bytes() + Stemmer.version().encode() + b"1").hexdigest()[:16]
"""Changes with what this file makes of a text; an index made with another version must be made again."""
