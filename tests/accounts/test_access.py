"""Whose roles and access may be changed."""

from contextlib import AbstractContextManager, nullcontext

import pytest

from beraad.accounts.access import can_administer, check_end, check_give_again, check_new_link, check_roles
from beraad.accounts.account import Account, AccountId, AccountState
from beraad.accounts.refusals import AccessEnded, HasAccess, LastAdministrator, NoRole, OwnAccess
from beraad.accounts.roles import Role
from beraad.refusal import Refusal
from tests.builders import an_account

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR, Role.READER})
READER = frozenset({Role.READER})
BY = AccountId("by")
INVITED, ACTIVE, ENDED = AccountState


def somebody(id: str, roles: frozenset[Role] = ADMINISTRATOR, state: AccountState = ACTIVE) -> Account:
    return an_account(id=AccountId(id), roles=roles, state=state)


def raises(refusal: type[Refusal] | None) -> AbstractContextManager[object]:
    return pytest.raises(refusal) if refusal else nullcontext()


ME, COLLEAGUE = somebody("by"), somebody("colleague")
GONE, WAITING = somebody("gone", state=ENDED), somebody("waiting", state=INVITED)


@pytest.mark.parametrize(
    ("account", "everybody", "refusal"),
    [
        (somebody("reader", READER), [ME], None),
        (somebody("reader", READER, INVITED), [ME], None),
        (COLLEAGUE, [ME, COLLEAGUE], None),
        (WAITING, [ME, WAITING], None),
        (GONE, [ME, GONE], None),  # once more
        (ME, [ME, COLLEAGUE], OwnAccess),
        (COLLEAGUE, [COLLEAGUE], LastAdministrator),
        (COLLEAGUE, [COLLEAGUE, WAITING, GONE, somebody("reader", READER)], LastAdministrator),  # none can sign in
    ],
)
def test_ending_leaves_somebody_who_can_administer(
    account: Account, everybody: list[Account], refusal: type[Refusal] | None
) -> None:
    with raises(refusal):
        check_end(account, BY, everybody)


@pytest.mark.parametrize(
    ("account", "roles", "everybody", "refusal"),
    [
        (somebody("reader", READER), ADMINISTRATOR, [ME], None),
        (COLLEAGUE, READER, [ME, COLLEAGUE], None),
        (WAITING, READER, [ME, WAITING], None),
        (ME, frozenset({Role.ADMINISTRATOR}), [ME], None),  # the own other roles
        (ME, READER, [ME, COLLEAGUE], OwnAccess),
        (COLLEAGUE, READER, [COLLEAGUE, WAITING, GONE], LastAdministrator),
        (COLLEAGUE, frozenset(), [ME, COLLEAGUE], NoRole),
        (GONE, READER, [ME, GONE], AccessEnded),
    ],
)
def test_roles_change_but_somebody_can_administer(
    account: Account, roles: frozenset[Role], everybody: list[Account], refusal: type[Refusal] | None
) -> None:
    with raises(refusal):
        check_roles(account, roles, BY, everybody)


@pytest.mark.parametrize(
    ("account", "again", "link", "administers"),
    [
        (GONE, None, AccessEnded, False),
        (WAITING, HasAccess, None, False),
        (COLLEAGUE, HasAccess, None, True),
        (somebody("reader", READER), HasAccess, None, False),
    ],
)
def test_what_is_open_to_whom_has_access_or_has_none(
    account: Account, again: type[Refusal] | None, link: type[Refusal] | None, administers: bool
) -> None:
    with raises(again):
        check_give_again(account)
    with raises(link):
        check_new_link(account)
    assert can_administer(account) == administers
