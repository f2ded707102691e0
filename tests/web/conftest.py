"""A whole application on SQLite, with people of two organisations in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient

from beraad.accounts.roles import Role
from beraad.app import App, create_app
from beraad.services.accounts import Invite
from beraad.settings import Settings
from tests.builders import QUICK as QUICK
from tests.builders import SECRET

PASSWORD = "een lange zin als wachtwoord"
OURS = {"Sec-Fetch-Site": "same-origin"}


class People(NamedTuple):
    """E-mail addresses by role, and one of somebody else's organisation."""

    by_role: dict[Role, str]
    neighbour: str


@pytest.fixture
def app(ready: Path) -> Iterator[App]:
    app = create_app(Settings(data=ready, secret=SECRET), hasher=QUICK)
    yield app
    app.close()


@pytest.fixture
def client(app: App) -> FlaskClient:
    return app.flask.test_client()


@pytest.fixture
def people(app: App) -> People:
    accounts = app.use_cases.accounts
    by_role = {role: f"{role}@voorbeeld.example" for role in Role}
    for role, email in by_role.items():
        invite = Invite(name=f"Naam {role}", email=email, roles=frozenset({role}), team="Noord")
        accounts.accept_invitation(accounts.create("Jeugdhulp", "Regio", invite), PASSWORD)
    neighbour = Invite(name="Buur", email="buur@buren.example", roles=frozenset({Role.READER}))
    accounts.accept_invitation(accounts.create("Buren", "Regio", neighbour), PASSWORD)
    return People(by_role, neighbour.email)


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD, next: str = "/") -> int:
    """Sign in as a browser does; return the status."""
    form = {"email": email, "password": password, "next": next}
    return client.post("/sign-in", data=form, headers=OURS).status_code
