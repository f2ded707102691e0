"""The one table of who may do what."""

import pytest

from beraad.accounts.account import OrganisationId
from beraad.accounts.permissions import PERMISSIONS, Who, check_may, check_own
from beraad.accounts.refusals import NotAllowed, NotThere, SignInFirst
from beraad.accounts.roles import Role
from tests.builders import an_account


@pytest.mark.parametrize("name", PERMISSIONS)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_the_table_gives_it_and_nothing_else(name: str, role: Role) -> None:
    line, account = PERMISSIONS[name], an_account(roles=frozenset({role}))
    if line.who is not Who.ROLES or role in line.roles:
        check_may(name, account)
    else:
        with pytest.raises(NotAllowed):
            check_may(name, account)


@pytest.mark.parametrize("name", PERMISSIONS)
def test_nobody_may_only_what_is_for_everybody(name: str) -> None:
    if PERMISSIONS[name].who in (Who.EVERYBODY, Who.SEAT):
        check_may(name, None)
    else:
        with pytest.raises(SignInFirst):
            check_may(name, None)


@pytest.mark.parametrize("organisation", [None, OrganisationId("another")])
def test_what_is_not_yours_is_not_there(organisation: OrganisationId | None) -> None:
    check_own(an_account(), an_account().organisation)
    with pytest.raises(NotThere):
        check_own(an_account(), organisation)


def test_the_table_gives_people_to_administrators_alone() -> None:
    lines = {name: line.roles for name, line in PERMISSIONS.items() if name.startswith("people.")}
    assert set(lines.values()) == {frozenset({Role.ADMINISTRATOR})}
