"""Practice on both databases: started once however often it is asked, with the hash of a secret alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import gevent
import pytest
from sqlalchemy import text

from beraad.app import create_casebank, create_reports
from beraad.casebank.circles import NoSuchCase
from beraad.deliberation import refusals as no
from beraad.deliberation.seats import Face
from beraad.deliberation.stages import Stage
from beraad.services.practice import NoSuchPractice, Practice, class_id
from beraad.services.tokens import hash_of
from beraad.settings import Settings
from beraad.storage.ledger import ledger_in
from beraad.storage.store import Store
from beraad.storage.unit import BankUnit, RoomUnit
from beraad.storage.wipe import Wiper
from tests.casebank.builders import a_case
from tests.fakes import FakeThrottle
from tests.storage.test_sessions import Hands


@pytest.fixture
def practice(room: Store[RoomUnit], bank: Store[BankUnit], settings: Settings) -> Practice:
    casebank = create_casebank(bank, ledger_in(settings.data))
    casebank.publish(a_case(id="openbaar"), "public")
    return Practice(
        sessions=Hands(room).sessions,
        reports=create_reports(settings, room, ledger_in(settings.data), Wiper(room)),
        casebank=casebank,
        throttle=FakeThrottle(),
        open=True,
    )


def at_once(room: Store[RoomUnit], work: Callable[[], str]) -> list[str]:
    """Ask eight times at once: PostgreSQL from threads, SQLite from greenlets, which its one writer stores together."""
    if room.engines.writing.dialect.name == "postgresql":
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(lambda _: work(), range(8)))
    return [one.get() for one in gevent.joinall([gevent.spawn(work) for _ in range(8)])]


def test_asked_at_once_from_eight_sides_one_class_with_one_group_begins(
    practice: Practice, room: Store[RoomUnit]
) -> None:
    made = at_once(room, lambda: practice.start("openbaar", "op", "here")[1].session)
    assert len(made) == 8
    assert len(set(made)) == 1
    rows = room.read(lambda unit: unit.sessions.in_stages((Stage.LOBBY,)))
    assert len([row for row in rows if row.practice]) == 1


def test_what_is_stored_opens_nothing(practice: Practice, room: Store[RoomUnit]) -> None:
    _, group = practice.start("openbaar", "op", "here")
    with room.engines.reading.connect() as connection:
        query = "SELECT hash, sign_in FROM seat_keys WHERE session = :id"
        if connection.dialect.name == "postgresql":
            query = query.replace("seat_keys", "room.seat_keys")
        keys = connection.execute(text(query), {"id": group.session}).all()
    assert [tuple(key) for key in keys] == [(hash_of(group.secret), None)]
    row = practice.sessions.row(group.session)
    assert (row.account, row.organisation, row.team, row.case_id) == (None, None, None, "openbaar")
    assert room.read(lambda unit: unit.reports.names(group.session)) == ()


def test_a_group_has_its_own_code_and_key(practice: Practice) -> None:
    secret, one = practice.start("openbaar", "op", "here")
    two = practice.add_group(class_id(secret), secret, 2, "here")
    assert one.code != two.code
    assert practice.behind_link(two.secret) == two.session
    with pytest.raises(no.NoSuchSession):
        practice.sessions.seat_behind(one.session, Face.LEAD, two.secret)
    assert [group.number for group in practice.see(class_id(secret), secret).groups] == [1, 2]


def test_a_case_that_was_taken_back_starts_nothing_more(practice: Practice) -> None:
    practice.casebank.publish(a_case(id="even"), "public", withdrawal=hash_of("token"))
    secret, _ = practice.start("even", "op", "here")
    practice.casebank.withdraw("token")
    with pytest.raises(NoSuchCase):
        practice.add_group(class_id(secret), secret, 2, "here")


def test_somebody_elses_class_is_not_there(practice: Practice) -> None:
    secret, _ = practice.start("openbaar", "op", "here")
    for id, key in ((class_id(secret), "x"), (class_id("x"), "x"), (class_id("x"), secret), ("é", "é")):
        with pytest.raises(NoSuchPractice):
            practice.see(id, key)


def test_the_same_request_again_is_not_counted(practice: Practice) -> None:
    for _ in range(3):
        practice.start("openbaar", "op", "here")
    assert practice.throttle.tries == {("practice", "here"): 1, ("practice-everywhere",): 1}  # type: ignore[attr-defined]
