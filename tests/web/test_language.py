"""Which language an answer has, and what a browser without a sign-in carries."""

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient

from beraad.accounts.roles import Role
from beraad.web.language import _wished
from tests.web.conftest import OURS, People, sign_in


@pytest.mark.parametrize(
    ("wish", "language"),
    [("en", "en"), ("nl", "nl"), ("de;q=0.9, en;q=0.3", "en"), ("en;q=0.2, nl;q=0.8", "nl"), ("fr", "nl"), ("", "nl")],
)
def test_a_page_is_in_the_language_that_a_browser_wishes(client: FlaskClient, wish: str, language: str) -> None:
    answer = client.get("/join", headers={**OURS, "Accept-Language": wish})
    assert f'<html lang="{language}"' in answer.text


def test_who_did_not_sign_in_gets_nothing_to_keep(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/join", headers=OURS).headers


def test_what_a_browser_wishes_is_read_once_and_few_wishes_are_kept(client: FlaskClient) -> None:
    _wished.cache_clear()
    for wish in ("en-GB,en;q=0.9", "nl", "en-GB,en;q=0.9"):
        client.get("/sign-in", headers={"Accept-Language": wish})
    assert (_wished.cache_info().misses, _wished("nl"), _wished("en-GB,en;q=0.9")) == (2, "nl", "en")
    assert _wished.cache_parameters()["maxsize"], "a header is whatever somebody sends"


def test_for_who_did_not_sign_in_no_signature_is_looked_at(
    client: FlaskClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making what checks one costs more than the rest of a page, and a table full of guests asks for many."""
    made = 0
    plain = SecureCookieSessionInterface.get_signing_serializer

    def counted(self: SecureCookieSessionInterface, app: Flask) -> object:
        nonlocal made
        made += 1
        return plain(self, app)

    monkeypatch.setattr(SecureCookieSessionInterface, "get_signing_serializer", counted)
    client.get("/join", headers=OURS)
    assert made == 0
    sign_in(client, people.by_role[Role.FACILITATOR])
    made = 0
    assert client.get("/sessions/new").status_code == 200
    assert made, "who signed in is known by it"
