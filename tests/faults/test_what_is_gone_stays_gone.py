"""An old backup, put back by command: what was withdrawn and erased since is on no page and in no search."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from beraad.app import create_app
from beraad.casebank.circles import Audience
from beraad.casebank.stored import StoredCase
from beraad.cli import main
from beraad.deliberation.seats import Face
from beraad.services.tokens import hash_of, seat_cookie
from beraad.settings import Settings
from beraad.storage.ledger import ledger_in
from beraad.storage.store import open_bank, open_room
from tests.builders import QUICK, SECRET
from tests.casebank.builders import a_case
from tests.storage.test_reports import After
from tests.stores import put_copies
from tests.web.conftest import OURS


@pytest.fixture
def data(tmp_path: Path, sqlite_prepared: Path) -> Path:
    return put_copies(sqlite_prepared, tmp_path / "data")


def beraad(data: Path, *words: str) -> str:
    done = CliRunner(env={"BERAAD_DATA": str(data)}).invoke(main, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def statuses(data: Path, pages: list[str], cookies: dict[str, tuple[str, str]]) -> list[int]:
    """How a server on this data answers for each page. cookies: by page, the path and the value of a seat's key."""
    app = create_app(Settings(data=data, secret=SECRET), hasher=QUICK)
    client = app.flask.test_client()
    for path, value in cookies.values():
        client.set_cookie(seat_cookie(Face.IN), value, path=path)
    found = [client.get(page).status_code for page in pages]
    app.close()
    return found


def test_a_withdrawn_case_and_an_erased_session_do_not_come_back(data: Path, tmp_path: Path) -> None:
    case = a_case()
    bank = open_bank(Settings(data=data))
    kept = StoredCase(case=case, audience=Audience(circle="public"), imported=False, withdrawal=hash_of("token"))
    bank.writer.run(lambda unit: unit.cases.put(kept))
    bank.close()
    room = open_room(Settings(data=data))
    after = After(room, ledger_in(data))
    after.at = datetime.now(UTC) - timedelta(days=13)
    after.talk()
    room.close()
    report = f"/s/{after.id}/in/report"
    pages = [f"/bank/{case.id}", f"/bank/{case.id}.md", report]
    cookies = {report: (f"/s/{after.id}/in", after.secret)}
    assert statuses(data, pages, cookies) == [200, 200, 200]
    assert case.id in beraad(data, "search", case.title)
    backup = str(tmp_path / "old.zip")
    beraad(data, "backup", backup)

    app = create_app(Settings(data=data, secret=SECRET), hasher=QUICK)
    assert app.flask.test_client().post("/withdraw/token", headers=OURS).status_code == 200
    app.close()
    room = open_room(Settings(data=data))
    with room.engines.writing.begin() as connection:  # two days go by
        connection.exec_driver_sql(
            "UPDATE sessions SET closed = ?", ((datetime.now(UTC) - timedelta(days=15)).strftime("%F %T.%f"),)
        )
    room.close()
    assert "1 erased" in beraad(data, "purge")

    assert "1 erased" in beraad(data, "restore", "--force", backup)
    assert statuses(data, pages, cookies) == [404, 404, 404]
    assert beraad(data, "search", case.title) == "Nothing found.\n"
    for file in ("room.db", "bank.db"):
        content = (data / file).read_bytes()
        assert case.title.encode() not in content
        assert b"omdat het rust geeft" not in content
