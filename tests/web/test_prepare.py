"""Preparing a session, as a plain form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
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
    form = {"title": "", "a": "doorgaan", "b": "Doorgaan", "roster": "Daan\nZutphen", "chairs": ["School", "Opa"]}
    form["length"] = "kort_beraad/standaard"
    answer = leader(app, people).post("/sessions", data=form, headers=OURS)
    assert answer.status_code == 422
    for typed in ("doorgaan", "Zutphen", "Opa", 'value="School" checked', 'value="kort_beraad/standaard" checked'):
        assert typed in answer.text
    assert answer.text.count(" checked") == 2


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


@pytest.fixture
def with_own_method(app: App, tmp_path: Path) -> Iterator[App]:
    """Where an organisation has a method of its own, of which two steps can change places."""
    own = tmp_path / "methods"
    own.mkdir()
    text = (SHIPPED / "kort_beraad.yaml").read_text()
    text = text.replace("id: kort_beraad", "id: ons_beraad").replace('"Kort beraad"', '"Ons beraad"')
    swap = "may_swap: [dilemma, waarden]\nswap: {nl: Eerst de waarden}\n"
    (own / "ons.yaml").write_text(text.replace("chairs:\n", f"{swap}chairs:\n"))
    other = create_app(app.settings, hasher=QUICK)
    yield other
    other.close()


def test_an_own_method_can_be_chosen(with_own_method: App, people: People) -> None:
    client = leader(with_own_method, people)
    assert 'value="ons_beraad/standaard"' in client.get("/sessions/new").text
    answer = client.post("/sessions", data={"title": "x", "length": "ons_beraad/kort"}, headers=OURS)
    id = SessionId(answer.location.split("/")[2])
    assert with_own_method.use_cases.sessions.state(id).method.id == "ons_beraad"
    for length in ("geen/kort", "ons_beraad/lang", "ons_beraad", ""):
        assert client.post("/sessions", data={"title": "x", "length": length}, headers=OURS).status_code == 422


def test_the_other_order_holds_for_the_method_at_which_it_is_ticked(with_own_method: App, people: People) -> None:
    client = leader(with_own_method, people)
    assert "Eerst de waarden" in client.get("/sessions/new").text
    for swap, first in (("ons_beraad", "waarden"), ("een_ander", "dilemma")):
        form = {"title": "x", "length": "ons_beraad/kort", "swap": swap}
        id = SessionId(client.post("/sessions", data=form, headers=OURS).location.split("/")[2])
        assert with_own_method.use_cases.sessions.state(id).method.steps[0].id == first
