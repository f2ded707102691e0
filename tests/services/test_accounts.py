"""Signing in and out, inviting, and setting a password."""

import msgspec
import pytest

from beraad.accounts.account import Account, AccountId, AccountState
from beraad.accounts.refusals import (
    AccessEnded,
    EmailTaken,
    HasAccess,
    InvitationExpired,
    InvitationNotThere,
    InvitationUsed,
    NoRole,
    NotAllowed,
    NotAnEmail,
    NotThere,
    OwnAccess,
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
    assert set(ended) == {hash_of(token)}


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
    assert set(ended) == {hash_of(token)}


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
        with pytest.raises(NotThere):
            accounts.person(by, id)
        with pytest.raises(NotThere):
            accounts.set_roles(by, id, frozenset())
        with pytest.raises(NotThere):
            accounts.end(by, id)
        with pytest.raises(NotThere):
            accounts.give_again(by, id, "op")
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
    assert set(ended) == {hash_of(token)}


def two(accounts: Accounts, unit: FakeBankUnit, *roles: Role) -> tuple[Account, Account, str]:
    """Make an administrator and a colleague with these roles; return both, and the colleague's sign-in."""
    first_account(accounts)
    by = unit.accounts.find_by_email("beheer@voorbeeld.example")
    assert by
    token = accounts.accept_invitation(accounts.invite(by, invite("lezer@voorbeeld.example", *roles), "op"), PASSWORD)
    them = unit.accounts.find_by_email("lezer@voorbeeld.example")
    assert them
    return by, them, token


def test_ending_access_ends_every_sign_in_link_and_password_and_may_be_asked_twice() -> None:
    unit, ended = FakeBankUnit(), list[str]()
    accounts = accounts_over(unit, on_sign_out=ended.append)
    by, them, token = two(accounts, unit, Role.FACILITATOR)
    other = accounts.sign_in(them.email, PASSWORD, "address")
    link = accounts.reset(by, them.id)
    accounts.end(by, them.id)
    accounts.end(by, them.id)
    assert set(ended) == {hash_of(token), hash_of(other)}  # before and after each is gone
    assert accounts.find_signed_in(token) is None
    assert accounts.find_signed_in(other) is None
    assert accounts.person(by, them.id).account == msgspec.structs.replace(them, state=AccountState.ENDED)
    with pytest.raises(WrongEmailOrPassword):
        accounts.sign_in(them.email, PASSWORD, "address")
    with pytest.raises(InvitationNotThere):
        accounts.accept_invitation(link, PASSWORD)
    with pytest.raises(AccessEnded):
        accounts.reset(by, them.id)
    with pytest.raises(AccessEnded):
        accounts.reset_by_email(them.email)
    assert [entry.action for entry in unit.audit].count("people.end") == 1


def test_what_was_not_ended_when_the_server_stopped_is_ended_by_asking_again() -> None:
    unit, ended = FakeBankUnit(), list[str]()

    def stop(_hashed: str) -> None:
        raise SystemExit

    by, them, token = two(accounts_over(unit), unit, Role.FACILITATOR)
    with pytest.raises(SystemExit):
        accounts_over(unit, on_sign_out=stop).end(by, them.id)
    accounts = accounts_over(unit, on_sign_out=ended.append)
    assert accounts.find_signed_in(token) is None
    accounts.end(by, them.id)
    assert set(ended) == {hash_of(token)}


def test_a_link_that_was_open_while_access_ended_brings_nobody_in() -> None:
    """As a second worker could leave it: the link is there, the access is not."""
    unit = FakeBankUnit()
    accounts = accounts_over(unit)
    by, them, _ = two(accounts, unit, Role.READER)
    link = accounts.reset(by, them.id)
    kept = dict(unit.accounts.invitations)
    accounts.end(by, them.id)
    unit.accounts.invitations = kept
    with pytest.raises(InvitationNotThere):
        accounts.accept_invitation(link, PASSWORD)


def test_access_given_again_asks_for_a_new_password_and_keeps_the_roles() -> None:
    unit = FakeBankUnit()
    accounts = accounts_over(unit)
    by, them, token = two(accounts, unit, Role.FACILITATOR, Role.READER)
    with pytest.raises(HasAccess):
        accounts.give_again(by, them.id, "again")
    accounts.end(by, them.id)
    link = accounts.give_again(by, them.id, "again")
    assert accounts.give_again(by, them.id, "again") == link
    with pytest.raises(OpUsedTwice):
        accounts.give_again(by, by.id, "again")
    with pytest.raises(WrongEmailOrPassword):
        accounts.sign_in(them.email, PASSWORD, "address")
    person = accounts.find_signed_in(accounts.accept_invitation(link, PASSWORD + "!"))
    assert person
    assert person.account == them
    assert accounts.find_signed_in(token) is None
    assert [entry.action for entry in unit.audit][-3:] == [
        "people.end",
        "people.give-again",
        "account.accept-invitation",
    ]


def test_other_roles_hold_at_once_and_are_noted_once() -> None:
    unit = FakeBankUnit()
    accounts = accounts_over(unit)
    by, them, token = two(accounts, unit, Role.READER)
    for _ in range(2):
        accounts.set_roles(by, them.id, frozenset({Role.REVIEWER}))
    person = accounts.find_signed_in(token)
    assert person
    assert person.account.roles == {Role.REVIEWER}
    assert [(entry.action, entry.actor, entry.object) for entry in unit.audit][-1] == ("people.roles", by.id, them.id)
    assert [entry.action for entry in unit.audit].count("people.roles") == 1
    with pytest.raises(OwnAccess):
        accounts.set_roles(by, by.id, frozenset({Role.READER}))


def test_of_two_administrators_who_let_go_of_each_other_the_first_stays() -> None:
    unit = FakeBankUnit()
    accounts = accounts_over(unit)
    by, them, _ = two(accounts, unit, Role.ADMINISTRATOR)
    accounts.end(by, them.id)  # `them` was asked for as it was a moment ago
    with pytest.raises(NotAllowed):
        accounts.end(them, by.id)
    with pytest.raises(NotAllowed):
        accounts.set_roles(them, by.id, frozenset({Role.READER}))
    with pytest.raises(NotAllowed):
        accounts.give_again(them, them.id, "op")
