"""Make a page of a template, with the frame around it."""

from typing import Any
from urllib.parse import quote

from flask import current_app, request, session
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

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
        path=own_address(),
        section=section,
        account=account_view(person) if person else None,
        notice=session.pop(NOTICE, None),
        trial=use_cases().settings.trial,
    )


def own_address() -> str:
    """Return where a link leads that shows this page again: of the answer to a form, that is the page of the form.

    Always an address of this site: written as in a link, since a browser takes a plain backslash for a slash.
    """
    here = quote(request.path)
    if request.method in ("GET", "HEAD"):
        return f"{here}?{request.query_string.decode('latin-1')}".rstrip("?")
    form = request.url_rule
    pages = {rule.rule for rule in current_app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return here if form and form.rule in pages else page_above()


def page_above() -> str:
    """Return the nearest address above the one that is asked for at which there is a page."""
    addresses, path = current_app.url_map.bind(""), request.path  # which begins with one slash, however many were sent
    while path := path.rpartition("/")[0]:
        try:
            addresses.match(path, method="GET")
        except RequestRedirect:
            return f"{quote(path)}/"
        except HTTPException:
            continue
        return quote(path)
    return "/"


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
