"""Plain things to test with, no more than a screen."""

from datetime import UTC, datetime

import msgspec
from argon2 import PasswordHasher

from beraad.accounts.account import Account, AccountId, AccountState, OrganisationId
from beraad.accounts.hashing import Argon2
from beraad.accounts.roles import Role

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECRET = "a secret of the tests 0123456789 abcdef"
QUICK = Argon2(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Passwords hashed in no time: that it is slow outside the tests has a test of its own."""


def an_account(**changes: object) -> Account:
    """Return a facilitator of an organisation."""
    account = Account(
        id=AccountId("account"),
        organisation=OrganisationId("organisation"),
        team=None,
        name="Gespreksleider",
        email="leider@voorbeeld.example",
        roles=frozenset({Role.FACILITATOR}),
        state=AccountState.ACTIVE,
        created=NOON,
    )
    return msgspec.structs.replace(account, **changes)
