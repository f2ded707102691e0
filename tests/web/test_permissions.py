"""The walk: every route, every role, and somebody else's object."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beraad.accounts.permissions import PERMISSIONS, Scope, Who
from beraad.accounts.roles import Role
from beraad.app import App
from beraad.casebank.circles import Audience
from beraad.casebank.stored import StoredCase
from beraad.deliberation.ids import SessionId
from beraad.deliberation.plan_session import Preparation
from beraad.services.draft import Draft
from beraad.services.draft_rows import Share, StoredDraft
from beraad.storage.unit import RoomUnit
from beraad.web.permission import LINE
from tests.builders import NOON
from tests.casebank.builders import a_case
from tests.web.conftest import OURS, People, sign_in

Ask = Callable[[FlaskClient, str], TestResponse]
Make = Callable[[App, People], str]


def their_account(app: App, people: People) -> str:
    account = app.bank.read(lambda unit: unit.accounts.find_by_email(people.neighbour))
    assert account
    return account.id


def their_session(app: App, people: People) -> str:
    account = app.bank.read(lambda unit: unit.accounts.find_by_email(people.neighbour))
    assert account
    return app.use_cases.sessions.prepare(account, Preparation(title="Van de buren"), None, "", "op")


def their_case(app: App, people: People) -> str:
    account = app.bank.read(lambda unit: unit.accounts.find_by_email(people.neighbour))
    assert account
    audience = Audience(circle="organisation", organisation=account.organisation)
    case = a_case()
    app.bank.writer.run(lambda unit: unit.cases.put(StoredCase(case=case, audience=audience, imported=True)))
    return case.id


def their_draft(app: App, people: People) -> str:
    """A draft of theirs that everybody there said yes to."""
    id = SessionId(their_session(app, people))

    def write(unit: RoomUnit) -> None:
        texts = {"title": "Titel", "tension_a": "", "tension_b": ""}
        draft = StoredDraft(case_id="de-casus", session=id, body=Draft(texts=texts, offered=True), version=1)
        unit.drafts.put(draft, NOON)
        unit.drafts.put_share(Share(session=id, token="t" * 64, yes=True))

    app.room.writer.run(write)
    return id


def post(address: str, **form: str) -> Ask:
    """Ask by a form; the id goes where {} stands."""
    return lambda client, id: client.post(
        address.format(id), data={name: value.format(id) for name, value in form.items()}, headers=OURS
    )


# For each line about objects that a request names: how somebody else's comes to be, and how to ask for it.
OBJECTS: dict[str, tuple[Make, Ask]] = {
    "people.reset": (their_account, post("/people/reset", id="{}")),
    "people.person": (their_account, lambda client, id: client.get(f"/people/{id}")),
    "people.roles": (their_account, post("/people/{}/roles", roles="reader")),
    "people.end": (their_account, post("/people/{}/end")),
    "people.give-again": (their_account, post("/people/{}/give-again", op="op")),
    "bank.read": (their_case, lambda client, id: client.get(f"/bank/{id}")),
    "bank.hand-out": (their_case, lambda client, id: client.get(f"/bank/{id}/handout")),
    "bank.download": (their_case, lambda client, id: client.get(f"/bank/{id}.md")),
    "practice.start": (their_case, post("/bank/{}/practice", op="op")),
    "practice.compare": (their_session, lambda client, id: client.get(f"/s/{id}/lead/compare")),
    "draft.begin": (their_draft, post("/drafts/{}/begin")),
    "draft.write": (their_draft, post("/drafts/{}/offer", version="1")),
    "draft.read": (their_draft, lambda client, id: client.get(f"/drafts/{id}/read")),
    "session.prepared": (their_session, lambda client, id: client.get(f"/sessions/{id}")),
    "session.change": (their_session, post("/sessions/{}/edit", title="Anders")),
    "session.forget": (their_session, post("/sessions/{}/forget")),
    "session.calendar": (their_session, lambda client, id: client.get(f"/sessions/{id}/moreel-beraad.ics")),
    "session.enter": (their_session, post("/sessions/{}/enter", face="lead")),
    "session.pair": (their_session, post("/s/{}/lead/pair")),
    "session.screen": (their_session, post("/s/{}/lead/screen")),
    "session.rehearse": (their_session, post("/sessions/{}/rehearse", op="op")),
    "session.throw-away": (their_session, post("/sessions/{}/throw-away")),
    "session.own": (their_session, lambda client, id: client.get(f"/s/{id}/in/own")),
    "session.see": (their_session, lambda client, id: client.get(f"/s/{id}/lead/")),
    "session.report": (their_session, lambda client, id: client.get(f"/s/{id}/lead/report")),
    "session.emergency-set": (their_session, lambda client, id: client.get(f"/s/{id}/lead/emergency-set.pdf")),
    "session.contribute": (their_session, post("/s/{}/in/step/judgement/choose", op="op")),
    "session.command": (their_session, post("/s/{}/lead/close", op="op")),
}
NAME_NONE = {"draft.list", "people.see", "people.invite", "session.prepare", "bank.search"}


def lines(app: App) -> dict[str, tuple[str, str]]:
    """Return for each line that a route names: method and address, with something unknown where an id stands."""
    found = {}
    for rule in app.flask.url_map.iter_rules():
        line = getattr(app.flask.view_functions[rule.endpoint], LINE, None)
        assert line, f"{rule.rule} names no line of the permission table"
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        address = rule.rule
        for argument in rule.arguments:
            address = address.replace(f"<path:{argument}>", "unknown").replace(f"<{argument}>", "unknown")
        found[line] = (method, address)
    return found


def test_every_route_names_a_line_and_every_line_has_a_route(app: App) -> None:
    assert set(lines(app)) == set(PERMISSIONS)


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_gets_what_the_table_gives_it(role: Role | None, app: App, people: People) -> None:
    for name, (method, address) in lines(app).items():
        client, line = app.flask.test_client(), PERMISSIONS[name]
        if role:
            sign_in(client, people.by_role[role])
        answer = client.open(address, method=method, headers=OURS | {"Accept": "application/json"})
        may = line.who in (Who.EVERYBODY, Who.SEAT) or (role and (line.who is Who.SIGNED_IN or role in line.roles))
        assert (answer.status_code not in (401, 403)) == bool(may), f"{name} by {role}: {answer.status_code}"
        assert answer.status_code < 500


def test_every_line_about_an_object_is_walked(app: App) -> None:
    about = {name for name, line in PERMISSIONS.items() if line.scope is not Scope.NOTHING}
    assert about == set(OBJECTS) | NAME_NONE


@pytest.mark.parametrize("name", OBJECTS)
def test_not_yours_and_not_there_answer_alike(name: str, app: App, people: People) -> None:
    make, ask = OBJECTS[name]
    theirs, client = make(app, people), app.flask.test_client()
    role = next(iter(PERMISSIONS[name].roles), Role.FACILITATOR)
    sign_in(client, people.by_role[role])
    not_yours, not_there = ask(client, theirs), ask(client, "unknown")
    assert not_yours.status_code == not_there.status_code == 404
    assert not_yours.text.replace(theirs, "unknown") == not_there.text
    assert {name for name, _ in not_yours.headers} == {name for name, _ in not_there.headers}


@pytest.mark.parametrize("name", [name for name in OBJECTS if name.startswith("bank.")])
def test_those_a_case_is_for_do_read_it(name: str, app: App, people: People) -> None:
    make, ask = OBJECTS[name]
    theirs, client = make(app, people), app.flask.test_client()
    sign_in(client, people.neighbour)
    assert ask(client, theirs).status_code == 200
