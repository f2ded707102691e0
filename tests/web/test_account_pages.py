"""Signing in, the page of people and an invitation, through the pages."""

import json
import re

import pytest
from flask.testing import FlaskClient

from beraad.accounts.roles import Role
from beraad.app import App
from tests.web.conftest import OURS, PASSWORD, People, sign_in

INVITE = {"name": "Nieuwe Lezer", "email": "nieuw@voorbeeld.example", "roles": ["reader"], "team": "Zuid"}


def test_whoever_signs_in_sees_today_and_after_signing_out_the_front(client: FlaskClient, people: People) -> None:
    assert "/sign-in" in client.get("/").text
    assert sign_in(client, people.by_role[Role.FACILITATOR]) == 303
    assert "Naam facilitator" in client.get("/").text
    assert client.post("/sign-out", headers=OURS).status_code == 303
    assert "Naam facilitator" not in client.get("/").text


def test_signing_out_ends_the_sign_in_on_the_server_too(client: FlaskClient, people: People) -> None:
    sign_in(client, people.by_role[Role.ADMINISTRATOR])
    cookie = client.get_cookie("beraad")
    assert cookie
    client.post("/sign-out", headers=OURS)
    client.set_cookie("beraad", cookie.value)  # a copy kept elsewhere
    assert client.get("/people").status_code == 303


def test_the_cookie_is_for_this_site_and_not_for_scripts(client: FlaskClient, people: People) -> None:
    form = {"email": people.neighbour, "password": PASSWORD}
    cookie = client.post("/sign-in", data=form, headers=OURS).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_wrong_password_keeps_the_address_and_never_gives_the_password_back(
    client: FlaskClient, people: People
) -> None:
    form = {"email": people.neighbour, "password": "een verkeerd wachtwoord"}
    answer = client.post("/sign-in", data=form, headers=OURS)
    assert answer.status_code == 422
    assert people.neighbour in answer.text
    assert "een verkeerd wachtwoord" not in answer.text


def test_guessing_is_stopped(client: FlaskClient, people: People) -> None:
    statuses = [sign_in(client, people.neighbour, f"gok {each}") for each in range(12)]
    assert statuses == [422] * 10 + [429] * 2


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", ""])
def test_signing_in_leads_nowhere_else(client: FlaskClient, people: People, next: str) -> None:
    form = {"email": people.neighbour, "password": PASSWORD, "next": next}
    assert client.post("/sign-in", data=form, headers=OURS).headers["Location"] == "/"


def test_whoever_has_to_sign_in_first_comes_back_where_they_were(client: FlaskClient, people: People) -> None:
    place = client.get("/people?lang=en").headers["Location"]
    assert place == "/sign-in?next=%2Fpeople%3Flang%3Den"
    form = {"email": people.by_role[Role.ADMINISTRATOR], "password": PASSWORD, "next": "/people?lang=en"}
    assert client.post("/sign-in", data=form, headers=OURS).headers["Location"] == "/people?lang=en"


def invitation(answer: str) -> str:
    """Return the path of the invitation that a page shows."""
    found = re.search(r"http://127\.0\.0\.1:8000(/invitation/[\w-]+)", answer)
    assert found
    return found[1]


def test_an_administrator_invites_and_the_link_sets_a_password(app: App, people: People) -> None:
    client, guest = app.flask.test_client(), app.flask.test_client()
    sign_in(client, people.by_role[Role.ADMINISTRATOR])
    link = invitation(client.post("/people/invite", data=INVITE, headers=OURS).text)
    assert "/invitation/" not in client.get("/people").text  # shown once
    assert "Nieuwe Lezer" in guest.get(link).text
    assert guest.post(link, data={"password": "kort"}, headers=OURS).status_code == 422
    assert guest.post(link, data={"password": PASSWORD}, headers=OURS).status_code == 303
    assert "Nieuwe Lezer" in guest.get("/").text
    assert guest.get(link).status_code == 409  # used
    assert guest.get("/invitation/unknown").status_code == 404


def test_a_refused_invitation_keeps_what_was_typed(client: FlaskClient, people: People) -> None:
    sign_in(client, people.by_role[Role.ADMINISTRATOR])
    answer = client.post("/people/invite", data=INVITE | {"email": people.neighbour}, headers=OURS)
    assert answer.status_code == 409
    for typed in ("Nieuwe Lezer", people.neighbour, "Zuid"):
        assert typed in answer.text


def test_fetch_hears_a_refusal_as_json(client: FlaskClient, people: People) -> None:
    sign_in(client, people.by_role[Role.ADMINISTRATOR])
    ask = OURS | {"Accept": "application/json"}
    answer = client.post("/people/invite", data=INVITE | {"roles": ["king"]}, headers=ask)
    assert answer.status_code == 422
    assert json.loads(answer.text)["error"]["code"] == "field-wrong"
    assert json.loads(answer.text)["error"]["field"] == "roles"


def test_people_shows_the_own_organisation_only(client: FlaskClient, people: People) -> None:
    sign_in(client, people.by_role[Role.ADMINISTRATOR])
    page = client.get("/people").text
    assert people.by_role[Role.READER] in page
    assert people.neighbour not in page


def test_somebody_is_found_by_words_of_name_address_or_team(client: FlaskClient, people: People) -> None:
    sign_in(client, people.by_role[Role.ADMINISTRATOR])
    reader, reviewer = people.by_role[Role.READER], people.by_role[Role.REVIEWER]
    page = client.get("/people?q=READÉR+voorbeeld").text
    assert reader in page
    assert reviewer not in page
    assert "Eén mens gevonden" in page
    assert people.neighbour not in client.get("/people?q=buur").text


def test_the_language_asked_for_stays(client: FlaskClient) -> None:
    assert '<html lang="nl"' in client.get("/").text
    assert '<html lang="en"' in client.get("/", headers={"Accept-Language": "en-GB,en;q=0.9"}).text
    assert '<html lang="en"' in client.get("/?lang=en").text
    assert '<html lang="en"' in client.get("/").text


def id_of(app: App, email: str) -> str:
    account = app.bank.read(lambda unit: unit.accounts.find_by_email(email))
    assert account
    return account.id


def test_ended_access_closes_every_browser_and_a_new_link_opens_one(app: App, people: People) -> None:
    administrator, theirs = app.flask.test_client(), app.flask.test_client()
    email = people.by_role[Role.FACILITATOR]
    id = id_of(app, email)
    sign_in(administrator, people.by_role[Role.ADMINISTRATOR])
    assert sign_in(theirs, email) == 303
    assert theirs.get("/drafts").status_code == 200
    for _ in range(2):  # a button pressed twice
        answer = administrator.post(f"/people/{id}/end", headers=OURS)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/people/{id}")
    assert theirs.get("/drafts").status_code == 303  # to sign in
    assert sign_in(theirs, email) == 422
    page = administrator.get(f"/people/{id}").text
    assert "De toegang is gestopt." in page
    assert "Weer toegang geven" in page
    assert "Eén mens heeft geen toegang meer" in administrator.get("/people").text
    assert administrator.post("/people/reset", data={"id": id}, headers=OURS).status_code == 409
    links = {
        invitation(administrator.post(f"/people/{id}/give-again", data={"op": "een"}, headers=OURS).text)
        for _ in range(2)
    }
    assert len(links) == 1
    assert theirs.post(links.pop(), data={"password": PASSWORD + "!"}, headers=OURS).status_code == 303
    assert theirs.get("/drafts").status_code == 200


def test_other_roles_hold_from_the_next_page_on(app: App, people: People) -> None:
    administrator, theirs = app.flask.test_client(), app.flask.test_client()
    email = people.by_role[Role.READER]
    id = id_of(app, email)
    sign_in(administrator, people.by_role[Role.ADMINISTRATOR])
    sign_in(theirs, email)
    assert theirs.get("/drafts").status_code == 403
    form = {"roles": ["reader", "facilitator"]}
    assert administrator.post(f"/people/{id}/roles", data=form, headers=OURS).status_code == 303
    assert "De rollen zijn bewaard." in administrator.get(f"/people/{id}").text
    assert theirs.get("/drafts").status_code == 200


def test_what_cannot_be_done_to_a_person_is_said_on_that_page(app: App, people: People) -> None:
    client = app.flask.test_client()
    sign_in(client, people.by_role[Role.ADMINISTRATOR])
    own, reader = id_of(app, people.by_role[Role.ADMINISTRATOR]), id_of(app, people.by_role[Role.READER])
    for path, form, status, words in (
        (f"{own}/end", {}, 409, "Dit kun je niet bij jezelf doen"),
        (f"{own}/roles", {"roles": "reader"}, 409, "Dit kun je niet bij jezelf doen"),
        (f"{reader}/roles", {}, 422, "Kies minstens één rol."),
        (f"{reader}/roles", {"roles": "king"}, 422, "Dit kan hier niet staan."),
        (f"{reader}/give-again", {"op": "een"}, 409, "heeft al toegang"),
        (f"{reader}/end", {"why": "x"}, 422, "veld dat we niet kennen"),
    ):
        answer = client.post(f"/people/{path}", data=form, headers=OURS)
        assert answer.status_code == status, path
        assert words in answer.text
        assert "Weg bij je organisatie?" in answer.text  # on the page of that person
        ask = OURS | {"Accept": "application/json"}
        assert client.post(f"/people/{path}", data=form, headers=ask).status_code == status
    assert "kun je niet stoppen" in client.get(f"/people/{own}").text
