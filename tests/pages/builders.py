"""Views with plain defaults, to render a page of every template."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from beraad.pages.page import AccountView, Frame

TUESDAY = date(2026, 11, 24)


def an_account(**changed: Any) -> AccountView:
    fields = {"id": "1", "name": "Lezer Een", "email": "een@voorbeeld.nl", "organisation": "Een huis"}
    return AccountView(**{**fields, "roles": ("facilitator", "administrator"), **changed})


def a_frame(language: str = "nl", **changed: Any) -> Frame:
    return Frame(**{"language": language, "path": "/", **changed})


def a_session(**changed: Any) -> SimpleNamespace:
    fields = {"id": "s1", "title": "Ouder werkt mee", "stage": "planned", "when": None, "seats": 0}
    return SimpleNamespace(**{**fields, **changed})


def a_teaser(**changed: Any) -> SimpleNamespace:
    fields = {"slug": "een", "title": "Een casus", "a": "rust", "b": "moed", "outcome": "open", "minutes": 4}
    return SimpleNamespace(**{**fields, **changed})


def a_person(**changed: Any) -> SimpleNamespace:
    fields = {"id": "1", "name": "Lezer Een", "email": "een@voorbeeld.nl", "roles": ("reader",), "team": ""}
    return SimpleNamespace(**{**fields, "state": "active", **changed})


PEOPLE: dict[str, Any] = {
    "people": (a_person(),),
    "ended": (a_person(id="2", state="ended"),),
    "wanted": "",
    "many": False,
    "teams": (),
    "values": {},
    "errors": {},
    "link": None,
    "link_for": "",
}
ACCOUNT_PAGES: dict[str, dict[str, Any]] = {
    "account/front.html": {},
    "account/today.html": {"today": TUESDAY, "sessions": (a_session(),), "case": a_teaser()},
    "account/sign_in.html": {"values": {}, "errors": {}, "next": "/"},
    "account/people.html": PEOPLE,
    "account/person.html": {
        "person": a_person(),
        "own": False,
        "roles": ("reader",),
        "errors": {},
        "link": None,
        "op": "op",
    },
    "account/password.html": {"name": "Een", "organisation": "Huis", "values": {}, "errors": {}, "expired": False},
    "account/notice.html": {"title": "Nee", "text": "Nu niet", "kept": None, "back": "/", "code": "not-now"},
}
