"""Stores of each earlier form with data in them: brought up to date they go on, and a kill leaves them whole."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect

from beraad.accounts.roles import Role
from beraad.app import create_accounts, create_casebank
from beraad.casebank.circles import Audience
from beraad.casebank.query import Query
from beraad.casebank.stored import StoredCase
from beraad.deliberation import commands as c
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table import AddVoice
from beraad.deliberation.seats import Face
from beraad.deliberation.stages import Stage
from beraad.services.accounts import Invite
from beraad.settings import Settings
from beraad.storage import migrate
from beraad.storage.ledger import ledger_in
from beraad.storage.store import Store, open_bank, open_room
from beraad.storage.unit import BankUnit, RoomUnit
from tests.builders import QUICK, SECRET
from tests.casebank.builders import a_case
from tests.deliberation.builders import VALUES, WEIGHING
from tests.storage.test_sessions import Hands
from tests.stores import migrated

JUDGEMENT = c.Contribute(step=WEIGHING, what=Choose(choice="a", because="rust in huis"))
PASSWORD = "een lange zin als wachtwoord"
EMAIL = "leider@voorbeeld.example"


def revisions(name: str) -> list[Any]:
    """Return every form that a store has had, the oldest first; every day that one is enough."""
    place = Path(migrate.__file__).parent / name / "migrations"
    oldest, *others = [known.revision for known in ScriptDirectory(str(place)).walk_revisions()][::-1]
    return [oldest, *(pytest.param(other, marks=pytest.mark.slow) for other in others)]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Where nothing stands yet."""
    database = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    return Settings(data=tmp_path / "old", database=database, secret=SECRET)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store[RoomUnit], Store[BankUnit]]]:
    """Stores of the newest form: a session in which a reveal counts down, an account, a case."""
    settings = migrated(Settings(data=tmp_path_factory.mktemp("full"), secret=SECRET))
    room, bank = open_room(settings), open_bank(settings)
    talk(Hands(room))
    accounts = create_accounts(settings, bank, hasher=QUICK)
    invite = Invite(name="Noor", email=EMAIL, roles=frozenset({Role.FACILITATOR}), team="Noord")
    accounts.accept_invitation(accounts.create("Jeugdhulp", "Regio", invite), PASSWORD)
    case = StoredCase(case=a_case(), audience=Audience(circle="public"), imported=True)
    bank.writer.run(lambda unit: unit.cases.put(case))
    yield room, bank
    room.close()
    bank.close()


def talk(hands: Hands) -> None:
    """Two at the table; one wrote a value and judged, and the reveal counts down."""
    anna = hands.join("Anna", "join-anna")
    hands.join("Ben", "join-ben")
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    hands.do(anna, c.Contribute(step=VALUES, what=AddVoice(chair="kind", value="stilte")))
    hands.do(hands.leader, c.OpenStep(step=WEIGHING))
    hands.do(anna, JUDGEMENT, "op-judgement")
    hands.do(hands.leader, c.AnnounceReveal(step=WEIGHING))


def copy(source: Store[Any], target: Store[Any]) -> None:
    """Copy all rows, as far as the target has a place for them: what it would hold if it had been written there."""
    with source.engines.reading.connect() as reading, target.engines.writing.begin() as writing:
        known = inspect(writing)
        there = set(known.get_table_names())
        for table in source.tables.sorted_tables:
            rows = reading.execute(table.select()).mappings().all()
            if table.name not in there or not rows:
                continue
            columns = {column["name"] for column in known.get_columns(table.name)}
            writing.execute(table.insert(), [{k: v for k, v in row.items() if k in columns} for row in rows])


def old(open_store: Callable[[Settings], Store[Any]], settings: Settings, revision: str, source: Store[Any]) -> Any:
    """Return a store of an earlier form with the rows of `source`."""
    store = open_store(settings)
    migrate.upgrade(store, revision)
    copy(source, store)
    assert migrate.revision(store) == revision
    return store


def goes_on(room: Store[RoomUnit]) -> None:
    """Everybody has their seat, what was said stands, what was due happens, and the session comes to its end."""
    hands = Hands(room)  # the same session: it is prepared with the same request
    fresh = count()
    hands.ops = count(1000)
    hands.sessions = replace(hands.sessions, new_id=lambda: f"later{next(fresh)}")
    before = hands.sessions.state(hands.id)
    assert [seat.name for seat in before.at_table] == ["Anna", "Ben"]
    assert hands.join("Anna", "join-anna") in before.seats
    anna = next(seat.id for seat in before.at_table if seat.name == "Anna")
    hands.do(anna, JUDGEMENT, "op-judgement")  # sent again, for its answer got lost
    assert hands.sessions.state(hands.id) == before
    hands.at += timedelta(seconds=3)
    hands.sessions.do_what_is_due()
    state = hands.sessions.state(hands.id)
    assert state.steps[WEIGHING].revealed
    assert "rust in huis" in str(state.steps[WEIGHING].content)
    (voice,) = state.steps[VALUES].content.voices.values()
    assert voice.value == "stilte"
    hands.sessions.seat_behind(hands.id, Face.IN, hands.sessions.join(hands.code, "Cem", "", "join-cem")[1])
    hands.do(hands.leader, c.Close())
    assert hands.sessions.state(hands.id).stage is Stage.CLOSED


@pytest.mark.parametrize("revision", revisions("room"))
def test_a_session_goes_on_in_a_room_of_each_earlier_form(
    revision: str, empty: Settings, full: tuple[Store[RoomUnit], Store[BankUnit]]
) -> None:
    room = old(open_room, empty, revision, full[0])
    migrate.upgrade(room)
    assert migrate.check(room)
    goes_on(room)
    room.close()


@pytest.mark.parametrize("revision", revisions("bank"))
def test_an_account_and_a_case_are_found_in_a_bank_of_each_earlier_form(
    revision: str, empty: Settings, full: tuple[Store[RoomUnit], Store[BankUnit]]
) -> None:
    bank = old(open_bank, empty, revision, full[1])
    migrate.upgrade(bank)
    accounts = create_accounts(empty, bank, hasher=QUICK)
    assert accounts.sign_in(EMAIL, PASSWORD, "here")
    with bank.engines.reading.connect() as connection:
        cases = connection.execute(bank.tables.tables["cases"].select()).all()
    if revision == "0001":  # there was no place for cases
        assert cases == []
        case = StoredCase(case=a_case(), audience=Audience(circle="public"), imported=True)
        bank.writer.run(lambda unit: unit.cases.put(case))
    found = create_casebank(bank, ledger_in(empty.data)).search(Query(text=a_case().title), None)
    assert [hit.case.id for hit in found.hits] == [a_case().id]
    bank.close()


@pytest.mark.parametrize(
    "statement", [pytest.param(3, marks=pytest.mark.slow), 8, pytest.param(12, marks=pytest.mark.slow)]
)
def test_a_kill_in_the_middle_of_a_migration_leaves_the_old_form_whole(
    statement: int, empty: Settings, full: tuple[Store[RoomUnit], Store[BankUnit]]
) -> None:
    room = old(open_room, empty, "0001", full[0])
    room.close()
    child = os.fork()
    if child == 0:
        dying = open_room(empty)
        left = iter(range(statement))

        @event.listens_for(dying.engines.writing, "before_cursor_execute")
        def count_down(*_: object) -> None:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        migrate.upgrade(dying)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    room = open_room(empty)
    assert migrate.revision(room) == "0001"
    migrate.upgrade(room)
    goes_on(room)
    room.close()
