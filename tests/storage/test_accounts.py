"""Accounts as rows, through their use cases, on both databases."""

import gevent
import pytest

from beraad.accounts.refusals import EmailTaken, InvitationUsed
from beraad.accounts.roles import Role
from beraad.services.accounts import Accounts, Invite
from beraad.storage.store import Store
from beraad.storage.unit import BankUnit
from tests.fakes import Clock, FakeHasher, FakeThrottle, Here, tokens

PASSWORD = "een lange zin als wachtwoord"


@pytest.fixture
def accounts(bank: Store[BankUnit]) -> Accounts:
    return Accounts(
        bank=bank,
        hasher=FakeHasher(),
        elsewhere=Here(),
        throttle=FakeThrottle(),
        now=Clock(),
        new_token=tokens(),
        secret=b"secret",
        on_sign_out=lambda _hash: None,
    )


def invite(email: str, *roles: Role) -> Invite:
    return Invite(name="Ünïcode 😀", email=email, roles=frozenset(roles or Role), team="Noord")


def test_an_account_comes_back_as_it_was_stored(accounts: Accounts) -> None:
    token = accounts.accept_invitation(accounts.create("Jeugdhulp", "Regio", invite("A@B.nl")), PASSWORD)
    person = accounts.find_signed_in(token)
    assert person
    assert (person.account.name, person.account.email, person.account.roles) == (
        "Ünïcode 😀",
        "a@b.nl",
        frozenset(Role),
    )
    assert (person.organisation.region, person.team) == ("Regio", "Noord")
    assert person.account.created == Clock().now
    assert accounts.people(person.account) == (person,)


def test_signing_in_and_out_leaves_no_sign_in_behind(accounts: Accounts, bank: Store[BankUnit]) -> None:
    accounts.accept_invitation(accounts.create("Jeugdhulp", "Regio", invite("a@b.nl")), PASSWORD)
    token = accounts.sign_in("a@b.nl", PASSWORD, "address")
    assert accounts.find_signed_in(token)
    accounts.sign_out(token)
    accounts.sign_out(token)
    assert accounts.find_signed_in(token) is None


def test_of_two_who_accept_one_invitation_at_once_one_wins(accounts: Accounts) -> None:
    link = accounts.create("Jeugdhulp", "Regio", invite("a@b.nl"))

    def accept() -> str | Exception:
        try:
            return accounts.accept_invitation(link, PASSWORD)
        except InvitationUsed as refused:
            return refused

    both = [gevent.spawn(accept), gevent.spawn(accept)]
    gevent.joinall(both, raise_error=True)
    assert sorted(type(each.value).__name__ for each in both) == ["InvitationUsed", "str"]


def test_a_refused_account_leaves_nothing_half_made(accounts: Accounts) -> None:
    accounts.create("Jeugdhulp", "Regio", invite("a@b.nl"))
    with pytest.raises(EmailTaken):
        accounts.create("Een andere", "Regio", invite("A@b.nl"))
    assert accounts.bank.read(lambda unit: unit.accounts.find_organisation("Een andere")) is None
    assert accounts.bank.read(lambda unit: unit.accounts.find_organisation("Jeugdhulp"))
