"""What comes back with a backup: nothing that was published, withdrawn or purged since."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from beraad.app import create_casebank, create_reading
from beraad.casebank.case import Case
from beraad.cli import main
from beraad.services.draft import Draft
from beraad.services.draft_rows import Publication, Share, StoredDraft
from beraad.services.tokens import hash_of
from beraad.settings import Settings
from beraad.storage.ledger import Ledger, ledger_in
from beraad.storage.store import Store, open_bank, open_room
from beraad.storage.unit import BankUnit, RoomUnit
from tests.casebank.builders import a_case
from tests.storage.test_reports import After
from tests.stores import put_copies

CASE: Case = msgspec.structs.replace(a_case(), id="a1b2c3", origin="room", circle="organisation")
DRAFT = Draft(texts={"title": "Naar huis of niet"}, offered=True)
PUBLICATION = Publication(
    case=CASE, circle="organisation", organisation="ons", region="Regio", visible_from=None, withdrawal=hash_of("oud")
)


class Place:
    """A data directory with a closed session whose case is under review."""

    def __init__(self, data: Path, file: Path) -> None:
        self.data, self.file = data, file
        room = open_room(Settings(data=data))
        after = After(room, ledger_in(data))
        after.at = datetime.now(UTC)
        after.talk()
        self.session = after.id
        share = Share(session=self.session, token="t" * 64, yes=True, withdrawal=hash_of("oud"))
        room.writer.run(lambda unit: unit.drafts.put_share(share))
        room.close()

    def run(self, *words: str) -> Result:
        done = CliRunner(env={"BERAAD_DATA": str(self.data)}).invoke(main, list(words))
        assert done.exit_code == 0, done.output
        return done

    def put(self, body: Draft | Publication) -> None:
        with Opened(self.data) as (room, _):
            stored = StoredDraft(case_id=CASE.id, session=self.session, body=body, version=1)
            room.writer.run(lambda unit: unit.drafts.put(stored, datetime.now(UTC)))

    def publish(self, case: Case = CASE) -> None:
        with Opened(self.data) as (_, bank):
            casebank = create_casebank(bank, ledger_in(self.data))
            casebank.publish(case, "organisation", organisation="ons", withdrawal=hash_of("oud"))

    def withdraw(self) -> None:
        with Opened(self.data) as (_, bank):
            create_casebank(bank, ledger_in(self.data)).withdraw("oud")

    def finish(self) -> None:
        with Opened(self.data) as (room, bank):
            create_reading(room, bank, create_casebank(bank, ledger_in(self.data))).finish()

    def state(self) -> tuple[bool, bool, Case | None]:
        """Whether there is a draft, whether it says published, and the case in the bank."""
        with Opened(self.data) as (room, bank):
            draft = room.read(lambda unit: unit.drafts.find(self.session))
            share = room.read(lambda unit: unit.drafts.find_share(self.session))
            stored = bank.read(lambda unit: unit.cases.find(CASE.id))
        return draft is not None, bool(share and share.published), stored.case if stored else None


class Opened:
    def __init__(self, data: Path) -> None:
        self.stores: tuple[Store[RoomUnit], Store[BankUnit]] = (
            open_room(Settings(data=data)),
            open_bank(Settings(data=data)),
        )

    def __enter__(self) -> tuple[Store[RoomUnit], Store[BankUnit]]:
        return self.stores

    def __exit__(self, *_: object) -> None:
        for store in self.stores:
            store.close()


@pytest.fixture
def place(tmp_path: Path, sqlite_prepared: Path) -> Place:
    return Place(put_copies(sqlite_prepared, tmp_path / "data"), tmp_path / "backup.zip")


@pytest.mark.parametrize("body", [DRAFT, PUBLICATION], ids=["review", "publishing"])
def test_a_case_published_between_the_copies_of_room_and_bank_is_not_published_twice(
    place: Place, body: Draft | Publication
) -> None:
    place.put(body)
    place.publish()
    place.run("backup", str(place.file))
    place.run("restore", str(place.file), "--force")
    assert place.state() == (False, True, CASE)


@pytest.mark.parametrize("body", [DRAFT, PUBLICATION], ids=["review", "publishing"])
def test_a_case_published_and_withdrawn_since_comes_back_neither_as_case_nor_as_draft(
    place: Place, body: Draft | Publication
) -> None:
    place.put(body)
    place.run("backup", str(place.file))
    place.publish()
    place.withdraw()
    place.run("restore", str(place.file), "--force")
    assert place.state() == (False, True, None)
    place.publish()  # as a repeated job would
    assert place.state() == (False, True, None)


def test_a_draft_published_since_can_be_published_again_when_the_bank_went_back_as_well(place: Place) -> None:
    place.put(DRAFT)
    place.run("backup", str(place.file))
    place.publish()
    place.run("restore", str(place.file), "--force")
    assert place.state() == (True, False, None)
    place.put(PUBLICATION)
    place.finish()
    assert place.state() == (False, True, CASE)


def test_what_is_decided_again_in_other_words_does_not_wait_for_ever(place: Place) -> None:
    earlier = msgspec.structs.replace(CASE, title="Zoals het er stond")
    place.publish(earlier)
    place.put(PUBLICATION)
    place.finish()
    assert place.state() == (False, True, earlier)


@pytest.mark.parametrize(("days", "there"), [(20, True), (22, False)])
def test_a_session_that_stood_open_in_an_old_backup_goes_as_if_it_had_been_closed_in_time(
    place: Place, days: int, there: bool
) -> None:
    with Opened(place.data) as (room, _), room.engines.writing.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE sessions SET stage = 'running', closed = NULL")
        at = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S.%f")
        connection.exec_driver_sql(f"UPDATE events SET at = '{at}'")
    place.run("backup", str(place.file))
    place.run("restore", str(place.file), "--force")
    with Opened(place.data) as (room, _):
        assert (room.read(lambda unit: unit.sessions.find_row(place.session)) is not None) is there


def test_the_ledger_forgets_what_no_backup_needs_and_keeps_every_withdrawal(place: Place) -> None:
    ledger = ledger_in(place.data)
    today = datetime.now(UTC).date()
    ledger.add("session", "long-ago", until=today - timedelta(days=1))
    ledger.add("session", "of-late", until=today)
    ledger.add("session", "of-an-earlier-version")
    ledger.add("case", "withdrawn")
    place.run("purge")
    assert ledger.ids("session") == {"of-late", "of-an-earlier-version"}
    assert ledger.ids("case") == {"withdrawn"}


def test_a_purged_session_is_remembered_longer_than_its_backups_could_bring_it_back(place: Place) -> None:
    with Opened(place.data) as (room, _), room.engines.writing.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE sessions SET closed = '2020-01-01 00:00:00.000000'")
    place.run("purge")
    ledger = ledger_in(place.data)
    assert ledger.ids("session") == {place.session}
    ledger.forget(datetime.now(UTC).date() + timedelta(days=96))
    assert ledger.ids("session") == {place.session}
    ledger.forget(datetime.now(UTC).date() + timedelta(days=140))
    assert ledger.ids("session") == frozenset()


def test_a_line_written_while_another_forgets_is_not_lost(tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path)
    ledger.add("session", "old", until=date(2020, 1, 1))
    file = ledger.path.open("a")  # as another process that had it open before it was put in place anew
    ledger.forget(date(2026, 1, 1))
    file.close()
    ledger.add("session", "new")
    assert Ledger(ledger.path).ids("session") == {"new"}


def test_a_line_after_one_that_a_crash_cut_short_is_whole(tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path)
    ledger.path.write_text('{"kind": "sess')
    ledger.add("session", "next")
    assert ledger.ids("session") == {"next"}
