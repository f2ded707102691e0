"""A whole application, with people of two organisations in it: on SQLite, and what stores much also on PostgreSQL."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from beraad.accounts.roles import Role
from beraad.app import App, create_app
from beraad.services.accounts import Invite
from beraad.settings import Settings
from tests.builders import QUICK as QUICK
from tests.builders import SECRET
from tests.conftest import database as new_database
from tests.stores import put_copies

PASSWORD = "een lange zin als wachtwoord"
OURS = {"Sec-Fetch-Site": "same-origin"}


class People(NamedTuple):
    """E-mail addresses by role, and one of somebody else's organisation."""

    by_role: dict[Role, str]
    neighbour: str


PEOPLE = People({role: f"{role}@voorbeeld.example" for role in Role}, "buur@buren.example")


ON_BOTH = {
    "test_account_pages", "test_casebank_pages", "test_draft_pages", "test_forms", "test_key_pages",
    "test_minority_pages", "test_own_link", "test_permissions", "test_practice", "test_prepare", "test_rehearsal",
    "test_report_pages", "test_hostile_input", "test_hostile_protocol",
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


@pytest.fixture(scope="session")
def sqlite_with_people(sqlite_prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory in which both stores have the newest form, and the people are in."""
    return _with_people(Settings(data=put_copies(sqlite_prepared, tmp_path_factory.mktemp("people")), secret=SECRET))


@pytest.fixture(scope="session")
def postgres_with_people(postgres_prepared: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database of the same."""
    with new_database(postgres_prepared) as url:
        _with_people(Settings(data=tmp_path_factory.mktemp("people"), database=url, secret=SECRET))
        yield url.rpartition("/")[2]


def _with_people(settings: Settings) -> Path:
    app = create_app(settings, hasher=QUICK)
    people_of(app)
    app.close()
    return settings.data


@pytest.fixture
def ready(request: pytest.FixtureRequest, tmp_path: Path, sqlite_prepared: Path) -> Path:
    """A data directory of its own, with the people where a test asks for them."""
    with_people = "people" in request.fixturenames
    return put_copies(request.getfixturevalue("sqlite_with_people") if with_people else sqlite_prepared, tmp_path)


@pytest.fixture
def postgres_ready(request: pytest.FixtureRequest, postgres_prepared: str) -> Iterator[str]:
    """A database of its own, with the people where a test asks for them."""
    with_people = "people" in request.fixturenames
    with new_database(request.getfixturevalue("postgres_with_people") if with_people else postgres_prepared) as url:
        yield url


@pytest.fixture
def app(ready: Path, database: str) -> Iterator[App]:
    app = create_app(Settings(data=ready, database=database, secret=SECRET), hasher=QUICK)
    yield app
    app.close()


@pytest.fixture
def client(app: App) -> FlaskClient:
    return app.flask.test_client()


@pytest.fixture
def origin(app: App) -> Iterator[str]:
    """Where the application is served, for a browser."""
    server = make_server("127.0.0.1", 0, app.flask, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium: Browser, origin: str) -> Iterator[Page]:
    """A browser on which nothing goes wrong. It closes before the server does, else what still loads is broken off."""
    context = chromium.new_context(locale="nl-NL")
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []  # a violation of the policy is an error on the console


@pytest.fixture
def people(app: App) -> People:
    """They are in the stores already: `ready` saw to that."""
    return PEOPLE


def people_of(app: App) -> People:
    """Make the accounts."""
    accounts = app.use_cases.accounts
    for role, email in PEOPLE.by_role.items():
        invite = Invite(name=f"Naam {role}", email=email, roles=frozenset({role}), team="Noord")
        accounts.accept_invitation(accounts.create("Jeugdhulp", "Regio", invite), PASSWORD)
    neighbour = Invite(name="Buur", email=PEOPLE.neighbour, roles=frozenset({Role.READER}))
    accounts.accept_invitation(accounts.create("Buren", "Regio", neighbour), PASSWORD)
    return PEOPLE


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD, next: str = "/") -> int:
    """Sign in as a browser does; return the status."""
    form = {"email": email, "password": password, "next": next}
    return client.post("/sign-in", data=form, headers=OURS).status_code
