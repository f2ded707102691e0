"""The index says what the rules say, on both databases alike."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from beraad.casebank import stems
from beraad.casebank.case import Case, Named, OutcomeKind, Tension
from beraad.casebank.circles import PUBLIC, Audience, Reader, audiences
from beraad.casebank.markdown import parse
from beraad.casebank.query import FACETS, facets, rank, read
from beraad.casebank.stored import StoredCase
from beraad.settings import files
from beraad.storage.bank import tables
from beraad.storage.store import Store
from beraad.storage.unit import BankUnit
from tests import examples as run
from tests.builders import NOON
from tests.casebank.builders import a_case

Bank = Store[BankUnit]
ANYBODY = (audiences(None), NOON)
WORDS = [
    "vertrouwen", "uhp", "ouders school", '"goede afspraken"', "de het een", "crisis", "xyzzy",
    "zwaarwoord", "Raad voor de Kinderbescherming", "ots uithuisplaatsing gezin",
]  # fmt: skip
CHOICES: list[dict[str, str]] = [
    {},
    {"waarde": "veiligheid"},
    {"spanning": "veiligheid~vertrouwen", "thema": "drang-dwang"},
    {"uitkomst": "open", "waarde": "moed"},
    {"kader": "drang", "volgorde": "new"},
    {"volgorde": "title"},
]


def some_cases() -> list[Case]:
    """The seed cases, and as many made of their pieces with other facets."""
    seeds = [parse(path.read_bytes()) for path in sorted(files("seed_cases").glob("werkcafe-*.md"))]
    outcomes: list[OutcomeKind] = ["open", "shared", "shared_with_minority"]
    made = [
        a_case(
            id=f"gemaakt-{at}",
            title=seed.title.upper() if at % 2 else seed.title,
            summary=" ".join([seed.summary] * (at % 4 + 1))[:490].strip(),
            setting=f"{seed.setting} Goede afspraken, geen schijnkeuze. 50% van_de école.",
            values=("moed", *seed.values[:2]),
            tension=Tension(a=Named(value="vertrouwen"), b=Named(value="veiligheid")) if at % 3 else None,
            outcome=outcomes[at % 3],
            period=("2019", "2026-K1", None)[at % 3],
        )
        for at, seed in enumerate(seeds)
    ]
    often = a_case(id="vaak-1", title="Herhaald", summary="Zwaarwoord. " * 5 + "En nu.", tension=None)
    high = a_case(id="hoog-1", title="Zwaarwoord", question="Zwaarwoord?", setting="Zwaarwoord.", tension=None)
    return [*seeds, *made, often, high]


def put(bank: Bank, *cases: Case, audience: Audience = PUBLIC, **more: Any) -> None:
    def write(unit: BankUnit) -> None:
        for case in cases:
            unit.cases.put(StoredCase(case=case, audience=audience, imported=True, **more))

    bank.writer.run(write)


def rows(bank: Bank, id: str) -> int:
    """Return how many rows of the bank speak of a case."""
    holding = [(tables.cases, "id"), (tables.case_facets, "case"), (tables.tokens, "case"), (tables.vocabulary, "case")]

    def count(unit: BankUnit) -> int:
        return sum(
            unit.connection.execute(select(func.count()).select_from(table).where(table.c[column] == id)).scalar_one()
            for table, column in holding
        )

    return bank.read(count)


def test_hits_their_order_and_every_count_are_those_of_the_rules(bank: Bank) -> None:
    cases = some_cases()
    put(bank, *cases)
    for words in ["", *WORDS, "50%", "van_de", '"van_de ecole"', '"%"', "'; drop table cases"]:
        for choices in CHOICES[:: 3 if run.EVERYDAY else 1]:
            query = read([("q", words), *choices.items()])
            hits = bank.read(lambda unit, query=query: unit.cases.search(query, ANYBODY, 1, 100))  # type: ignore[misc]
            counts = bank.read(lambda unit, query=query: unit.cases.counts(query, ANYBODY))  # type: ignore[misc]
            assert list(hits.cases) == rank(cases, query), (words, choices)
            assert hits.total == len(hits.cases)
            expected = facets(cases, query)
            told = {name: {one.value: one.count for one in expected[name] if one.count} for name in FACETS}
            assert counts == told, (words, choices)


def test_pages_never_overlap_and_leave_nothing_out(bank: Bank) -> None:
    cases = some_cases()
    put(bank, *cases)
    query = read([("volgorde", "new")])
    pages = [bank.read(lambda unit, at=at: unit.cases.search(query, ANYBODY, at, 5)) for at in range(1, 5)]  # type: ignore[misc]
    assert [case.id for page in pages for case in page.cases] == [case.id for case in rank(cases, query)]


def test_what_is_removed_leaves_no_row_and_does_not_come_back(bank: Bank) -> None:
    case = some_cases()[1]
    put(bank, case)
    assert rows(bank, case.id) > 100
    for _ in range(2):  # repeatable
        bank.writer.run(lambda unit: unit.cases.remove(case.id))
    assert rows(bank, case.id) == 0
    assert bank.read(lambda unit: unit.cases.is_withdrawn(case.id))


def test_other_content_leaves_nothing_of_the_old_behind(bank: Bank) -> None:
    put(bank, a_case(summary="Een zeldzaamwoord."))
    put(bank, a_case(summary="Iets anders."))
    query = read([("q", "zeldzaamwoord")])
    assert bank.read(lambda unit: unit.cases.search(query, ANYBODY, 1, 5)).total == 0
    assert "zeldzaamwoord" not in bank.read(lambda unit: unit.cases.words(ANYBODY))


@pytest.mark.parametrize("words", ["", "vertrouwen"])
def test_elsewhere_a_case_is_in_no_list_count_word_or_likeness(bank: Bank, words: str) -> None:
    public = a_case(id="openbaar-1")
    put(bank, public)
    put(bank, a_case(id="buren-1", title="Geheimwoord", values=("moed",)), audience=Audience("organisation", "buren"))
    put(bank, a_case(id="later-1", title="Geheimwoord"), visible_from=NOON + timedelta(days=40))
    ours = (audiences(Reader(organisation="jeugdhulp", region="Noord")), NOON)
    query = read([("q", words), ("waarde", "moed")] if not words else [("q", words)])
    for scope in (ANYBODY, ours):
        hits = bank.read(lambda unit, scope=scope: unit.cases.search(query, scope, 1, 9))  # type: ignore[misc]
        assert {case.id for case in hits.cases} <= {"openbaar-1"}
        counts = bank.read(lambda unit, scope=scope: unit.cases.counts(query, scope))  # type: ignore[misc]
        assert counts["tension"].get("veiligheid~vertrouwen", 0) <= 1
        assert "geheimwoord" not in bank.read(lambda unit, scope=scope: unit.cases.words(scope))  # type: ignore[misc]
        assert bank.read(lambda unit, scope=scope: unit.cases.near(public, scope, 5)) == ()  # type: ignore[misc]
        assert [case.id for case in bank.read(lambda unit, scope=scope: unit.cases.every(scope))] == ["openbaar-1"]  # type: ignore[misc]
    theirs = (audiences(Reader(organisation="buren", region="Noord")), NOON)
    assert {case.id for case in bank.read(lambda unit: unit.cases.every(theirs))} == {"openbaar-1", "buren-1"}
    afterwards = (audiences(None), NOON + timedelta(days=41))
    assert "later-1" in {case.id for case in bank.read(lambda unit: unit.cases.every(afterwards))}


def test_the_nearest_case_shares_the_values_that_clash(bank: Bank) -> None:
    one = a_case(id="een-1", values=("moed", "respect"), themes=("melden",))
    clash = Tension(a=Named(value="autonomie"), b=Named(value="respect"))
    far = a_case(id="ver-1", tension=clash, themes=("melden",))
    nearer = a_case(id="nader-1", tension=clash, values=("moed", "respect"))
    nearest = a_case(id="naast-1")  # the same pair
    put(bank, one, far, nearer, nearest, a_case(id="geen-1", tension=clash))
    found = bank.read(lambda unit: unit.cases.near(one, ANYBODY, 9))
    assert [case.id for case in found] == ["naast-1", "nader-1", "ver-1"]


def test_an_index_of_an_earlier_version_is_made_again(bank: Bank) -> None:
    put(bank, *some_cases())
    table = tables.cases

    def age(unit: BankUnit) -> None:
        unit.connection.execute(table.update().values(indexed="old", words=""))
        unit.connection.execute(tables.tokens.delete())

    bank.writer.run(age)
    assert [bank.writer.run(lambda unit: unit.cases.index_again(10)) for _ in range(3)] == [10, 10, 0]
    assert bank.read(lambda unit: unit.cases.search(read([("q", "uhp")]), ANYBODY, 1, 9)).total > 0
    versions = bank.read(lambda unit: set(unit.connection.execute(select(table.c.indexed)).scalars()))
    assert versions == {stems.VERSION}
