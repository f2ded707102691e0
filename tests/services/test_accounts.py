"""Signing in and out, inviting, and setting a password."""

import pytest

from beraad.accounts.account import AccountId
from beraad.accounts.refusals import (
    EmailTaken,
    InvitationExpired,
    InvitationNotThere,
    InvitationUsed,
    NoRole,
    NotAnEmail,
    NotThere,
    PasswordTooShort,
    TooOften,
    WrongEmailOrPassword,
)
from beraad.accounts.roles import Role
from beraad.deliberation.refusals import FieldMissing, OpUsedTwice
from beraad.services.accounts import Accounts, Invite
from beraad.services.tokens import hash_of
from tests.fakes import Clock, FakeBankUnit, FakeHasher, FakeThrottle, accounts_over

PASSWORD = "een lange zin als wachtwoord"


def invite(email: str = "beheer@voorbeeld.example", *roles: Role) -> Invite:
    return Invite(name="Beheer", email=email, roles=frozenset(roles or {Role.ADMINISTRATOR}), team="Noord")


def first_account(accounts: Accounts) -> str:
    """Make an administrator; return the token of a sign-in."""
    return accounts.accept_invitation(accounts.create("Jeugdhulp", "Regio", invite()), PASSWORD)


def test_whoever_accepts_an_invitation_is_signed_in_and_can_sign_in_again() -> None:
    accounts = accounts_over(FakeBankUnit())
    person = accounts.find_signed_in(first_account(accounts))
    assert person
    assert (person.account.name, person.organisation.name, person.team) == ("Beheer", "Jeugdhulp", "Noord")
    token = accounts.sign_in(" Beheer@Voorbeeld.example ", PASSWORD, "address")
    assert accounts.find_signed_in(token) == person


def test_of_tokens_only_hashes_are_kept() -> None:
    unit = FakeBankUnit()
    accounts = accounts_over(unit)
    invitation = accounts.create("Jeugdhulp", "Regio", invite())
    sign_in = accounts.accept_invitation(invitation, PASSWORD)
    assert list(unit.accounts.invitations) == [hash_of(invitation)]
    assert list(unit.accounts.sign_ins) == [hash_of(sign_in)]
    assert invitation not in repr(unit)
    assert sign_in not in repr(unit)


@pytest.mark.parametrize(("email", "password"), [("beheer@voorbeeld.example", "x"), ("a@b.nl", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_are_refused_alike(email: str, password: str) -> None:
    hasher = FakeHasher()
    accounts = accounts_over(FakeBankUnit(), hasher=hasher)
    first_account(accounts)
    with pytest.raises(WrongEmailOrPassword) as refused:
        accounts.sign_in(email, password, "address")
    assert refused.value.field is None
    assert len(hasher.verified) == 1  # also for nobody: time tells nothing


def test_somebody_who_set_no_password_cannot_sign_in() -> None:
    accounts = accounts_over(FakeBankUnit())
    accounts.create("Jeugdhulp", "Regio", invite())
    with pytest.raises(WrongEmailOrPassword):
        accounts.sign_in("beheer@voorbeeld.example", "", "address")


def test_guessing_is_stopped_and_a_right_password_starts_the_count_anew() -> None:
    accounts = accounts_over(FakeBankUnit(), throttle=FakeThrottle(most=3))
    first_account(accounts)
    for password in ("x", PASSWORD, "x", "x"):
        if password == PASSWORD:
            accounts.throttle.clear("sign-in-address", "address")
            accounts.sign_in("beheer@voorbeeld.example", password, "address")
            accounts.throttle.clear("sign-in-address", "address")
        else:
            with pytest.raises(WrongEmailOrPassword):
                accounts.sign_in("beheer@voorbeeld.example", password, "address")
    with pytest.raises(WrongEmailOrPassword):
        accounts.sign_in("beheer@voorbeeld.example", "x", "address")
    with pytest.raises(TooOften):
        accounts.sign_in("beheer@voorbeeld.example", PASSWORD, "address")


def test_signing_out_ends_the_sign_in_and_tells_which() -> None:
    ended: list[str] = []
    accounts = accounts_over(FakeBankUnit(), on_sign_out=ended.append)
    token = first_account(accounts)
    accounts.sign_out(token)
    assert accounts.find_signed_in(token) is None
    assert ended == [hash_of(token)]


def test_a_sign_in_ends_by_itself_after_a_working_day() -> None:
    clock = Clock()
    accounts = accounts_over(FakeBankUnit(), now=clock)
    token = first_account(accounts)
    clock.pass_by(hours=11)
    assert accounts.find_signed_in(token)
    clock.pass_by(hours=1)
    assert accounts.find_signed_in(token) is None


def test_an_invitation_works_once_and_for_seven_days() -> None:
    clock = Clock()
    accounts = accounts_over(FakeBankUnit(), now=clock)
    token = accounts.create("Jeugdhulp", "Regio", invite())
    accounts.accept_invitation(token, PASSWORD)
    with pytest.raises(InvitationUsed):
        accounts.accept_invitation(token, PASSWORD)
    again = accounts.reset_by_email("beheer@voorbeeld.example")
    clock.pass_by(days=7)
    with pytest.raises(InvitationExpired):
        accounts.accept_invitation(again, PASSWORD)


def test_a_newer_link_takes_the_place_of_the_older_one() -> None:
    accounts = accounts_over(FakeBankUnit())
    first = accounts.create("Jeugdhulp", "Regio", invite())
    accounts.reset_by_email("beheer@voorbeeld.example")
    with pytest.raises(InvitationNotThere):
        accounts.find_invitation(first)


def test_a_new_password_ends_every_earlier_sign_in() -> None:
    ended: list[str] = []
    accounts = accounts_over(FakeBankUnit(), on_sign_out=ended.append)
    token = first_account(accounts)
    link = accounts.reset_by_email("beheer@voorbeeld.example")
    assert accounts.find_signed_in(token)  # until then the old one works
    accounts.accept_invitation(link, PASSWORD + "!")
    assert accounts.find_signed_in(token) is None
    assert ended == [hash_of(token)]


def test_a_password_that_will_not_do_leaves_the_invitation_open() -> None:
    accounts = accounts_over(FakeBankUnit())
    token = accounts.create("Jeugdhulp", "Regio", invite())
    with pytest.raises(PasswordTooShort):
        accounts.accept_invitation(token, "kort")
    assert accounts.accept_invitation(token, PASSWORD)


def test_inviting_twice_with_one_op_gives_one_account_and_the_same_link() -> None:
    unit = FakeBankUnit()
    accounts = accounts_over(unit)
    first_account(accounts)
    (by,) = unit.accounts.by_id.values()
    link = accounts.invite(by, invite("lezer@voorbeeld.example", Role.READER), "op")
    assert accounts.invite(by, invite("lezer@voorbeeld.example", Role.READER), "op") == link
    assert len(unit.accounts.by_id) == 2
    with pytest.raises(OpUsedTwice):
        accounts.invite(by, invite("ander@voorbeeld.example", Role.READER), "op")


def test_what_an_invitation_lacks_is_refused_at_its_field() -> None:
    unit = FakeBankUnit()
    accounts = accounts_over(unit)
    first_account(accounts)
    (by,) = unit.accounts.by_id.values()
    for wrong, refusal, field in (
        (invite("geen adres"), NotAnEmail, "email"),
        (invite("BEHEER@voorbeeld.example"), EmailTaken, "email"),
        (Invite(name="X", email="x@voorbeeld.example", roles=frozenset()), NoRole, "roles"),
    ):
        with pytest.raises(refusal) as refused:
            accounts.invite(by, wrong, "op")
        assert refused.value.field == field


def test_another_organisations_account_is_as_little_there_as_none() -> None:
    unit = FakeBankUnit()
    accounts = accounts_over(unit)
    first_account(accounts)
    (by,) = unit.accounts.by_id.values()
    accounts.create("Buren", "Regio", invite("buren@buren.example"))
    theirs = unit.accounts.find_by_email("buren@buren.example")
    assert theirs
    for id in (theirs.id, AccountId("nobody")):
        with pytest.raises(NotThere):
            accounts.reset(by, id)
    assert [person.account.id for person in accounts.people(by)] == [by.id]


def test_a_new_organisation_needs_a_region() -> None:
    accounts = accounts_over(FakeBankUnit())
    with pytest.raises(FieldMissing):
        accounts.create("Jeugdhulp", "", invite())
    first_account(accounts)
    assert accounts.create("Jeugdhulp", "", invite("tweede@voorbeeld.example"))


def test_the_audit_log_holds_ids_and_codes_only() -> None:
    unit = FakeBankUnit()
    accounts = accounts_over(unit)
    first_account(accounts)
    assert [entry.action for entry in unit.audit] == [
        "organisation.create",
        "admin.create",
        "account.accept-invitation",
    ]
    for secret in ("Beheer", "voorbeeld", PASSWORD, "Jeugdhulp"):
        assert secret not in repr(unit.audit)


def test_a_sign_in_whose_time_is_over_ends_with_what_came_from_it() -> None:
    ended: list[str] = []
    clock = Clock()
    accounts = accounts_over(FakeBankUnit(), now=clock, on_sign_out=ended.append)
    token = first_account(accounts)
    accounts.end_expired()
    assert ended == []
    clock.pass_by(days=2)
    accounts.end_expired()
    assert ended == [hash_of(token)]
