"""What use cases need from outside. app.py passes the real ones, tests pass fakes."""

from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar

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
from beraad.refusal import Refusal

U_co = TypeVar("U_co", covariant=True)
T = TypeVar("T")
P = ParamSpec("P")

Now = Callable[[], datetime]
NewToken = Callable[[], str]
"""Gives a new unguessable text at each call, fit for an address."""


class StoreUnavailable(Refusal):
    """The store is full, read-only, locked or out of reach: nothing of this was kept.

    Its facts are for the operator: `store`, and `why` in the words of the database's own codes.
    """

    code, status = "store-unavailable", 503


class StoreDamaged(StoreUnavailable):
    """The store's file is damaged: nothing is kept any more until a backup was put back."""

    code = "store-damaged"


class StoreBusy(StoreUnavailable):
    """Others stored the same at each try (PostgreSQL): whoever asks again is likely to be first."""

    code = "someone-was-first"


class StoreNewer(StoreUnavailable):
    """The store has a form that this version of beraad does not know: a newer one made it."""

    code = "made-by-newer"


class Writer(Protocol[U_co]):
    """Stores units of work. `run` returns after the commit, or raises and has stored nothing of that unit."""

    def run(self, unit: Callable[[U_co], T]) -> T: ...


class Store(Protocol[U_co]):
    """The room or the bank."""

    @property
    def writer(self) -> Writer[U_co]: ...

    def read(self, reading: Callable[[U_co], T]) -> T: ...


class Elsewhere(Protocol):
    """Runs slow work off the loop, and waits for it without stopping anybody else."""

    def __call__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T: ...


class Hasher(Protocol):
    """Hashes passwords, slowly on purpose."""

    def hash(self, password: str) -> str: ...

    def verify(self, hashed: str, password: str) -> bool: ...


class Throttle(Protocol):
    """Counts tries. `hit` raises TooOften when there were too many of `what` under `keys`; `clear` forgets them."""

    def hit(self, what: str, *keys: str) -> None: ...

    def clear(self, what: str, *keys: str) -> None: ...


class AccountTable(Protocol):
    """Accounts within a unit of work; storage/bank/accounts.py says what each does."""

    def add_organisation(self, organisation: Organisation) -> None: ...
    def find_organisation(self, name: str) -> Organisation | None: ...
    def hold(self, id: OrganisationId) -> None: ...
    def get_organisation(self, id: OrganisationId) -> Organisation: ...
    def add_team(self, team: Team) -> None: ...
    def teams(self, organisation: OrganisationId) -> tuple[Team, ...]: ...
    def add(self, account: Account) -> None: ...
    def change(self, account: Account) -> None: ...
    def find(self, id: AccountId) -> Account | None: ...
    def find_by_email(self, email: str) -> Account | None: ...
    def of_organisation(self, organisation: OrganisationId) -> tuple[Account, ...]: ...
    def password(self, id: AccountId) -> str | None: ...
    def set_password(self, id: AccountId, hashed: str | None) -> None: ...
    def add_invitation(self, invitation: Invitation) -> None: ...
    def void_invitations(self, id: AccountId) -> None: ...
    def find_invitation(self, hashed: str) -> Invitation | None: ...
    def use_invitation(self, hashed: str, at: datetime) -> None: ...
    def add_sign_in(self, sign_in: SignIn) -> None: ...
    def find_sign_in(self, hashed: str) -> SignIn | None: ...
    def end_sign_in(self, hashed: str) -> None: ...
    def sign_ins_of(self, id: AccountId) -> tuple[str, ...]: ...
    def end_sign_ins_of(self, id: AccountId) -> tuple[str, ...]: ...
    def end_expired_sign_ins(self, at: datetime) -> tuple[str, ...]: ...
    def find_op(self, account: AccountId, op: str) -> tuple[str, str] | None: ...
    def add_op(self, account: AccountId, op: str, body_hash: str, result: str) -> None: ...


class AuditLog(Protocol):
    """The audit log within a unit of work."""

    def add(self, entry: AuditEntry) -> None: ...


class BankUnit(Protocol):
    """What a unit of work in the bank offers."""

    @property
    def accounts(self) -> AccountTable: ...

    @property
    def audit(self) -> AuditLog: ...
