"""Accounts, and the organisation and team they belong to."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

import msgspec

from beraad.accounts.roles import Role

AccountId = NewType("AccountId", str)
OrganisationId = NewType("OrganisationId", str)
TeamId = NewType("TeamId", str)

SIGN_IN_LASTS = timedelta(hours=12)


class AccountState(StrEnum):
    """Invited: has no password yet and cannot sign in. Ended: was let go, and cannot either."""

    INVITED = "invited"
    ACTIVE = "active"
    ENDED = "ended"


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation in a youth-care region."""

    id: OrganisationId
    name: str
    region: str


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """A team within an organisation; its name is unique there."""

    id: TeamId
    organisation: OrganisationId
    name: str


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can sign in. `email` is casefolded and unique over all organisations."""

    id: AccountId
    organisation: OrganisationId
    team: TeamId | None
    name: str
    email: str
    roles: frozenset[Role]
    state: AccountState
    created: datetime


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """One browser that is signed in; of its token only the hash is kept."""

    hash: str
    account: AccountId
    created: datetime
    expires: datetime


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the audit log: ids and codes only. No actor: somebody at the machine itself."""

    id: str
    at: datetime
    organisation: OrganisationId | None
    actor: AccountId | None
    action: str
    object: str


def as_email(text: str) -> str:
    """Return an address as it is compared: without spaces around it, casefolded."""
    return text.strip().casefold()
