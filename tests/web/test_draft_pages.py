"""The whole way from a closed beraad to a published case, by two accounts and the one who brought it in."""

import re

import pytest

from beraad.app import App
from tests.web.conftest import OURS, People
from tests.web.draft_room import CANARIES, DraftRoom

NO = {"names": "no", "family": "no", "event": "no", "recognise": "no", "others": "no"}


@pytest.fixture
def room(app: App, people: People) -> DraftRoom:
    room = DraftRoom(app, people)
    room.talk()
    return room


def published(app: App) -> list[str]:
    """Return the files of every case in the bank, whoever may read it."""

    def look(unit: object) -> list[str]:
        from sqlalchemy import select

        from beraad.storage.bank.tables import cases

        return list(unit.connection.execute(select(cases.c.body)).scalars())  # type: ignore[attr-defined]

    return app.bank.read(look)


def test_a_closed_beraad_becomes_a_case_of_the_own_organisation(app: App, room: DraftRoom) -> None:
    leads = room.leads()
    room.written(leads)
    back = room.says_right()
    reads = room.reads()
    assert "[jeugdige]" in reads.get(f"/drafts/{room.id}/read").text
    room.post(reads, "approve", version=room.version(reads, "/read"), not_at_table="1")
    (text,) = published(app)
    for canary in CANARIES:
        assert canary.casefold() not in text.casefold()
    assert "telling" in text
    assert "vertrouwen" in text
    id = re.search(r"^id: \"?(\w+)", text, re.MULTILINE)
    assert id
    assert reads.get(f"/bank/{id[1]}").status_code == 200
    client = app.flask.test_client()
    assert client.post(back, headers=OURS).status_code == 200
    assert published(app) == []
    assert reads.get(f"/bank/{id[1]}").status_code == 404
