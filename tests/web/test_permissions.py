"""The walk: every route, every role, and somebody else's object."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beraad.accounts.permissions import PERMISSIONS, Scope, Who
from beraad.accounts.roles import Role
from beraad.app import App
from beraad.web.permission import LINE
from tests.web.conftest import OURS, People, sign_in

Ask = Callable[[FlaskClient, str], TestResponse]

# How to ask for an object by its id, for each line about objects that a request names. Lines about the own
# organisation as a whole name none.
OBJECTS: dict[str, Ask] = {
    "people.reset": lambda client, id: client.post("/people/reset", data={"id": id}, headers=OURS),
}
WHOLE_ORGANISATION = {"people.see", "people.invite"}


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
    about = {name for name, line in PERMISSIONS.items() if line.scope is Scope.OWN_ORGANISATION}
    assert about == set(OBJECTS) | WHOLE_ORGANISATION


@pytest.mark.parametrize("name", OBJECTS)
def test_not_yours_and_not_there_answer_alike(name: str, app: App, people: People) -> None:
    client, (role, *_) = app.flask.test_client(), PERMISSIONS[name].roles
    sign_in(client, people.by_role[role])
    theirs = app.bank.read(lambda unit: unit.accounts.find_by_email(people.neighbour))
    assert theirs
    not_yours, not_there = OBJECTS[name](client, theirs.id), OBJECTS[name](client, "unknown")
    assert not_yours.status_code == not_there.status_code == 404
    assert not_yours.text.replace(theirs.id, "unknown") == not_there.text
    assert {name for name, _ in not_yours.headers} == {name for name, _ in not_there.headers}
