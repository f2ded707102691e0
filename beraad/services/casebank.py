"""The case bank: finding and reading cases, publishing, withdrawing, importing and exporting them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

import msgspec

from beraad.accounts.account import AuditEntry, OrganisationId
from beraad.accounts.roles import Role
from beraad.casebank import spelling, tensions
from beraad.casebank.case import Case, Circle
from beraad.casebank.circles import (
    Audience,
    CaseIdTaken,
    NoSuchCase,
    Reader,
    audience_of,
    audiences,
    check_circle,
    may_read,
)
from beraad.casebank.complaints import Complaint
from beraad.casebank.query import Count, Query, counted
from beraad.casebank.stored import Hits, StoredCase
from beraad.casebank.why import Why, why
from beraad.services.accounts import Person
from beraad.services.case_files import CaseFilesInvalid, FileComplaint
from beraad.services.ports import AuditLog, NewToken, Now, Store
from beraad.services.tokens import hash_of

PAGE = 20
"""Cases on one page of the list."""
NEAR = 3
Scope = tuple[tuple[Audience, ...], datetime]
Outcome = Literal["new", "replaced", "same"]


class CaseTable(Protocol):
    """Cases within a unit of work; storage/bank/casebank.py says what each does."""

    def put(self, stored: StoredCase) -> None: ...
    def remove(self, id: str) -> None: ...
    def index_again(self, most: int) -> int: ...
    def find(self, id: str) -> StoredCase | None: ...
    def find_by_withdrawal(self, hashed: str) -> str | None: ...
    def is_withdrawn(self, id: str) -> bool: ...
    def every(self, scope: Scope) -> tuple[Case, ...]: ...
    def search(self, query: Query, scope: Scope, page: int, size: int) -> Hits: ...
    def counts(self, query: Query, scope: Scope) -> dict[str, dict[str, int]]: ...
    def clashes(self, query: Query, scope: Scope) -> dict[str, int]: ...
    def near(self, one: Case, scope: Scope, most: int) -> tuple[Case, ...]: ...
    def words(self, scope: Scope) -> frozenset[str]: ...


class CaseUnit(Protocol):
    """What a unit of work on cases offers."""

    @property
    def cases(self) -> CaseTable: ...

    @property
    def audit(self) -> AuditLog: ...


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A case that answers, and why."""

    case: Case
    why: tuple[Why, ...]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An answer of the bank. page: the one shown, never past the last. mended: the question as it was probably meant.

    clashes: how many of all cases found have each pair of values, most first.
    """

    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    facets: dict[str, tuple[Count, ...]]
    clashes: tuple[tuple[str, int], ...]
    mended: Query | None


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A case like another one, and in what: the same pair of values, or values and themes they share."""

    case: Case
    same_pair: bool
    values: tuple[str, ...]
    themes: tuple[str, ...]


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A case to read, with its audience and the cases that are like it."""

    case: Case
    audience: Audience
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBank:
    """Use cases of the case bank. reader None: anybody, who finds what is public."""

    bank: Store[CaseUnit]
    now: Now
    new_token: NewToken
    note_withdrawn: Callable[[str], None] = lambda id: None
    """Writes down outside every backup that a case must stay away."""
    wipe: Callable[[], object] = lambda: None
    """Told after a case was withdrawn, so that the files of the store forget it as well."""

    def search(self, query: Query, reader: Reader | None) -> Found:
        """Find cases: one page of them, in order, with the counts of every facet."""
        scope = self._scope(reader)

        def look(unit: CaseUnit) -> Found:
            hits = unit.cases.search(query, scope, query.page, PAGE)
            pages = max(1, -(-hits.total // PAGE))
            if query.page > pages:
                hits = unit.cases.search(query, scope, pages, PAGE)
            nothing = query.text and not hits.total
            mended = spelling.mended(query, unit.cases.words(scope)) if nothing else None
            if mended and not unit.cases.search(mended, scope, 1, 1).total:
                mended = None
            counts = unit.cases.counts(query, scope)
            # where no pair is chosen the facet has already counted them
            clashes = unit.cases.clashes(query, scope) if query.tensions else counts["tension"]
            return Found(
                hits=tuple(Hit(case=case, why=why(case, query)) for case in hits.cases),
                total=hits.total,
                page=min(query.page, pages),
                pages=pages,
                facets={facet: counted(count, query.chosen(facet)) for facet, count in counts.items()},
                clashes=tuple(sorted(clashes.items(), key=lambda one: (-one[1], one[0]))),
                mended=mended,
            )

        return self.bank.read(look)

    def read(self, id: str, reader: Reader | None) -> Read:
        """Return a case to read. Raises NoSuchCase: not there and not yours are alike."""
        scope = self._scope(reader)

        def look(unit: CaseUnit) -> Read:
            stored = self._get(unit, id, reader)
            near = unit.cases.near(stored.case, scope, NEAR)
            return Read(
                case=stored.case, audience=stored.audience, near=tuple(_near(stored.case, other) for other in near)
            )

        return self.bank.read(look)

    def get(self, id: str, reader: Reader | None) -> Case:
        """Return a case alone. Raises NoSuchCase."""
        return self.bank.read(lambda unit: self._get(unit, id, reader).case)

    def every(self, reader: Reader | None) -> tuple[Case, ...]:
        """Return every case a reader may read, to export."""
        return self.bank.read(lambda unit: unit.cases.every(self._scope(reader)))

    def publish(
        self,
        case: Case,
        circle: Circle,
        organisation: str | None = None,
        region: str | None = None,
        visible_from: datetime | None = None,
        withdrawal: str | None = None,
    ) -> bool:
        """Put a case in the bank unless it is there; repeatable after a crash at any point. True if it is new.

        visible_from: when it appears (None: at once). withdrawal: hash_of the token of the one who brought it.
        The caller has seen every yes and asked `check_circle` with them; what is shut is refused here too. A case
        that was withdrawn since stays away. Raises CaseIdTaken if another case has this id, CircleShut, NoAudience,
        or CaseInvalid.
        """
        check_circle(case.origin, circle, asked=True, checked=True)
        stored = StoredCase(
            case=msgspec.structs.replace(case, circle=circle),
            audience=audience_of(circle, organisation, region),
            imported=False,
            visible_from=visible_from,
            withdrawal=withdrawal,
        )

        def write(unit: CaseUnit) -> bool:
            if unit.cases.is_withdrawn(case.id):
                return False
            if earlier := unit.cases.find(case.id):
                if earlier.imported or earlier.case != stored.case or earlier.audience != stored.audience:
                    raise CaseIdTaken(field="id")
                return False
            unit.cases.put(stored)
            return True

        return self.bank.writer.run(write)

    def withdraw(self, token: str) -> None:
        """Take a case back with the token of the one who brought it: text and index are gone at once.

        Raises NoSuchCase.
        """

        id = self.bank.read(lambda unit: unit.cases.find_by_withdrawal(hash_of(token)))
        if id is None:
            raise NoSuchCase
        self.note_withdrawn(id)
        self.bank.writer.run(lambda unit: unit.cases.remove(id))
        self.wipe()

    def remove_again(self, ids: Iterable[str]) -> None:
        """Remove cases that were withdrawn and may have come back with a backup.

        One that is not there is noted as withdrawn as well: its draft may have come back, and be published again.
        """

        def write(unit: CaseUnit) -> None:
            for id in ids:
                if unit.cases.find(id) or not unit.cases.is_withdrawn(id):
                    unit.cases.remove(id)

        self.bank.writer.run(write)

    def knows(self, id: str) -> bool:
        """Return whether a case with this id was published once, whether it is there or was withdrawn."""
        return self.bank.read(lambda unit: unit.cases.is_withdrawn(id) or unit.cases.find(id) is not None)

    def import_cases(self, files: Mapping[str, StoredCase]) -> dict[str, Outcome]:
        """Take over cases from files, all or none; return what was done, by id. files: from case_files.read_files.

        The same id with the same content does nothing; other content replaces only what was itself imported.
        Raises CaseFilesInvalid.
        """

        def write(unit: CaseUnit) -> dict[str, Outcome]:
            wrong = [
                FileComplaint(file=name, complaint=Complaint(field="id", code=code))
                for name, stored in files.items()
                if (code := _in_the_way(unit, stored))
            ]
            if wrong:
                raise CaseFilesInvalid(tuple(wrong))
            return {stored.case.id: self._import(unit, stored) for stored in files.values()}

        return self.bank.writer.run(write)

    def index_again(self) -> None:
        """Make the index again where an earlier version made it, a few cases at a time."""
        while self.bank.writer.run(lambda unit: unit.cases.index_again(20)):
            pass

    def _import(self, unit: CaseUnit, stored: StoredCase) -> Outcome:
        earlier = unit.cases.find(stored.case.id)
        if earlier and _alike(earlier, stored):
            return "same"
        unit.cases.put(stored)
        unit.audit.add(
            AuditEntry(
                id=self.new_token(),
                at=self.now(),
                organisation=OrganisationId(stored.audience.organisation) if stored.audience.organisation else None,
                actor=None,
                action="case.import-again" if earlier else "case.import",
                object=stored.case.id,
            )
        )
        return "replaced" if earlier else "new"

    def _get(self, unit: CaseUnit, id: str, reader: Reader | None) -> StoredCase:
        stored = unit.cases.find(id)
        if stored is None or not may_read(stored.audience, stored.visible_from, reader, self.now()):
            raise NoSuchCase
        return stored

    def _scope(self, reader: Reader | None) -> Scope:
        return audiences(reader), self.now()


def reader_of(person: Person | None) -> Reader | None:
    """Return as whom somebody reads: without the role of reader as anybody."""
    if person is None or Role.READER not in person.account.roles:
        return None
    return Reader(organisation=person.organisation.id, region=person.organisation.region)


def _in_the_way(unit: CaseUnit, stored: StoredCase) -> str | None:
    """Why a case cannot come in: a code of casebank/complaints.py, or None."""
    if unit.cases.is_withdrawn(stored.case.id):
        return "withdrawn"
    earlier = unit.cases.find(stored.case.id)
    return "not-imported" if earlier and not earlier.imported and not _alike(earlier, stored) else None


def _alike(one: StoredCase, other: StoredCase) -> bool:
    """Whether the content is the same; where it came from aside, for what was exported comes back as imported."""
    plain, too = (msgspec.structs.replace(each.case, origin="imported") for each in (one, other))
    return plain == too and one.audience == other.audience


def _near(one: Case, other: Case) -> Near:
    pair = tensions.pair_of(one)
    return Near(
        case=other,
        same_pair=pair is not None and pair == tensions.pair_of(other),
        values=_shared(one.values, other.values),
        themes=_shared(one.themes, other.themes),
    )


def _shared(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    others = frozenset(other)
    return tuple(each for each in one if each in others)
