"""Stand-ins for what use cases need from outside: in memory, quick, and with a clock that can be moved."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Generic, ParamSpec, TypeVar

import msgspec

from beraad.accounts.account import (
    Account,
    AccountId,
    AuditEntry,
    Organisation,
    OrganisationId,
    SignIn,
    Team,
)
from beraad.accounts.invitation import Invitation
from beraad.accounts.refusals import TooOften
from beraad.services.accounts import Accounts
from tests.builders import NOON

U = TypeVar("U")
T = TypeVar("T")
P = ParamSpec("P")


class Clock:
    """Now; `pass_by` moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **much: float) -> None:
        self.now += timedelta(**much)


class FakeStore(Generic[U]):
    """A store over one unit in memory. Nothing is taken back when a unit fails: the real ones are tested for that."""

    def __init__(self, unit: U) -> None:
        self.unit = unit

    @property
    def writer(self) -> "FakeStore[U]":
        return self

    def run(self, unit: Callable[[U], T]) -> T:
        return unit(self.unit)

    def read(self, reading: Callable[[U], T]) -> T:
        return reading(self.unit)


@dataclass
class FakeAccounts:
    """Accounts in dictionaries."""

    organisations: dict[OrganisationId, Organisation] = field(default_factory=dict)
    by_id: dict[AccountId, Account] = field(default_factory=dict)
    passwords: dict[AccountId, str | None] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    sign_ins: dict[str, SignIn] = field(default_factory=dict)
    ops: dict[tuple[AccountId, str], tuple[str, str]] = field(default_factory=dict)
    all_teams: list[Team] = field(default_factory=list)

    def add_organisation(self, organisation: Organisation) -> None:
        self.organisations[organisation.id] = organisation

    def find_organisation(self, name: str) -> Organisation | None:
        return next((each for each in self.organisations.values() if each.name == name), None)

    def get_organisation(self, id: OrganisationId) -> Organisation:
        return self.organisations[id]

    def hold(self, id: OrganisationId) -> None:
        """One thing happens at a time here."""

    def add_team(self, team: Team) -> None:
        self.all_teams.append(team)

    def teams(self, organisation: OrganisationId) -> tuple[Team, ...]:
        return tuple(team for team in self.all_teams if team.organisation == organisation)

    def add(self, account: Account) -> None:
        self.by_id[account.id] = account

    def change(self, account: Account) -> None:
        self.by_id[account.id] = account

    def find(self, id: AccountId) -> Account | None:
        return self.by_id.get(id)

    def find_by_email(self, email: str) -> Account | None:
        return next((each for each in self.by_id.values() if each.email == email), None)

    def of_organisation(self, organisation: OrganisationId) -> tuple[Account, ...]:
        return tuple(each for each in self.by_id.values() if each.organisation == organisation)

    def password(self, id: AccountId) -> str | None:
        return self.passwords.get(id)

    def set_password(self, id: AccountId, hashed: str | None) -> None:
        self.passwords[id] = hashed

    def add_invitation(self, invitation: Invitation) -> None:
        self.void_invitations(invitation.account)
        self.invitations[invitation.hash] = invitation

    def void_invitations(self, id: AccountId) -> None:
        self.invitations = {k: v for k, v in self.invitations.items() if v.account != id}

    def find_invitation(self, hashed: str) -> Invitation | None:
        return self.invitations.get(hashed)

    def use_invitation(self, hashed: str, at: datetime) -> None:
        self.invitations[hashed] = msgspec.structs.replace(self.invitations[hashed], used=at)

    def add_sign_in(self, sign_in: SignIn) -> None:
        self.sign_ins[sign_in.hash] = sign_in

    def find_sign_in(self, hashed: str) -> SignIn | None:
        return self.sign_ins.get(hashed)

    def end_sign_in(self, hashed: str) -> None:
        self.sign_ins.pop(hashed, None)

    def end_expired_sign_ins(self, at: datetime) -> tuple[str, ...]:
        gone = tuple(hashed for hashed, each in self.sign_ins.items() if each.expires <= at)
        for hashed in gone:
            del self.sign_ins[hashed]
        return gone

    def sign_ins_of(self, id: AccountId) -> tuple[str, ...]:
        return tuple(hashed for hashed, each in self.sign_ins.items() if each.account == id)

    def end_sign_ins_of(self, id: AccountId) -> tuple[str, ...]:
        ended = self.sign_ins_of(id)
        for hashed in ended:
            del self.sign_ins[hashed]
        return ended

    def find_op(self, account: AccountId, op: str) -> tuple[str, str] | None:
        return self.ops.get((account, op))

    def add_op(self, account: AccountId, op: str, body_hash: str, result: str) -> None:
        self.ops[account, op] = (body_hash, result)


class FakeAudit(list[AuditEntry]):
    """The audit log as a list."""

    def add(self, entry: AuditEntry) -> None:
        self.append(entry)


@dataclass(frozen=True)
class FakeBankUnit:
    """What a unit of work in the bank offers."""

    accounts: FakeAccounts = field(default_factory=FakeAccounts)
    audit: FakeAudit = field(default_factory=FakeAudit)


class FakeHasher:
    """Says what it was asked, and hashes nothing."""

    def __init__(self) -> None:
        self.verified: list[str] = []

    def hash(self, password: str) -> str:
        return f"hash of {password}"

    def verify(self, hashed: str, password: str) -> bool:
        self.verified.append(hashed)
        return hashed == f"hash of {password}"


class FakeThrottle:
    """Refuses after `most` tries of the same."""

    def __init__(self, most: int = 1000) -> None:
        self.most = most
        self.tries: dict[tuple[str, ...], int] = {}

    def hit(self, what: str, *keys: str) -> None:
        self.tries[(what, *keys)] = self.tries.get((what, *keys), 0) + 1
        if self.tries[(what, *keys)] > self.most:
            raise TooOften(minutes=1)

    def clear(self, what: str, *keys: str) -> None:
        self.tries.pop((what, *keys), None)


class Here:
    """Runs slow work here and now."""

    def __call__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return work(*args, **kwargs)


def tokens() -> Callable[[], str]:
    """Return a source of texts that are never the same."""
    numbers = count(1)
    return lambda: f"token-{next(numbers)}"


def accounts_over(unit: FakeBankUnit, **changes: Any) -> Accounts:
    """Return the use cases of accounts over `unit`, with stand-ins for everything else."""
    needs: dict[str, Any] = {
        "bank": FakeStore(unit),
        "hasher": FakeHasher(),
        "elsewhere": Here(),
        "throttle": FakeThrottle(),
        "now": Clock(),
        "new_token": tokens(),
        "secret": b"secret",
        "on_sign_out": lambda _hash: None,
    }
    return Accounts(**{**needs, **changes})
