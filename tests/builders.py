"""Plain things to test with, no more than a screen."""

from datetime import UTC, datetime

import msgspec

from beraad.accounts.account import Account, AccountId, AccountState, OrganisationId
from beraad.accounts.roles import Role

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECRET = "a secret of the tests 0123456789 abcdef"


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
