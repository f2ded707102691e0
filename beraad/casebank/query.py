"""What a question to the case bank means, whatever somebody types, and which cases answer it.

Words are all wanted, in any form of theirs; "words between quotes" exactly so. Within one facet choices widen,
between facets they narrow. Storage finds cases by `needs` and the index; these functions say what is right.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import msgspec

from beraad.casebank import lexicon, stems, tensions
from beraad.casebank.case import Case, OutcomeKind
from beraad.casebank.rules import hidden

Order = Literal["best", "new", "title"]
MOST_SIGNS, MOST_TERMS, MOST_PAGE = 200, 12, 1000
FACETS: dict[str, tuple[str, str]] = {
    "tension": ("tensions", "spanning"),
    "value": ("values", "waarde"),
    "theme": ("themes", "thema"),
    "outcome": ("outcomes", "uitkomst"),
    "framework": ("frameworks", "kader"),
}
"""Facet -> (field of Query, name in the address)."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A question to the bank. text: as typed. The facets hold slugs and pair keys that exist, sorted."""

    text: str = ""
    tensions: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    order: Order = "best"
    page: int = 1

    def chosen(self, facet: str) -> tuple[str, ...]:
        """What is chosen in one facet."""
        chosen: tuple[str, ...] = getattr(self, FACETS[facet][0])
        return chosen


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wanted. needs: per word the tokens of which one must be there. exact: the folded words of a phrase."""

    text: str
    needs: tuple[frozenset[str], ...]
    exact: tuple[str, ...] = ()


def read(parameters: Iterable[tuple[str, str]]) -> Query:
    """The question in an address. Never refuses: what does not exist is left out, what is too long is cut."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)

    def known(facet: str) -> tuple[str, ...]:
        return tuple(sorted({value for value in given.get(FACETS[facet][1], ()) if exists(facet, value)}))

    order = given.get("volgorde", ["best"])[0]
    page = given.get("blad", ["1"])[0]
    return Query(
        text=tidy(given.get("q", [""])[0]),
        tensions=known("tension"),
        values=known("value"),
        themes=known("theme"),
        outcomes=known("outcome"),
        frameworks=known("framework"),
        order=order if order in get_args(Order) else "best",  # type: ignore[arg-type]
        page=min(int(page), MOST_PAGE) if re.fullmatch(r"[1-9]\d{0,5}", page, re.ASCII) else 1,
    )


def parameters(query: Query) -> tuple[tuple[str, str], ...]:
    """The address of a question; `read` gives it back. What is as usual is left out."""
    pairs = [("q", query.text)] if query.text else []
    for facet, (_, name) in FACETS.items():
        pairs += [(name, value) for value in query.chosen(facet)]
    if query.order != "best":
        pairs.append(("volgorde", query.order))
    if query.page > 1:
        pairs.append(("blad", str(query.page)))
    return tuple(pairs)


def exists(facet: str, value: str) -> bool:
    """Whether something can be chosen in a facet."""
    if facet == "tension":
        return tensions.values_of(value) is not None
    known: Mapping[str, tuple[str, ...] | dict[str, lexicon.Value] | dict[str, lexicon.Entry]] = {
        "value": lexicon.VALUES,
        "theme": lexicon.THEMES,
        "outcome": get_args(OutcomeKind),
        "framework": lexicon.FRAMEWORKS,
    }
    return value in known[facet]


def tidy(text: str) -> str:
    """What was typed in the search box, without hidden signs, on one line, cut to MOST_SIGNS."""
    shown = "".join(" " if hidden(sign) or sign == "\n" else sign for sign in text[: 4 * MOST_SIGNS])
    return " ".join(" ".join(shown.split())[:MOST_SIGNS].split())


def expand(word: str) -> frozenset[str]:
    """The tokens under which one folded word is found: its concept, or its stems in Dutch and English."""
    if concept := stems.concept_at([stems.stem(word)], 0):
        return frozenset({concept.token})
    return frozenset({stems.stem(word), stems.stem(word, "en")})


def terms(query: Query) -> tuple[Term, ...]:
    """What is wanted, in the order typed: phrases, names of more words (veilig thuis), words."""
    found: list[Term] = []
    for at, piece in enumerate(re.split('["“”„«»]', query.text)):
        typed = list(stems.words(piece))
        if at % 2 and typed:
            needs = tuple(expand(word.folded) for word in typed if word.folded not in stems.STOP)
            found.append(Term(text=piece.strip(), needs=needs, exact=tuple(word.folded for word in typed)))
        else:
            found += _loose(piece, typed)
    unique = {(term.needs, term.exact): term for term in reversed(found)}
    return tuple(reversed(unique.values()))[:MOST_TERMS]


def _loose(piece: str, typed: list[stems.Word]) -> Iterable[Term]:
    row, at = [stems.stem(word.folded) for word in typed], 0
    while at < len(typed):
        concept = stems.concept_at(row, at)
        last = concept.last if concept else at
        if concept or typed[at].folded not in stems.STOP:
            tokens = frozenset({concept.token}) if concept else expand(typed[at].folded)
            yield Term(text=piece[typed[at].start : typed[last].end], needs=(tokens,))
        at = last + 1


def needs(query: Query) -> tuple[frozenset[str], ...]:
    """For the index: of each set at least one token must stand in the case. Phrases are checked after (`holds`)."""
    return tuple(tokens for term in terms(query) for tokens in term.needs)


def holds(case: Case, query: Query) -> bool:
    """Whether every phrase of the question stands in the case, word for word."""
    phrases = [term.exact for term in terms(query) if term.exact]
    if not phrases:
        return True
    rows = [[word.folded for word in stems.words(text)] for _, text in stems.texts(case)]
    return all(any(phrase_at(row, phrase) for row in rows) for phrase in phrases)


def phrase_at(row: list[str], phrase: tuple[str, ...]) -> list[int]:
    """Where a phrase begins in a row of folded words."""
    return [at for at in range(len(row) - len(phrase) + 1) if tuple(row[at : at + len(phrase)]) == phrase]


def facet_values(case: Case) -> dict[str, frozenset[str]]:
    """Under what a case is counted, per facet."""
    pair = tensions.pair_of(case)
    return {
        "tension": frozenset({pair} if pair else ()),
        "value": frozenset(case.values),
        "theme": frozenset(case.themes),
        "outcome": frozenset({case.outcome}),
        "framework": frozenset(case.frameworks),
    }


def score(count: Mapping[tuple[str, str], int], query: Query) -> int:
    """How well a case answers the words; 0 when one is missing, or when there are none. count: as `stems.tokens`."""
    wanted = needs(query)
    points = [
        sum(
            weight * min(count.get((token, field), 0), stems.MOST_COUNT)
            for token in tokens
            for field, weight in stems.WEIGHTS.items()
        )
        for tokens in wanted
    ]
    return sum(points) if points and all(points) else 0


def matches(case: Case, query: Query, *, apart_from: str | None = None) -> bool:
    """Whether a case answers the question; apart_from: a facet whose choices do not count."""
    values = facet_values(case)
    for facet in FACETS:
        chosen = query.chosen(facet)
        if facet != apart_from and chosen and not values[facet] & set(chosen):
            return False
    return (not needs(query) or score(stems.tokens(case), query) > 0) and holds(case, query)


def rank(cases: Iterable[Case], query: Query) -> list[Case]:
    """The cases that answer, in order: best, newest or by title; then by title and id, so that pages never overlap."""
    found = [case for case in cases if matches(case, query)]
    found.sort(key=lambda case: (stems.fold(case.title), case.id))
    if query.order == "new":
        found.sort(key=lambda case: case.period or "", reverse=True)
    elif query.order == "best":
        found.sort(key=lambda case: score(stems.tokens(case), query), reverse=True)
    return found


class Count(msgspec.Struct, frozen=True):
    """One line of a facet."""

    value: str
    count: int
    chosen: bool


def facets(cases: Iterable[Case], query: Query) -> dict[str, tuple[Count, ...]]:
    """Per facet how many cases each choice would show; a facet's own choices do not shrink its counts.

    Most first; what is chosen is there even when it finds nothing. cases: those the reader may open.
    """
    every, answer = tuple(cases), {}
    for facet in FACETS:
        count: Counter[str] = Counter(
            value for case in every if matches(case, query, apart_from=facet) for value in facet_values(case)[facet]
        )
        answer[facet] = counted(count, query.chosen(facet))
    return answer


def counted(count: Mapping[str, int], chosen: tuple[str, ...]) -> tuple[Count, ...]:
    """The lines of a facet from its counts, in their order."""
    lines = [Count(value, count.get(value, 0), value in chosen) for value in {*count, *chosen}]
    return tuple(sorted(lines, key=lambda line: (-line.count, line.value)))
