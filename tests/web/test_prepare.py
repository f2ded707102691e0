"""Preparing a session, as a plain form."""

from pathlib import Path

from flask.testing import FlaskClient

from beraad.accounts.roles import Role
from beraad.app import App, create_app
from beraad.deliberation.ids import SessionId
from beraad.storage.methods import SHIPPED
from tests.web.conftest import OURS, QUICK, People, sign_in


def leader(app: App, people: People) -> FlaskClient:
    client = app.flask.test_client()
    sign_in(client, people.by_role[Role.FACILITATOR])
    return client


def test_what_was_typed_stays_when_the_form_is_refused(app: App, people: People) -> None:
    form = {"title": "", "a": "doorgaan", "b": "Doorgaan", "roster": "Daan\nZutphen", "chairs": ["ouder", "Opa"]}
    answer = leader(app, people).post("/sessions", data=form, headers=OURS)
    assert answer.status_code == 422
    for typed in ("doorgaan", "Zutphen", "Opa"):
        assert typed in answer.text


def test_a_double_click_prepares_one_session(app: App, people: People) -> None:
    client = leader(app, people)
    form = {"title": "Ouder werkt mee", "op": "once", "ends": "12:45"}
    first, second = (client.post("/sessions", data=form, headers=OURS).location for _ in range(2))
    assert first == second
    assert client.get("/").text.count("Ouder werkt mee") == 1


def test_nobody_but_a_facilitator_prepares(app: App, people: People) -> None:
    client = app.flask.test_client()
    sign_in(client, people.by_role[Role.READER])
    assert client.post("/sessions", data={"title": "x"}, headers=OURS).status_code == 403


def test_an_own_method_can_be_chosen(app: App, people: People, tmp_path: Path) -> None:
    own = tmp_path / "methods"
    own.mkdir()
    text = (SHIPPED / "kort_beraad.yaml").read_text()
    text = text.replace("id: kort_beraad", "id: ons_beraad").replace('"Kort beraad"', '"Ons beraad"')
    (own / "ons.yaml").write_text(text.replace("{nl: Kort beraad,", "{nl: Ons beraad,"))
    other = create_app(app.settings, hasher=QUICK)
    client = leader(other, people)
    assert "/sessions/new?method=ons_beraad" in client.get("/sessions/new").text
    answer = client.post("/sessions", data={"title": "x", "method": "ons_beraad"}, headers=OURS)
    id = SessionId(answer.location.split("/")[2])
    assert other.use_cases.sessions.state(id).method.id == "ons_beraad"
    assert client.post("/sessions", data={"title": "x", "method": "geen"}, headers=OURS).status_code == 422
    other.close()
