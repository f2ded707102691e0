"""Who signs in, and what is told when something is wrong."""

import msgspec


class Credentials(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account to sign in with."""

    email: str
    password: str


class Accounts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who leads and prepares the case, and who reads it as the second."""

    facilitator: Credentials
    reviewer: Credentials


class Failure(Exception):
    """Something that must be so is not. check: form, command, hidden, page, seen, report, names,
    bank."""

    def __init__(self, seat: str, check: str, reason: str) -> None:
        super().__init__(reason)
        self.seat, self.check, self.reason = seat, check, reason
