"""Publishing, taking back and asking: the order of things, without a database."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from beraad.accounts.account import Organisation, OrganisationId
from beraad.accounts.roles import Role
from beraad.casebank import stems
from beraad.casebank.case import Case, Origin
from beraad.casebank.circles import Audience, CaseIdTaken, CircleShut, NoAudience, NoSuchCase, Reader, may_read
from beraad.casebank.query import Query, facets, rank, read
from beraad.casebank.stored import Hits, StoredCase
from beraad.services.accounts import Person
from beraad.services.casebank import CaseBank, Scope, reader_of
from beraad.services.tokens import hash_of
from tests.builders import an_account
from tests.casebank.builders import a_case
from tests.fakes import Clock, FakeAudit, FakeStore, tokens


@dataclass
class FakeCases:
    """The case bank in a dictionary; it answers as the rules do."""

    by_id: dict[str, StoredCase] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)

    def put(self, stored: StoredCase) -> None:
        self.by_id[stored.case.id] = stored

    def remove(self, id: str) -> None:
        self.by_id.pop(id, None)
        self.withdrawn.add(id)

    def index_again(self, most: int) -> int:
        return 0

    def find(self, id: str) -> StoredCase | None:
        return self.by_id.get(id)

    def find_by_withdrawal(self, hashed: str) -> str | None:
        return next((id for id, stored in self.by_id.items() if stored.withdrawal == hashed), None)

    def is_withdrawn(self, id: str) -> bool:
        return id in self.withdrawn

    def every(self, scope: Scope) -> tuple[Case, ...]:
        audiences, now = scope
        there = (each for each in self.by_id.values() if each.visible_from is None or each.visible_from <= now)
        return tuple(each.case for each in there if each.audience in audiences)

    def search(self, query: Query, scope: Scope, page: int, size: int) -> Hits:
        found = rank(self.every(scope), query)
        return Hits(cases=tuple(found[(page - 1) * size : page * size]), total=len(found))

    def counts(self, query: Query, scope: Scope) -> dict[str, dict[str, int]]:
        return {
            name: {one.value: one.count for one in lines} for name, lines in facets(self.every(scope), query).items()
        }

    def clashes(self, query: Query, scope: Scope) -> dict[str, int]:
        return self.counts(query, scope)["tension"]

    def near(self, one: Case, scope: Scope, most: int) -> tuple[Case, ...]:
        return tuple(case for case in self.every(scope) if case.id != one.id)[:most]

    def words(self, scope: Scope) -> frozenset[str]:
        return frozenset().union(*(stems.vocabulary(case) for case in self.every(scope)))


@dataclass(frozen=True)
class FakeUnit:
    cases: FakeCases = field(default_factory=FakeCases)
    audit: FakeAudit = field(default_factory=FakeAudit)


@pytest.fixture
def unit() -> FakeUnit:
    return FakeUnit()


def casebank(unit: FakeUnit, **needs: Any) -> CaseBank:
    return CaseBank(**{"bank": FakeStore(unit), "now": Clock(), "new_token": tokens(), **needs})


def from_a_room(**given: Any) -> Case:
    return a_case(**{"origin": "room", "circle": "organisation", **given})


def test_publishing_again_after_a_crash_changes_nothing(unit: FakeUnit) -> None:
    bank = casebank(unit)
    assert bank.publish(from_a_room(), "organisation", organisation="jeugdhulp", withdrawal="hash")
    before = unit.cases.find("voorbeeld-1")
    assert not bank.publish(from_a_room(), "organisation", organisation="jeugdhulp", withdrawal="hash")
    assert unit.cases.find("voorbeeld-1") == before


def test_another_case_never_takes_an_id_that_is_taken(unit: FakeUnit) -> None:
    bank = casebank(unit)
    bank.publish(from_a_room(), "organisation", organisation="jeugdhulp")
    for case, organisation in ((from_a_room(title="Anders"), "jeugdhulp"), (from_a_room(), "buren")):
        with pytest.raises(CaseIdTaken):
            bank.publish(case, "organisation", organisation=organisation)


@pytest.mark.parametrize("circle", ["country", "public"])
def test_a_case_from_a_room_is_not_published_wider_than_the_region(circle: Any, unit: FakeUnit) -> None:
    with pytest.raises(CircleShut):
        casebank(unit).publish(from_a_room(), circle)
    assert not unit.cases.by_id


def test_a_case_for_a_region_says_which_and_appears_at_its_moment(unit: FakeUnit) -> None:
    clock, reader = Clock(), Reader(organisation="jeugdhulp", region="Noord")
    bank = casebank(unit, now=clock)
    with pytest.raises(NoAudience):
        bank.publish(from_a_room(), "region")
    bank.publish(from_a_room(), "region", region="Noord", visible_from=clock() + timedelta(days=9))
    with pytest.raises(NoSuchCase):
        bank.read("voorbeeld-1", reader)
    clock.pass_by(days=9)
    assert bank.read("voorbeeld-1", reader).case.circle == "region"


def test_who_brought_a_case_takes_it_back_with_the_token_and_it_stays_away(unit: FakeUnit) -> None:
    bank = casebank(unit)
    bank.publish(from_a_room(), "organisation", organisation="jeugdhulp", withdrawal=hash_of("mijn token"))
    with pytest.raises(NoSuchCase):
        bank.withdraw("een ander token")
    bank.withdraw("mijn token")
    assert not bank.publish(from_a_room(), "organisation", organisation="jeugdhulp")
    assert not unit.cases.by_id


def test_a_mended_question_is_proposed_only_when_it_finds_something(unit: FakeUnit) -> None:
    bank = casebank(unit)
    bank.publish(a_case(origin="fictional", summary="Twee scholen twijfelen."), "public")
    mended = bank.search(read([("q", "scholne")]), None).mended
    assert mended
    assert mended.text == "scholen"
    assert bank.search(read([("q", "scholne"), ("uitkomst", "open")]), None).mended is None
    assert bank.search(read([("q", "scholen")]), None).mended is None


def test_a_page_past_the_last_is_the_last(unit: FakeUnit) -> None:
    bank = casebank(unit)
    for at in range(21):
        bank.publish(a_case(id=f"casus-{at}", origin="fictional"), "public")
    found = bank.search(read([("blad", "9")]), None)
    assert (found.page, found.pages, len(found.hits), found.total) == (2, 2, 1, 21)


@pytest.mark.parametrize(
    ("role", "reads"), [(Role.READER, True), (Role.FACILITATOR, False), (Role.ADMINISTRATOR, False)]
)
def test_the_role_of_reader_opens_the_circles(role: Role, reads: bool) -> None:
    home = Organisation(id=OrganisationId("jeugdhulp"), name="Jeugdhulp", region="Noord")
    person = Person(account=an_account(roles=frozenset({role})), organisation=home, team="")
    expected = Reader(organisation="jeugdhulp", region="Noord") if reads else None
    assert reader_of(person) == expected
    assert may_read(Audience("country"), None, reader_of(person), Clock()()) == reads
    assert reader_of(None) is None


@pytest.mark.parametrize("origin", ["room", "fictional"])
def test_nothing_replaces_what_was_published(origin: Origin, unit: FakeUnit) -> None:
    bank = casebank(unit)
    bank.publish(a_case(origin=origin, circle="organisation"), "organisation", organisation="jeugdhulp")
    other = StoredCase(case=a_case(title="Anders"), audience=Audience("public"), imported=True)
    with pytest.raises(Exception, match=r"id: een casus met dit id") as refused:
        bank.import_cases({"een.md": other})
    assert "een.md:1" in str(refused.value)
    assert unit.cases.by_id["voorbeeld-1"].case.title == "Een voorbeeld"
