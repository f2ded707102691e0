"""What the list of cases shows of an answer: hits with their reasons, facets, chips and pages."""

from typing import get_args

import msgspec

from beraad.casebank import tensions
from beraad.casebank.case import Case
from beraad.casebank.query import FACETS, Count, Order, Query
from beraad.casebank.why import Why
from beraad.pages.casebank import case_address, label_of, list_address, tension_of
from beraad.pages.staircase import Staircase, staircase
from beraad.pages.text import N_, translate
from beraad.services.casebank import Found, Hit

SHOWN = 6
"""Lines of a facet before the rest folds away; what is chosen is never folded away."""
AROUND = 34
"""Signs on either side of the first marked word in *Past omdat*."""
ORDER = ("tension", "outcome", "value", "theme", "framework")
"""The facets from top to bottom."""
BARE = ("title", "tension", "values", "themes")
"""Places where the found word alone says enough."""
PLACES = {
    "title": N_("in de titel"),
    "tension": N_("in wat er botst"),
    "values": N_("bij de waarden"),
    "summary": N_("in de inleiding"),
    "question": N_("in de vraag"),
    "dilemma": N_("in het dilemma"),
    "themes": N_("bij de thema’s"),
    "voices": N_("bij wie er kijkt"),
    "setting": N_("in de situatie"),
    "reasons": N_("in de redenen"),
    "outcome": N_("in wat de groep vond"),
    "minority": N_("in wie het anders ziet"),
    "other": N_("verderop in de casus"),
}


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text, marked or not."""

    text: str
    marked: bool


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a case was found: a few words with the found ones marked, and where they stand.

    quoted: there is more than the word itself.
    """

    pieces: tuple[Piece, ...]
    place: str

    @property
    def quoted(self) -> bool:
        return any(not piece.marked for piece in self.pieces)


class HitView(msgspec.Struct, frozen=True, kw_only=True):
    """A case in the list."""

    case: Case
    href: str
    tension: tuple[str, str] | None
    frameworks: tuple[str, ...]
    why: tuple[Reason, ...]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a facet."""

    value: str
    label: str
    count: int
    chosen: bool


class FacetView(msgspec.Struct, frozen=True, kw_only=True):
    """One facet. field: its name in the address. more: the lines that are folded away."""

    facet: str
    field: str
    shown: tuple[Choice, ...]
    more: tuple[Choice, ...]


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    """A choice that can be taken away; href: the same question without it."""

    label: str
    href: str


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """What clashes most in the cases found: a pair (several cases have it), else one value; count: in how many."""

    values: tuple[str, ...]
    count: int


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """The list of cases."""

    query: Query
    total: int
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    chips: tuple[Chip, ...]
    orders: tuple[Order, ...]
    clash: Clash | None
    stairs: Staircase | None
    mended: Chip | None
    page: int
    pages: int
    before: str | None
    after: str | None
    all_words: str
    """The same words without any choice."""


def list_view(query: Query, found: Found, language: str) -> ListView:
    """What the list shows of an answer."""
    here = msgspec.structs.replace(query, page=found.page)
    mended = found.mended
    return ListView(
        query=here,
        total=found.total,
        hits=tuple(_hit(hit, query, language) for hit in found.hits),
        facets=tuple(facet for name in ORDER if (facet := _facet(name, found.facets[name], language)).shown),
        chips=tuple(
            Chip(label=label_of(facet, value, language), href=list_address(_without(query, facet, value)))
            for facet in FACETS
            for value in query.chosen(facet)
        ),
        orders=get_args(Order) if query.text else ("best", "new"),
        clash=clash(found.clashes, language),
        stairs=staircase(query, found.clashes, language),
        mended=Chip(label=mended.text, href=list_address(mended)) if mended else None,
        page=found.page,
        pages=found.pages,
        before=_page(query, found.page - 1) if found.page > 1 else None,
        after=_page(query, found.page + 1) if found.page < found.pages else None,
        all_words=list_address(Query(text=query.text)),
    )


def _page(query: Query, page: int) -> str:
    return list_address(msgspec.structs.replace(query, page=page))


def _without(query: Query, facet: str, value: str) -> Query:
    kept = tuple(each for each in query.chosen(facet) if each != value)
    return msgspec.structs.replace(query, page=1, **{FACETS[facet][0]: kept})


def _facet(facet: str, counts: tuple[Count, ...], language: str) -> FacetView:
    lines = [
        Choice(value=one.value, label=label_of(facet, one.value, language), count=one.count, chosen=one.chosen)
        for one in counts
    ]
    lines.sort(key=lambda line: (-line.count, line.label))
    shown = tuple(line for at, line in enumerate(lines) if at < SHOWN or line.chosen)
    return FacetView(
        facet=facet,
        field=FACETS[facet][1],
        shown=shown,
        more=tuple(line for line in lines if line not in shown),
    )


def _hit(hit: Hit, query: Query, language: str) -> HitView:
    return HitView(
        case=hit.case,
        href=case_address(hit.case.id, query),
        tension=tension_of(hit.case, language),
        frameworks=tuple(label_of("framework", slug, language) for slug in hit.case.frameworks),
        why=tuple(reason(why, language) for why in hit.why),
    )


def reason(why: Why, language: str) -> Reason:
    """The words themselves where the place says enough; else a few words around them."""
    text, marks = why.snippet, why.marks
    place = translate(language, PLACES[why.field])
    if why.field in BARE:
        return Reason(pieces=tuple(Piece(text[a:b], True) for a, b in marks[:1]), place=place)
    start, end = 0, len(text)
    if len(text) > 2 * AROUND + 20:
        start, end = _around(text, marks[0])
    pieces, at = [Piece("… ", False)] if start and text[start] != "…" else [], start
    for a, b in marks:
        if a >= start and b <= end:
            pieces += [Piece(text[at:a], False), Piece(text[a:b], True)]
            at = b
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else ""), False))
    return Reason(pieces=tuple(piece for piece in pieces if piece.text), place=place)


def _around(text: str, mark: tuple[int, int]) -> tuple[int, int]:
    """Where to cut a text, between words, so that AROUND signs stand on either side of a mark."""
    start, end = max(0, mark[0] - AROUND), min(len(text), mark[1] + AROUND)
    if start:
        start = text.find(" ", start, mark[0]) + 1 or mark[0]
    if end < len(text) and (space := text.rfind(" ", mark[1], end)) >= 0:
        end = space
    return start, end


def clash(clashes: tuple[tuple[str, int], ...], language: str) -> Clash | None:
    """The pair that comes back most; if none comes back, the value that does; None if nothing does."""
    if clashes and clashes[0][1] > 1:
        pair, count = clashes[0]
        return Clash(values=tuple(label_of("value", v, language) for v in tensions.values_of(pair) or ()), count=count)
    count_of: dict[str, int] = {}
    for pair, count in clashes:
        for value in tensions.values_of(pair) or ():
            count_of[value] = count_of.get(value, 0) + count
    most = max(count_of.items(), key=lambda one: one[1], default=("", 0))
    return Clash(values=(label_of("value", most[0], language),), count=most[1]) if most[1] > 1 else None
