"""Accounts as rows, through their use cases, on both databases."""

import threading
from pathlib import Path

import gevent
import pytest

from beraad.accounts.account import Account
from beraad.accounts.refusals import EmailTaken, InvitationUsed, NotAllowed
from beraad.accounts.roles import Role
from beraad.services.accounts import Accounts, Invite
from beraad.services.tokens import hash_of
from beraad.settings import Settings
from beraad.storage.store import Store, open_bank
from beraad.storage.unit import BankUnit
from tests.fakes import Clock, FakeHasher, FakeThrottle, Here, tokens

PASSWORD = "een lange zin als wachtwoord"


@pytest.fixture
def accounts(bank: Store[BankUnit]) -> Accounts:
    return accounts_in(bank)


def accounts_in(bank: Store[BankUnit]) -> Accounts:
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


def test_access_that_ended_comes_back_as_it_was_stored(accounts: Accounts) -> None:
    accounts.accept_invitation(accounts.create("Jeugdhulp", "Regio", invite("a@b.nl")), PASSWORD)
    accounts.accept_invitation(accounts.create("Jeugdhulp", "Regio", invite("c@d.nl", Role.READER)), PASSWORD)
    by, them = in_bank(accounts, "a@b.nl"), in_bank(accounts, "c@d.nl")
    token, link = accounts.sign_in("c@d.nl", PASSWORD, "address"), accounts.reset(by, them.id)
    accounts.end(by, them.id)
    assert accounts.bank.read(lambda unit: unit.accounts.sign_ins_of(them.id)) == ()
    assert accounts.bank.read(lambda unit: unit.accounts.password(them.id)) is None
    assert accounts.bank.read(lambda unit: unit.accounts.find_invitation(hash_of(link))) is None
    assert accounts.find_signed_in(token) is None
    again = accounts.accept_invitation(accounts.give_again(by, them.id, "op"), PASSWORD)
    person = accounts.find_signed_in(again)
    assert person
    assert person.account == them


def in_bank(accounts: Accounts, email: str) -> Account:
    account = accounts.bank.read(lambda unit: unit.accounts.find_by_email(email))
    assert account
    return account


def test_of_two_administrators_who_end_each_other_at_once_one_stays(postgres_ready: str, tmp_path: Path) -> None:
    """The second asks, by another worker, when the first has written and not committed. On SQLite one writes."""
    banks = [open_bank(Settings(data=tmp_path, database=postgres_ready)) for _ in range(2)]
    first, second = map(accounts_in, banks)
    for email in ("a@b.nl", "c@d.nl"):
        first.accept_invitation(first.create("Jeugdhulp", "Regio", invite(email)), PASSWORD)
    one, other = in_bank(first, "a@b.nl"), in_bank(first, "c@d.nl")
    refused: list[NotAllowed] = []

    def late() -> None:
        try:
            second.end(other, one.id)
        except NotAllowed as refusal:
            refused.append(refusal)

    thread = threading.Thread(target=late)

    def in_between(moment: str) -> None:
        if moment == "before-commit" and thread.ident is None:
            thread.start()
            thread.join(0.5)  # it waits for us; were it not to wait, it would be done by now

    banks[0].writer.failpoint = in_between
    first.end(one, other.id)
    thread.join()
    assert len(refused) == 1
    assert [person.account.id for person in first.people(one) if person.account.state == "active"] == [one.id]
    for bank in banks:
        bank.close()
