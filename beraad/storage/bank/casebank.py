"""Cases and their index as rows: one table of tokens, and the same SQL on both databases.

What a question means stands in casebank/query.py; here it becomes SQL. A test holds the two equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, or_, select

from beraad.casebank import stems
from beraad.casebank.case import Case
from beraad.casebank.circles import Audience
from beraad.casebank.markdown import parse, write
from beraad.casebank.query import FACETS, Query, facet_values, needs, terms
from beraad.casebank.stored import Hits, StoredCase
from beraad.storage.bank.tables import case_facets, cases, tokens, vocabulary, withdrawals

Scope = tuple[tuple[Audience, ...], datetime]
"""The audiences of a reader, and now: every question is asked within one."""

NEARNESS = {"tension": 8, "value": 3, "theme": 2}
"""How much it counts that two cases share one of these."""


@lru_cache(maxsize=512)
def _case(body: str) -> Case:
    return parse(body)


@dataclass(frozen=True, slots=True)
class CaseRows:
    """The case bank within a unit of work."""

    connection: Connection

    # writing

    def put(self, stored: StoredCase) -> None:
        """Store a case with its index; what stood under its id is replaced, index and all."""
        one = stored.case
        self._drop(one.id)
        self.connection.execute(
            cases.insert().values(
                id=one.id,
                circle=stored.audience.circle,
                organisation=stored.audience.organisation,
                region=stored.audience.region,
                origin=one.origin,
                imported=stored.imported,
                visible_from=stored.visible_from,
                withdrawal=stored.withdrawal,
                body=write(one),
                title_key=stems.fold(one.title),
                period=one.period or "",
                words="",
                indexed="",
            )
        )
        self._index(one)

    def remove(self, id: str) -> None:
        """Remove a case with every token of it, and note that this id does not come back. Repeatable."""
        self._drop(id)
        _case.cache_clear()
        if not self.is_withdrawn(id):
            self.connection.execute(withdrawals.insert().values(id=id))

    def index_again(self, most: int) -> int:
        """Make the index of up to `most` cases again that was made by an earlier version; return how many."""
        old = select(cases.c.body).where(cases.c.indexed != stems.VERSION).limit(most)
        found = [_case(body) for body in self.connection.execute(old).scalars()]
        for one in found:
            for table in (tokens, case_facets, vocabulary):
                self.connection.execute(table.delete().where(table.c.case == one.id))
            self._index(one)
        return len(found)

    def _drop(self, id: str) -> None:
        for table in (tokens, case_facets, vocabulary):  # the cascade would do; this says it
            self.connection.execute(table.delete().where(table.c.case == id))
        self.connection.execute(cases.delete().where(cases.c.id == id))

    def _index(self, one: Case) -> None:
        found = [
            {"token": token, "case": one.id, "field": field, "count": count}
            for (token, field), count in stems.tokens(one).items()
        ]
        values = [
            {"case": one.id, "facet": facet, "value": value}
            for facet, values in facet_values(one).items()
            for value in sorted(values)
        ]
        spoken = [{"word": word, "case": one.id} for word in sorted(stems.vocabulary(one))]
        for table, rows in ((tokens, found), (case_facets, values), (vocabulary, spoken)):
            if rows:
                self.connection.execute(table.insert(), rows)
        texts = "\n".join(f" {' '.join(word.folded for word in stems.words(text))} " for _, text in stems.texts(one))
        self.connection.execute(cases.update().where(cases.c.id == one.id).values(words=texts, indexed=stems.VERSION))

    # finding one

    def find(self, id: str) -> StoredCase | None:
        """Return a case whoever may read it, or None. For whoever holds the machine, and for publishing."""
        row = self.connection.execute(select(cases).where(cases.c.id == id)).mappings().one_or_none()
        if row is None:
            return None
        return StoredCase(
            case=_case(row["body"]),
            audience=Audience(row["circle"], row["organisation"], row["region"]),
            imported=row["imported"],
            visible_from=row["visible_from"],
            withdrawal=row["withdrawal"],
        )

    def find_by_withdrawal(self, hashed: str) -> str | None:
        """Return the id of the case with this hash of its withdrawal token, or None."""
        return self.connection.execute(select(cases.c.id).where(cases.c.withdrawal == hashed)).scalar()

    def is_withdrawn(self, id: str) -> bool:
        """Return whether a case with this id was here, and is gone for good."""
        return self.connection.execute(select(withdrawals.c.id).where(withdrawals.c.id == id)).first() is not None

    def every(self, scope: Scope) -> tuple[Case, ...]:
        """Return every case that exists for a reader, by id."""
        query = select(cases.c.body).where(_exists(scope)).order_by(cases.c.id)
        return tuple(_case(body) for body in self.connection.execute(query).scalars())

    # finding by words and facets

    def search(self, query: Query, scope: Scope, page: int, size: int) -> Hits:
        """Return one page of the cases that answer, in the order of casebank/query.py: rank."""
        found, points = _found(query, scope)
        total = self.connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
        order: tuple[ColumnElement[Any], ...] = (cases.c.title_key, cases.c.id)
        if query.order == "new":
            order = (cases.c.period.desc(), *order)
        elif query.order == "best" and points is not None:
            order = (points.desc(), *order)
        rows = self.connection.execute(found.order_by(*order).offset((page - 1) * size).limit(size))
        ids = [row.id for row in rows]
        bodies = select(cases.c.body).where(cases.c.id.in_(ids))
        by_id = {one.id: one for one in map(_case, self.connection.execute(bodies).scalars())}
        return Hits(cases=tuple(by_id[id] for id in ids), total=total)

    def counts(self, query: Query, scope: Scope) -> dict[str, dict[str, int]]:
        """Return per facet how many cases each value would show; a facet's own choices do not shrink its counts."""
        own = tuple(facet for facet in FACETS if query.chosen(facet))
        counts = self._counts(query, scope, tuple(facet for facet in FACETS if facet not in own))
        for facet in own:
            counts |= self._counts(query, scope, (facet,), apart_from=facet)
        return counts

    def clashes(self, query: Query, scope: Scope) -> dict[str, int]:
        """Return how many of the cases that answer have each pair of values that clash."""
        return self._counts(query, scope, ("tension",))["tension"]

    def _counts(
        self, query: Query, scope: Scope, facets: tuple[str, ...], apart_from: str | None = None
    ) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {facet: {} for facet in facets}
        if facets:
            found, _ = _found(query, scope, apart_from)
            rows = self.connection.execute(
                select(case_facets.c.facet, case_facets.c.value, func.count())
                .where(case_facets.c.facet.in_(facets), case_facets.c.case.in_(found))
                .group_by(case_facets.c.facet, case_facets.c.value)
            )
            for facet, value, count in rows:
                counts[facet][value] = count
        return counts

    def near(self, one: Case, scope: Scope, most: int) -> tuple[Case, ...]:
        """Return the cases that share most of the values and themes of `one`, nearest first."""
        shared = [
            and_(case_facets.c.facet == facet, case_facets.c.value.in_(sorted(facet_values(one)[facet])))
            for facet in NEARNESS
            if facet_values(one)[facet]
        ]
        if not shared:
            return ()
        points = func.sum(case(NEARNESS, value=case_facets.c.facet, else_=0))
        query = (
            select(cases.c.body)
            .join(case_facets, case_facets.c.case == cases.c.id)
            .where(or_(*shared), cases.c.id != one.id, _exists(scope))
            .group_by(cases.c.id, cases.c.body, cases.c.title_key)
            .order_by(points.desc(), cases.c.title_key, cases.c.id)
            .limit(most)
        )
        return tuple(_case(body) for body in self.connection.execute(query).scalars())

    def words(self, scope: Scope) -> frozenset[str]:
        """Return the words of every case that exists for a reader: of others not even a word is told."""
        query = select(vocabulary.c.word).join(cases, cases.c.id == vocabulary.c.case).where(_exists(scope)).distinct()
        return frozenset(self.connection.execute(query).scalars())


def _exists(scope: Scope) -> ColumnElement[bool]:
    """Whether a row of `cases` exists for a reader: casebank/circles.py, may_read."""
    audiences, now = scope
    places = [
        and_(cases.c.circle == one.circle, cases.c.organisation == one.organisation, cases.c.region == one.region)
        for one in audiences
    ]
    return and_(or_(*places), or_(cases.c.visible_from.is_(None), cases.c.visible_from <= now))


def _found(
    query: Query, scope: Scope, apart_from: str | None = None
) -> tuple[Select[tuple[str]], ColumnElement[int] | None]:
    """Return the ids of the cases that answer, and the points of their words, if there are words."""
    found = select(cases.c.id).where(_exists(scope))
    for facet in FACETS:
        chosen = query.chosen(facet)
        if chosen and facet != apart_from:
            those = select(case_facets.c.case).where(case_facets.c.facet == facet, case_facets.c.value.in_(chosen))
            found = found.where(cases.c.id.in_(those))
    for phrase in (term.exact for term in terms(query) if term.exact):
        found = found.where(cases.c.words.contains(f" {' '.join(phrase)} ", autoescape=True))
    if not (wanted := needs(query)):
        return found, None
    hits = _hits(wanted).subquery("hits")
    return found.join(hits, hits.c.case == cases.c.id), hits.c.points


def _hits(wanted: Iterable[frozenset[str]]) -> Select[tuple[str, int]]:
    """Return the cases that have one of each set of tokens, with their points: casebank/query.py, score."""
    sets = [sorted(each) for each in wanted]
    weight = case(stems.WEIGHTS, value=tokens.c.field, else_=0)
    once = weight * case((tokens.c.count > stems.MOST_COUNT, stems.MOST_COUNT), else_=tokens.c.count)
    points = [func.sum(case((tokens.c.token.in_(each), once), else_=literal(0))) for each in sets]
    total: ColumnElement[int] = points[0]
    for more in points[1:]:
        total = total + more
    every = sorted({token for each in sets for token in each})
    return (
        select(tokens.c.case, total.label("points"))
        .where(tokens.c.token.in_(every))
        .group_by(tokens.c.case)
        .having(and_(*(each > 0 for each in points)))
    )
