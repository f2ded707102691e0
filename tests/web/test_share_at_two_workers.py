"""What the presenter says while workers keep what was said before."""

import threading
from pathlib import Path

import pytest

from beraad.app import create_app
from beraad.services import draft_rows
from beraad.settings import Settings
from tests.builders import QUICK, SECRET
from tests.web.conftest import people_of
from tests.web.draft_room import DraftRoom


def test_an_answer_stays_though_another_worker_is_just_keeping_the_one_before(
    tmp_path: Path, postgres_ready: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(data=tmp_path, database=postgres_ready, secret=SECRET), hasher=QUICK)
    room = DraftRoom(app, people_of(app))
    room.talk(shares=True)
    sharing, token = app.use_cases.sharing, draft_rows.presenter_token(room.id, SECRET.encode())
    said = draft_rows.said_in_log

    def keep_and_answer() -> None:
        sharing.keep_presenters()
        sharing.answer(token, yes=False, region=False)

    other = threading.Thread(target=keep_and_answer)

    def slow(*about: object) -> object:
        """Between reading what was said and keeping it, the other worker comes by, and then the presenter."""
        monkeypatch.setattr(draft_rows, "said_in_log", said)
        other.start()
        other.join(0.5)
        return said(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(draft_rows, "said_in_log", slow)
    sharing.keep_presenters()
    other.join(10)
    assert sharing.shown(token).share.yes is False
    app.close()
