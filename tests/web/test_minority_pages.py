"""A sentence of the minority after closing: its holder softens it or takes it back, and nobody else can."""

import time
from collections.abc import Iterator
from pathlib import Path

import gevent
import pytest
from sqlalchemy import select

from beraad.app import App
from beraad.deliberation.ids import SessionId
from beraad.deliberation.seats import Face
from beraad.services.draft_refusals import DraftChanged
from beraad.services.reports import Reports
from tests.web.conftest import OURS, People
from tests.web.draft_room import DraftRoom
from tests.web.test_draft_pages import approve

SAID = "Ik zou Xandra nu beschermen, zei tante Kanarie."
SOFTER = "Ik had liever nog gewacht."


@pytest.fixture
def room(app: App, people: People) -> DraftRoom:
    room = DraftRoom(app, people)
    room.talk(differs=SAID)
    return room


def post(room: DraftRoom, address: str, status: int = 200, **form: str) -> str:
    """Ask it as somebody who has nothing but the link."""
    answer = room.app.flask.test_client().post(address, data=form, headers=OURS)
    assert answer.status_code == status, answer.text
    return answer.text


def rows(room: DraftRoom) -> Iterator[str]:
    """Every row of every table of the room."""
    with room.app.room.engines.reading.connect() as connection:
        for table in room.app.room.tables.sorted_tables:
            yield from (f"{table.name} {tuple(row)}" for row in connection.execute(select(table)))


def stands_nowhere(room: DraftRoom, *words: str) -> None:
    """Neither in a row, nor in a page, nor, once wiped, in a byte of the store's files."""
    read = [room.client(face).get(f"/s/{room.id}/{face}/report").text for face in Face]
    everywhere = "\n".join([*read, *rows(room), room.leads().get(f"/drafts/{room.id}?deel=conclusie").text])
    assert not [one for one in words if one in everywhere]
    if room.app.settings.database:  # the files of PostgreSQL are its keeper's: docs/install.md
        return
    end = time.monotonic() + 30
    while left := [one for one in words if any(one.encode() in file.read_bytes() for file in files(room))]:
        assert time.monotonic() < end, left
        gevent.sleep(0.01)


def files(room: DraftRoom) -> list[Path]:
    return list(room.app.settings.data.glob("room.db*"))


def test_the_holder_alone_is_led_to_the_sentence_and_the_link_outlives_the_fold(room: DraftRoom) -> None:
    assert "Naar jouw zin" in room.holder().get(f"/s/{room.id}/in/").text
    other = room.client(Face.IN)
    assert "Naar jouw zin" not in other.get(f"/s/{room.id}/in/").text
    assert other.get(f"/s/{room.id}/in/minority").status_code == 403
    link = room.link_of_sentence()
    assert room.link_of_sentence() == link
    room.fold()
    anybody = room.app.flask.test_client()
    assert SAID in anybody.get(link).text
    assert link in anybody.get(link).text
    for wrong in (link[:-1] + ("0" if link[-1] != "0" else "1"), link.replace(room.id, "elsewhere"), f"{link}0"):
        for status in (anybody.get(wrong).status_code, anybody.post(f"{wrong}/take-back", headers=OURS).status_code):
            assert status == 404
    assert SAID in room.read(Face.IN)


def test_after_the_fold_no_row_leads_from_a_sentence_to_a_seat(room: DraftRoom) -> None:
    seats = [seat for seat, one in room.sessions.state(room.id).seats.items() if one.name]
    (id,) = (one.id for one in room.sessions.state(room.id).steps["conclusie"].content.dissents.values())  # type: ignore[index]
    token = room.link_of_sentence().rpartition("/")[2]
    assert any(id in row and seats[-1] in row for row in rows(room)), "before it, the log does"
    room.post(room.leads(), "begin")
    room.fold()
    assert [row.split()[0] for row in rows(room) if id in row] == ["drafts", "reports"]
    assert not [row for row in rows(room) if id in row and any(seat in row for seat in seats)]
    assert token not in "".join(rows(room))


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("softer", ["", SOFTER])
def test_softened_or_taken_back_the_earlier_words_stand_nowhere(folded: bool, softer: str, room: DraftRoom) -> None:
    leads, link, presents = room.leads(), room.link_of_sentence(), room.link()
    room.written(leads)
    room.says_right()
    assert "Zo wordt de tekst" in room.app.flask.test_client().get(presents).text
    assert sum(SAID in row for row in rows(room)) == 2
    if folded:
        room.fold()
    told = post(room, f"{link}/soften", text=softer) if softer else post(room, f"{link}/take-back")
    assert ("Bewaard." if softer else "Je zin is weg") in told
    stands_nowhere(room, SAID, "Kanarie")
    report, draft = room.read(Face.IN), leads.get(f"/drafts/{room.id}?deel=conclusie").text
    assert "gedeeld, met een minderheid" in report.casefold()
    for page in (report, draft):
        assert (SOFTER in page) == bool(softer)
    assert "Lees de tekst nog eens na" in draft
    assert "Zo wordt de tekst" not in room.app.flask.test_client().get(presents).text  # before it was read over again
    assert room.app.flask.test_client().get(link).status_code == (200 if softer else 404)


def test_once_the_case_is_approved_it_is_refused_in_words(room: DraftRoom) -> None:
    link = room.link_of_sentence()
    room.written(room.leads())
    room.says_right()
    approve(room, room.reads())
    assert "Aan je zin verandert hier niets meer." in room.app.flask.test_client().get(link).text
    for verb in ("soften", "take-back"):
        form = {"text": SOFTER} if verb == "soften" else {}
        assert "Hier verandert niets meer." in post(room, f"{link}/{verb}", 409, **form)
    assert SAID in room.read(Face.IN)


def test_a_draft_that_begins_meanwhile_does_not_bring_the_words_back(
    room: DraftRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, material = room.link_of_sentence(), Reports.material

    def late(self: Reports, id: SessionId) -> object:
        found = material(self, id)
        post(room, f"{link}/soften", text=SOFTER)
        return found

    leads = room.leads()
    with monkeypatch.context() as patched:
        patched.setattr(Reports, "material", late)
        room.post(leads, "begin", DraftChanged.status)
    stands_nowhere(room, SAID)
    room.post(leads, "begin")
    assert SOFTER in leads.get(f"/drafts/{room.id}?deel=conclusie").text


def test_an_empty_sentence_is_asked_for_again_and_a_hostile_one_is_text(room: DraftRoom) -> None:
    link = room.link_of_sentence()
    assert "Vul het in." in post(room, f"{link}/soften", 422, text=" ")
    post(room, f"{link}/soften", text="<script>alert(1)</script>")
    assert "<script>alert" not in room.app.flask.test_client().get(link).text
    post(room, f"{link}/soften", 422, text="x" * 1001)
