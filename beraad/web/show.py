"""Make a page of a template, with the frame around it."""

from typing import Any

from flask import request, session

from beraad.pages.page import AccountView, Frame, page
from beraad.services.accounts import Person
from beraad.web.language import language
from beraad.web.sign_in import find_person
from beraad.web.use_cases import use_cases

NOTICE = "notice"


def show(template: str, section: str = "", **view: Any) -> str:
    """Return the page as HTML in the reader's language, for whoever is signed in."""
    person = find_person()
    return page(template, language(), frame=frame(person, section), **view)


def frame(person: Person | None, section: str = "") -> Frame:
    """Return what the layout shows around a page; a notice is shown once."""
    return Frame(
        language=language(),
        path=request.full_path.rstrip("?"),
        section=section,
        account=account_view(person) if person else None,
        notice=session.pop(NOTICE, None),
        trial=use_cases().settings.trial,
    )


def account_view(person: Person) -> AccountView:
    """Return what the header says of somebody."""
    account = person.account
    return AccountView(
        id=account.id,
        name=account.name,
        email=account.email,
        organisation=person.organisation.name,
        team=person.team,
        roles=tuple(sorted(account.roles)),
    )
