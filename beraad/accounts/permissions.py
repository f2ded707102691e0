"""The one table of who may do what. Every route names its line; a test walks table × role × somebody else's object."""

from enum import StrEnum

import msgspec

from beraad.accounts.account import Account, OrganisationId
from beraad.accounts.refusals import NotAllowed, NotThere, SignInFirst
from beraad.accounts.roles import Role


class Who(StrEnum):
    """Everybody; whoever is signed in; whoever holds one of the line's roles; whoever holds a key of a seat."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    ROLES = "roles"
    SEAT = "seat"


class Scope(StrEnum):
    """Which objects a line is about: none; those of the own organisation; those of the own seat's session; cases
    for one of the reader's circles (casebank/circles.py)."""

    NOTHING = "nothing"
    OWN_ORGANISATION = "own organisation"
    OWN_SESSION = "own session"
    OWN_CIRCLES = "own circles"


class Line(msgspec.Struct, frozen=True):
    """One line of the table."""

    who: Who
    roles: frozenset[Role] = frozenset()
    scope: Scope = Scope.NOTHING


def _roles(*roles: Role, scope: Scope = Scope.OWN_ORGANISATION) -> Line:
    return Line(Who.ROLES, frozenset(roles), scope)


EVERYBODY = Line(Who.EVERYBODY)
SEAT = Line(Who.SEAT, scope=Scope.OWN_SESSION)

PERMISSIONS: dict[str, Line] = {
    "front.see": EVERYBODY,
    "health.see": EVERYBODY,
    "static.get": EVERYBODY,
    "guide.see": EVERYBODY,
    "account.sign-in": EVERYBODY,
    "account.sign-out": EVERYBODY,
    "account.accept-invitation": EVERYBODY,  # whoever holds the link
    "people.see": _roles(Role.ADMINISTRATOR),
    "people.invite": _roles(Role.ADMINISTRATOR),
    "people.reset": _roles(Role.ADMINISTRATOR),
    "people.person": _roles(Role.ADMINISTRATOR),
    "people.roles": _roles(Role.ADMINISTRATOR),  # and never the last administrator's, nor the own: access.py
    "people.end": _roles(Role.ADMINISTRATOR),  # likewise
    "people.give-again": _roles(Role.ADMINISTRATOR),
    "bank.search": Line(Who.EVERYBODY, scope=Scope.OWN_CIRCLES),
    "bank.read": Line(Who.EVERYBODY, scope=Scope.OWN_CIRCLES),
    "bank.hand-out": Line(Who.EVERYBODY, scope=Scope.OWN_CIRCLES),
    "bank.download": Line(Who.EVERYBODY, scope=Scope.OWN_CIRCLES),
    "practice.start": Line(Who.EVERYBODY, scope=Scope.OWN_CIRCLES),  # public cases alone: services/practice.py
    "practice.see": EVERYBODY,  # whoever holds the class's secret
    "practice.add-group": EVERYBODY,  # the same
    "practice.lead": EVERYBODY,  # whoever holds the link
    "practice.compare": SEAT,
    "draft.list": _roles(Role.FACILITATOR, Role.REVIEWER),
    "draft.begin": _roles(Role.FACILITATOR),  # and only who prepared the session: services/drafts.py
    "draft.write": _roles(Role.FACILITATOR),  # likewise
    "draft.read": _roles(Role.REVIEWER),  # and never its author; for the region of another team
    "share.see": EVERYBODY,  # whoever holds the link of the one who brought the case in
    "share.answer": EVERYBODY,
    "case.withdraw": EVERYBODY,  # whoever holds the token
    "minority.hold": EVERYBODY,  # whoever holds the link of the sentence
    "session.prepare": _roles(Role.FACILITATOR),
    "session.prepared": _roles(Role.FACILITATOR),  # and only who prepared it: services/preparing.py
    "session.change": _roles(Role.FACILITATOR),  # likewise
    "session.forget": _roles(Role.FACILITATOR),  # likewise
    "session.calendar": _roles(Role.FACILITATOR),  # likewise
    "words.see": EVERYBODY,
    "session.enter": _roles(Role.FACILITATOR),  # and only who prepared it: services/sessions.py
    "session.rehearse": _roles(Role.FACILITATOR),  # likewise: services/rehearsal.py
    "session.throw-away": _roles(Role.FACILITATOR),  # likewise
    "session.join": EVERYBODY,  # whoever holds the code, while the door is open
    "session.pair": SEAT,  # the key to lead alone: services/keys.py
    "session.screen": SEAT,  # the same
    "session.own": SEAT,  # of the own seat alone
    "session.come-back": EVERYBODY,  # whoever holds the link of a seat, until the log folds
    "pass.take": EVERYBODY,  # whoever holds the pass, once
    "session.see": SEAT,
    "session.report": SEAT,
    "session.emergency-set": SEAT,  # of its lead alone: web/emergency_pages.py
    "session.contribute": SEAT,
    "session.command": SEAT,  # which seat may what: deliberation/decide/
}


def check_may(name: str, account: Account | None) -> None:
    """Raise SignInFirst or NotAllowed unless `account` may do what line `name` is about.

    About seats it says nothing: a seat's key is checked where the session is known.
    """
    line = PERMISSIONS[name]
    if line.who in (Who.EVERYBODY, Who.SEAT):
        return
    if account is None:
        raise SignInFirst
    if line.who is Who.ROLES and not line.roles & account.roles:
        raise NotAllowed


def check_own(account: Account, organisation: OrganisationId | None) -> None:
    """Raise NotThere unless an object of `organisation` (None: no such object) is this account's to see."""
    if organisation != account.organisation:
        raise NotThere
