"""Whose roles and access may be changed: never such that nobody is left who can administer."""

from collections.abc import Iterable

from beraad.accounts.account import Account, AccountId, AccountState
from beraad.accounts.refusals import AccessEnded, HasAccess, LastAdministrator, NoRole, OwnAccess
from beraad.accounts.roles import Role


def can_administer(account: Account) -> bool:
    """Return whether this account can sign in and is an administrator."""
    return account.state is AccountState.ACTIVE and Role.ADMINISTRATOR in account.roles


def check_roles(account: Account, roles: frozenset[Role], by: AccountId, everybody: Iterable[Account]) -> None:
    """Raise unless `by` may give `account` these roles. everybody: the accounts of the organisation.

    Raises NoRole, AccessEnded, OwnAccess or LastAdministrator.
    """
    if not roles:
        raise NoRole(field="roles")
    if account.state is AccountState.ENDED:
        raise AccessEnded
    if Role.ADMINISTRATOR not in roles and Role.ADMINISTRATOR in account.roles:
        _check_can_go(account, by, everybody, "roles")


def check_end(account: Account, by: AccountId, everybody: Iterable[Account]) -> None:
    """Raise OwnAccess or LastAdministrator unless `by` may end the access of `account`. Twice is no error."""
    if account.state is not AccountState.ENDED:
        _check_can_go(account, by, everybody)


def check_give_again(account: Account) -> None:
    """Raise HasAccess unless the access of this account was ended."""
    if account.state is not AccountState.ENDED:
        raise HasAccess


def check_new_link(account: Account) -> None:
    """Raise AccessEnded unless this account may get a new link to set a password."""
    if account.state is AccountState.ENDED:
        raise AccessEnded


def _check_can_go(account: Account, by: AccountId, everybody: Iterable[Account], field: str | None = None) -> None:
    if account.id == by:
        raise OwnAccess(field=field)
    if can_administer(account) and not any(can_administer(each) for each in everybody if each.id != account.id):
        raise LastAdministrator(field=field)
