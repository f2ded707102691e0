"""Invitations: a link with which somebody sets a password, once, within seven days."""

from datetime import datetime, timedelta

import msgspec

from beraad.accounts.account import AccountId
from beraad.accounts.refusals import InvitationExpired, InvitationUsed

VALID_FOR = timedelta(days=7)


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation; of the token in the link only the hash is kept."""

    hash: str
    account: AccountId
    expires: datetime
    used: datetime | None = None


def check_invitation(invitation: Invitation, now: datetime) -> None:
    """Raise InvitationUsed or InvitationExpired unless the link can be used at `now`."""
    if invitation.used is not None:
        raise InvitationUsed
    if now >= invitation.expires:
        raise InvitationExpired
