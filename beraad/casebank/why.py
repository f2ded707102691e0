"""Why a case was found: which words stand where, with the place to mark. Made from the text of the page of hits."""

import msgspec

from beraad.casebank import stems
from beraad.casebank.case import Case
from beraad.casebank.query import Query, Term, phrase_at, terms

Span = tuple[int, int]
AROUND = 70
"""How many signs of text a snippet shows on either side of the word."""


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """One wanted thing, the weightiest field that has it, and a piece of it with [start, end) marks in code points."""

    term: str
    field: str
    snippet: str
    marks: tuple[Span, ...]


def why(case: Case, query: Query) -> tuple[Why, ...]:
    """For each wanted thing where it was found best. A word that only its English name explains is left out."""
    pieces = sorted(stems.texts(case), key=lambda piece: -stems.WEIGHTS[piece[0]])
    found = []
    for term in terms(query):
        for field, text in pieces:
            if spans := _spans(text, term, case.language):
                found.append(_cut(term.text, field, text, spans))
                break
    return tuple(found)


def marks(text: str, query: Query, language: str = "nl") -> tuple[Span, ...]:
    """Where the wanted words stand in a text; sorted, not overlapping."""
    return _joined([span for term in terms(query) for span in _spans(text, term, language)])


def _spans(text: str, term: Term, language: str) -> tuple[Span, ...]:
    found = list(stems.words(text))
    if term.exact:
        row = [word.folded for word in found]
        size = len(term.exact)
        return _joined([(found[at].start, found[at + size - 1].end) for at in phrase_at(row, term.exact)])
    wanted = frozenset().union(*term.needs)
    return _joined(
        [(found[one.first].start, found[one.last].end) for one in stems.find(found, language) if one.token in wanted]
    )


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)


def _cut(term: str, field: str, text: str, spans: tuple[Span, ...]) -> Why:
    """The text around the first place, cut between words, on one line."""
    start, end = max(0, spans[0][0] - AROUND), min(len(text), spans[0][1] + AROUND)
    if start and (space := text.find(" ", start, spans[0][0])) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", spans[0][1], end)) >= 0:
        end = space
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in spans if a >= start and b <= end)
    return Why(term=term, field=field, snippet=before + text[start:end].replace("\n", " ") + after, marks=inside)
