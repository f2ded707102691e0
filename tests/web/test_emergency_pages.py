"""The emergency set over HTTP: for whoever leads, while there is something to lead."""

import pytest
from werkzeug.test import TestResponse

from beraad.app import App
from beraad.deliberation import commands as c
from beraad.deliberation.seats import Face
from tests.deliberation.builders import DILEMMA
from tests.exports.test_every_form import words_of_pdf
from tests.web.conftest import People
from tests.web.test_report_pages import CARD, Room

TITLE = "Ouder werkt mee, zorg blijft"


@pytest.fixture
def room(app: App, people: People) -> Room:
    return Room(app, people)


def ask(room: Room, query: str = "", face: Face = Face.LEAD) -> TestResponse:
    return room.client(face).get(f"/s/{room.id}/{face}/emergency-set.pdf{query}")


def told(answer: TestResponse) -> str:
    assert answer.status_code == 200, answer.text
    return " ".join(words_of_pdf(answer.data).split())


def test_whoever_leads_gets_it_once_a_session_is_planned(room: Room) -> None:
    answer = ask(room, "?people=2")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="beraad-noodset.pdf"'
    code = room.sessions.setting(room.id).code
    assert code
    assert code in told(answer)


def test_the_page_on_which_one_prepares_leads_to_it(room: Room) -> None:
    page = room.client(Face.LEAD).get(f"/s/{room.id}/lead/").text
    assert 'action="emergency-set.pdf"' in page
    assert 'href="emergency-set.pdf"' in page
    assert 'href="emergency-set.pdf?step=dilemma"' in page


def test_it_is_in_the_language_of_the_page(room: Room) -> None:
    assert "Emergency set: Short deliberation" in told(ask(room, "?people=2&lang=en"))


def test_nothing_of_the_case_stands_on_it_unless_that_is_ticked(room: Room) -> None:
    room.sit_down()
    room.do(room.leader, c.OpenStep(step=DILEMMA))
    room.say(room.leader, DILEMMA, CARD)
    of_the_case = (TITLE, CARD.a, CARD.b, CARD.harm_a, CARD.harm_b)
    without, along = told(ask(room, "?people=2")), told(ask(room, "?people=2&dilemma=1"))
    assert not [text for text in of_the_case if text in without]
    assert not [text for text in of_the_case if text not in along]
    assert not [name for name in ("Zoë", "Ben", "Cem", "Dina", "Daan") if name in along]


@pytest.mark.parametrize("number", ["0", "-1", "41", "acht", "1e9", "9" * 5000, "８"])
def test_what_is_no_number_of_people_is_refused(number: str, room: Room) -> None:
    assert ask(room, f"?people={number}").status_code == 422


def test_one_step_alone_and_a_step_that_is_not_there(room: Room) -> None:
    assert "Noodset" not in told(ask(room, "?people=1&step=afweging"))
    assert ask(room, "?step=x").status_code == 404
    assert ask(room, "?step=%00%22").status_code == 404


def test_the_others_and_whoever_has_no_key_do_not_get_it(room: Room) -> None:
    room.sit_down()
    for face in (Face.IN, Face.SCREEN):
        assert ask(room, face=face).status_code in (404, 409)
        client = room.client(face)
        client.set_cookie("beraad_lead", room.keys[face], path=f"/s/{room.id}/lead")
        assert client.get(f"/s/{room.id}/lead/emergency-set.pdf").status_code == 404
    assert room.app.flask.test_client().get(f"/s/{room.id}/lead/emergency-set.pdf").status_code == 404


def test_after_the_end_there_is_nothing_to_lead(room: Room) -> None:
    room.talk()
    assert ask(room).status_code == 409
    room.fold()
    assert ask(room).status_code in (404, 409)
