"""A whole application, with people of two organisations in it: on SQLite, and what stores much also on PostgreSQL."""

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


ON_BOTH = {
    "test_account_pages", "test_casebank_pages", "test_draft_pages", "test_forms", "test_minority_pages",
    "test_permissions", "test_practice", "test_prepare", "test_report_pages", "test_hostile_input",
    "test_hostile_protocol",
}  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs an application on both databases, PostgreSQL not every day; browsers look at one."""
    asked = metafunc.fixturenames
    if "database" in asked and "page" not in asked and metafunc.module.__name__.rpartition(".")[2] in ON_BOTH:
        both = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
        metafunc.parametrize("database", both, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """The address of a database with both stores of the newest form; empty: SQLite."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return ""
    url: str = request.getfixturevalue("postgres_ready")
    return url


@pytest.fixture
def app(ready: Path, database: str) -> Iterator[App]:
    app = create_app(Settings(data=ready, database=database, secret=SECRET), hasher=QUICK)
    yield app
    app.close()


@pytest.fixture
def client(app: App) -> FlaskClient:
    return app.flask.test_client()


@pytest.fixture
def people(app: App) -> People:
    return people_of(app)


def people_of(app: App) -> People:
    """Make the accounts."""
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
