"""A rehearsal over HTTP: begun with one button, marked everywhere, thrown away with one, and what stays shut."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beraad.accounts.roles import Role
from beraad.app import App
from beraad.deliberation.ids import SessionId
from beraad.deliberation.refusals import NotYourTask
from beraad.rehearsal.words import WORDS
from tests.web.conftest import OURS, People, sign_in

MARK = 'class="strip'
JSON = OURS | {"Accept": "application/json"}
FILES = ("report.pdf", "report.docx", "report.md", "report.json")


@pytest.fixture
def prepared(client: FlaskClient, people: People) -> str:
    """A beraad that the facilitator prepared, by its id."""
    sign_in(client, people.by_role[Role.FACILITATOR])
    made = client.post("/sessions", data={"title": "Wel of niet", "op": "x"}, headers=OURS)
    return made.location.split("/")[2]


def rehearse(client: FlaskClient, id: str, op: str = "op-1") -> TestResponse:
    return client.post(f"/sessions/{id}/rehearse", data={"op": op}, headers=OURS)


def begun(client: FlaskClient, id: str, op: str = "op-1") -> str:
    answer = rehearse(client, id, op)
    assert answer.status_code == 303, answer.text
    return answer.location.split("/")[2]


def lead(client: FlaskClient, id: str, verb: str, **fields: str) -> TestResponse:
    answer = client.post(f"/s/{id}/lead/{verb}", data=fields, headers=JSON)
    assert answer.status_code == 200, answer.text
    return answer


def thrown(client: FlaskClient, id: str) -> TestResponse:
    return client.post(f"/sessions/{id}/throw-away", headers=OURS)


def in_files(app: App, text: str) -> bool:
    """Whether a text stands in the database on SQLite, or in its log."""
    return any(text.encode() in path.read_bytes() for path in app.settings.data.glob("*.db*"))


def test_from_one_button_to_a_led_table_of_dummies(app: App, client: FlaskClient, prepared: str) -> None:
    assert f"/sessions/{prepared}/rehearse" in client.get("/").text
    assert f"/sessions/{prepared}/rehearse" in client.get(f"/s/{prepared}/lead/").text
    id = begun(client, prepared)
    page = client.get(f"/s/{id}/lead/").text
    assert "Wel of niet" in page
    assert page.count("Pop 1") > 0
    assert "person__away" not in page  # a dummy has no page that could be open
    assert "rehearse" not in page
    assert f'action="/sessions/{id}/throw-away"' in page
    assert begun(client, prepared) == id != begun(client, prepared, "op-2")
    lead(client, id, "open-step", step="dilemma", seen="0")
    while app.use_cases.rehearsals.act(SessionId(id)):
        pass
    assert "Dat kost" in client.get(f"/s/{id}/lead/").text
    assert app.use_cases.sessions.state(SessionId(id)).content_of("dilemma").confirmed


def test_every_face_and_paper_says_that_it_is_a_rehearsal_and_the_real_ones_do_not(
    app: App, client: FlaskClient, prepared: str
) -> None:
    id = begun(client, prepared)
    code = app.use_cases.sessions.row(SessionId(id)).code
    phone = app.flask.test_client()
    assert MARK in phone.get(f"/join?code={code}").text
    phone.post("/join", data={"code": code, "name": "Ik zelf", "op": "y"}, headers=OURS)
    client.post(f"/sessions/{id}/enter", data={"face": "screen"}, headers=OURS)
    lead(client, id, "open-step", step="dilemma", seen="0")
    faces = {
        face: (phone if face == "in" else client).get(f"/s/{id}/{face}/").text for face in ("lead", "in", "screen")
    }
    for face, page in faces.items():
        assert MARK in page, face
        assert ("throw-away" in page) == (face == "lead")
        assert MARK not in client.get(f"/s/{prepared}/lead/").text
    for closed in (False, True):
        for browser, face in ((client, "lead"), (phone, "in")):
            page = browser.get(f"/s/{id}/{face}/report").text
            assert MARK in page
            assert "Repetitie: Wel of niet" in page
            assert "compare" not in page
            assert "attendance" not in page
            for file in FILES[2:]:
                assert "Repetitie: Wel of niet" in browser.get(f"/s/{id}/{face}/{file}").text
            for file in ("note.docx", "note.md", "letter.docx", "attendance.pdf", "attendance.docx"):
                assert browser.get(f"/s/{id}/{face}/{file}").status_code == 404
        if not closed:
            lead(client, id, "close", seen=str(app.use_cases.sessions.state(SessionId(id)).steered))
    assert "Maak er een casus van" not in client.get(f"/s/{id}/lead/").text


def test_nothing_of_it_is_in_a_list_of_real_ones_or_leads_to_the_bank(
    app: App, client: FlaskClient, prepared: str
) -> None:
    id = begun(client, prepared)
    lead(client, id, "open-step", step="dilemma", seen="0")
    state = app.use_cases.sessions.state(SessionId(id))
    lead(client, id, "close", seen=str(state.steered))
    today = client.get("/").text
    assert today.count(f"/sessions/{id}/enter") == 1  # under its own heading
    assert "Generale repetitie" in today
    assert id not in client.get("/drafts").text
    assert client.post(f"/drafts/{id}/begin", headers=OURS).status_code == 404
    assert client.get(f"/s/{id}/lead/compare").status_code == 404
    secret = client.get_cookie("beraad_lead", path=f"/s/{id}/lead")
    assert secret
    assert app.flask.test_client().get(f"/lead/{secret.value}").status_code == 404  # that link is for classes
    with pytest.raises(NotYourTask):
        app.use_cases.sharing.token_of(state.id, state.at_table[0].id)  # who brings the case in


def test_thrown_away_it_is_nowhere_and_the_prepared_one_stands(app: App, client: FlaskClient, prepared: str) -> None:
    before = app.use_cases.sessions.state(SessionId(prepared))
    id = begun(client, prepared)
    code = app.use_cases.sessions.row(SessionId(id)).code
    lead(client, id, "open-step", step="dilemma", seen="0")
    while app.use_cases.rehearsals.act(SessionId(id)):
        pass
    assert in_files(app, WORDS["nl"].dilemma.facts) or app.settings.database
    answer = thrown(client, id)
    assert not in_files(app, WORDS["nl"].dilemma.facts)
    assert answer.location == "/"
    assert "De repetitie is weg" in client.get("/").text
    again = thrown(client, id)
    assert again.status_code == 404
    assert "Deze repetitie is er niet meer" in again.text
    assert client.get(f"/s/{id}/lead/").status_code == 404
    assert app.flask.test_client().get(f"/join?code={code}").status_code == 404
    assert app.use_cases.sessions.state(SessionId(prepared)) == before
    assert id not in client.get("/").text


def test_what_is_not_yours_not_prepared_or_not_a_rehearsal_is_refused(
    app: App, client: FlaskClient, prepared: str
) -> None:
    assert rehearse(client, "unknown").status_code == 404
    assert rehearse(client, prepared, "o" * 65).status_code == 422
    assert client.post(f"/sessions/{prepared}/rehearse", data={"op": "x", "more": "y"}, headers=OURS).status_code == 422
    assert thrown(client, prepared).status_code == 404
    assert client.post(f"/sessions/{prepared}/throw-away", data={"more": "y"}, headers=OURS).status_code == 422
    assert app.flask.test_client().post(f"/sessions/{prepared}/rehearse", headers=OURS).status_code in (302, 303, 401)
    lead(client, prepared, "open-door")
    answer = rehearse(client, prepared)
    assert answer.status_code == 409
    assert "/rehearse" not in client.get(f"/s/{prepared}/lead/").text
    assert "/rehearse" not in client.get("/").text
    assert client.post(f"/sessions/{prepared}/rehearse").status_code == 403  # of another site


def test_more_rehearsals_than_anybody_needs_are_refused_in_words(client: FlaskClient, prepared: str) -> None:
    answers = [rehearse(client, prepared, f"op-{number}") for number in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [422]
    assert re.search(r"\b5\b", answers[-1].text)


def test_signing_out_ends_the_lead_of_a_rehearsal(client: FlaskClient, prepared: str) -> None:
    id = begun(client, prepared)
    client.post("/sign-out", headers=OURS)
    assert client.get(f"/s/{id}/lead/").status_code == 404
