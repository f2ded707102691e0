"""Signing in and out, inviting, and setting a password."""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from beraad.accounts.access import can_administer, check_end, check_give_again, check_new_link, check_roles
from beraad.accounts.account import (
    SIGN_IN_LASTS,
    Account,
    AccountId,
    AccountState,
    AuditEntry,
    Organisation,
    OrganisationId,
    SignIn,
    Team,
    TeamId,
    as_email,
)
from beraad.accounts.invitation import VALID_FOR, Invitation, check_invitation
from beraad.accounts.passwords import check_password
from beraad.accounts.permissions import check_own
from beraad.accounts.refusals import (
    EmailTaken,
    InvitationNotThere,
    NoRole,
    NotAllowed,
    NotAnEmail,
    NotThere,
    WrongEmailOrPassword,
)
from beraad.accounts.roles import Role
from beraad.deliberation.refusals import FieldMissing, OpUsedTwice
from beraad.services.ports import BankUnit, Elsewhere, Hasher, NewToken, Now, Store, Throttle
from beraad.services.tokens import hash_of


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An account with the names of its organisation and team; region decides what it can read."""

    account: Account
    organisation: Organisation
    team: str


class Invite(msgspec.Struct, frozen=True, kw_only=True):
    """Who is invited; `team` is the name of a team, made if it is new, or empty."""

    name: str
    email: str
    roles: frozenset[Role]
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Use cases of accounts. Tokens go out once, in links and cookies; stored are only their hashes."""

    bank: Store[BankUnit]
    hasher: Hasher
    elsewhere: Elsewhere
    throttle: Throttle
    now: Now
    new_token: NewToken
    secret: bytes
    on_sign_out: Callable[[str], None]
    """Told the hash of a sign-in that ended, after it is stored: its sockets and seats' keys end with it."""

    def sign_in(self, email: str, password: str, address: str) -> str:
        """Return the token of a new sign-in. Raises WrongEmailOrPassword or TooOften.

        An unknown e-mail address takes as long as a wrong password, so that time tells nothing.
        """
        email = as_email(email)
        self.throttle.hit("sign-in", email, address)
        self.throttle.hit("sign-in-account", email)
        self.throttle.hit("sign-in-address", address)

        def look(unit: BankUnit) -> tuple[Account | None, str | None]:
            account = unit.accounts.find_by_email(email)
            return account, unit.accounts.password(account.id) if account else None

        account, hashed = self.bank.read(look)
        right = self.elsewhere(self.hasher.verify, hashed or "", password)
        if account is None or account.state is not AccountState.ACTIVE or not right:
            raise WrongEmailOrPassword
        token = self._sign_in(account.id)
        self.throttle.clear("sign-in", email, address)
        self.throttle.clear("sign-in-account", email)
        return token

    def sign_out(self, token: str) -> None:
        """End a sign-in; one that has ended already is no error."""
        hashed = hash_of(token)
        self.bank.writer.run(lambda unit: unit.accounts.end_sign_in(hashed))
        self.on_sign_out(hashed)

    def end_expired(self) -> None:
        """End the sign-ins whose time is over, with the seats' keys that came from them."""
        for hashed in self.bank.writer.run(lambda unit: unit.accounts.end_expired_sign_ins(self.now())):
            self.on_sign_out(hashed)

    def find_signed_in(self, token: str) -> Person | None:
        """Return whose sign-in this is, as their rights are now, or None if it has ended."""

        def look(unit: BankUnit) -> Person | None:
            sign_in = unit.accounts.find_sign_in(hash_of(token))
            if sign_in is None or sign_in.expires <= self.now():
                return None
            account = unit.accounts.find(sign_in.account)
            if account is None or account.state is not AccountState.ACTIVE:
                return None
            return _person(unit, account)

        return self.bank.read(look)

    def stands(self, hashed: str) -> bool:
        """Whether the sign-in with this hash is still one, of somebody who has access."""

        def look(unit: BankUnit) -> bool:
            sign_in = unit.accounts.find_sign_in(hashed)
            account = unit.accounts.find(sign_in.account) if sign_in and sign_in.expires > self.now() else None
            return account is not None and account.state is AccountState.ACTIVE

        return self.bank.read(look)

    def people(self, by: Account) -> tuple[Person, ...]:
        """Return everybody of the own organisation, by name."""

        def look(unit: BankUnit) -> tuple[Person, ...]:
            home = unit.accounts.get_organisation(by.organisation)
            teams = unit.accounts.teams(by.organisation)
            return tuple(_of(each, home, teams) for each in unit.accounts.of_organisation(by.organisation))

        return self.bank.read(look)

    def person(self, by: Account, id: AccountId) -> Person:
        """Return somebody of the own organisation. Raises NotThere."""
        return self.bank.read(lambda unit: _person(unit, _own(unit, by, id)))

    def teams(self, by: Account) -> tuple[str, ...]:
        """Return the names of the teams of the own organisation."""
        return tuple(team.name for team in self.bank.read(lambda unit: unit.accounts.teams(by.organisation)))

    def invite(self, by: Account, invite: Invite, op: str) -> str:
        """Make an account and return the token of its link; the same `op` again returns the same token.

        Raises NotAnEmail, EmailTaken, NoRole or OpUsedTwice.
        """
        token = self._token_for(by.id, op)
        body_hash = self._hash(invite.name, as_email(invite.email), sorted(invite.roles), invite.team)

        def write(unit: BankUnit) -> None:
            if _done_before(unit, by.id, op, body_hash):
                return
            account = self._add(unit, by.organisation, invite)
            unit.accounts.add_invitation(self._invitation(account.id, token))
            unit.accounts.add_op(by.id, op, body_hash, account.id)
            self._log(unit, by.organisation, by.id, "people.invite", account.id)

        self.bank.writer.run(write)
        return token

    def reset(self, by: Account, id: AccountId) -> str:
        """Return the token of a new link for somebody of the own organisation. Raises NotThere or AccessEnded.

        The old password works until a new one is chosen; that ends every sign-in.
        """
        return self._reset(
            lambda unit: unit.accounts.find(id), by.id, lambda account: check_own(by, account.organisation)
        )

    def set_roles(self, by: Account, id: AccountId, roles: frozenset[Role]) -> None:
        """Give somebody of the own organisation these roles, from the next request on.

        Raises NotThere, NotAllowed, or what check_roles raises.
        """

        def write(unit: BankUnit) -> None:
            account, everybody = self._to_change(unit, by, id)
            check_roles(account, roles, by.id, everybody)
            if roles != account.roles:
                unit.accounts.change(msgspec.structs.replace(account, roles=roles))
                self._log(unit, account.organisation, by.id, "people.roles", account.id)

        self.bank.writer.run(write)

    def end(self, by: Account, id: AccountId) -> None:
        """End the access of somebody of the own organisation: sign-ins, what came from them, and open links.

        The sign-ins are removed last. They open nothing any more, and if the server stops halfway, doing this again,
        or their own time, still finds which keys and sockets have to end. Raises NotThere, NotAllowed, OwnAccess or
        LastAdministrator.
        """

        def write(unit: BankUnit) -> tuple[str, ...]:
            account, everybody = self._to_change(unit, by, id)
            check_end(account, by.id, everybody)
            if account.state is not AccountState.ENDED:
                unit.accounts.change(msgspec.structs.replace(account, state=AccountState.ENDED))
                unit.accounts.set_password(account.id, None)
                unit.accounts.void_invitations(account.id)
                self._log(unit, account.organisation, by.id, "people.end", account.id)
            return unit.accounts.sign_ins_of(account.id)

        for sign_in in self.bank.writer.run(write):
            self.on_sign_out(sign_in)
            self.bank.writer.run(lambda unit, hashed=sign_in: unit.accounts.end_sign_in(hashed))  # type: ignore[misc]
            self.on_sign_out(sign_in)  # again: a key may have been made while it was there

    def give_again(self, by: Account, id: AccountId, op: str) -> str:
        """Give access again to somebody whose access was ended; return the token of a link to set a password.

        The same `op` again returns the same token. Raises NotThere, NotAllowed, HasAccess or OpUsedTwice.
        """
        token = self._token_for(by.id, op)
        body_hash = self._hash("give-again", id)

        def write(unit: BankUnit) -> None:
            account, _ = self._to_change(unit, by, id)
            if _done_before(unit, by.id, op, body_hash):
                return
            check_give_again(account)
            unit.accounts.change(msgspec.structs.replace(account, state=AccountState.INVITED))
            unit.accounts.add_invitation(self._invitation(account.id, token))
            unit.accounts.add_op(by.id, op, body_hash, account.id)
            self._log(unit, account.organisation, by.id, "people.give-again", account.id)

        self.bank.writer.run(write)
        return token

    def find_invitation(self, token: str) -> Person:
        """Return who is invited by a link. Raises InvitationNotThere, InvitationUsed or InvitationExpired."""
        return self.bank.read(lambda unit: self._invited(unit, token))

    def accept_invitation(self, token: str, password: str) -> str:
        """Set the password that goes with a link and return the token of a sign-in.

        Earlier sign-ins of the account end. Raises what find_invitation raises, or a refusal about the password.
        """
        check_password(password, self.find_invitation(token).account)
        hashed = self.elsewhere(self.hasher.hash, password)

        def write(unit: BankUnit) -> tuple[AccountId, tuple[str, ...]]:
            unit.accounts.hold(self._invited(unit, token).account.organisation)
            account = self._invited(unit, token).account  # again: two may have opened the link, or access was ended
            unit.accounts.use_invitation(hash_of(token), self.now())
            unit.accounts.change(msgspec.structs.replace(account, state=AccountState.ACTIVE))
            unit.accounts.set_password(account.id, hashed)
            self._log(unit, account.organisation, account.id, "account.accept-invitation", account.id)
            return account.id, unit.accounts.end_sign_ins_of(account.id)

        id, ended = self.bank.writer.run(write)
        for sign_in in ended:
            self.on_sign_out(sign_in)
        return self._sign_in(id)

    def create(self, organisation: str, region: str, invite: Invite) -> str:
        """Make an account from the machine itself, and its organisation if that is new, which needs a region.

        Return the token of its link. Raises FieldMissing or what `invite` raises.
        """
        token = self.new_token()

        def write(unit: BankUnit) -> None:
            home = unit.accounts.find_organisation(organisation)
            if home is None:
                if not region:
                    raise FieldMissing(field="region")
                home = Organisation(id=OrganisationId(self.new_token()), name=organisation, region=region)
                unit.accounts.add_organisation(home)
                self._log(unit, home.id, None, "organisation.create", home.id)
            account = self._add(unit, home.id, invite)
            unit.accounts.add_invitation(self._invitation(account.id, token))
            self._log(unit, home.id, None, "admin.create", account.id)

        self.bank.writer.run(write)
        return token

    def reset_by_email(self, email: str) -> str:
        """Do what `reset` does, from the machine itself. Raises NotThere or AccessEnded."""
        return self._reset(lambda unit: unit.accounts.find_by_email(as_email(email)), None, lambda _account: None)

    def _reset(
        self,
        find: Callable[[BankUnit], Account | None],
        by: AccountId | None,
        check: Callable[[Account], None],
    ) -> str:
        token = self.new_token()

        def write(unit: BankUnit) -> None:
            account = find(unit)
            if account is None:
                raise NotThere
            check(account)
            check_new_link(account)
            unit.accounts.add_invitation(self._invitation(account.id, token))
            self._log(unit, account.organisation, by, "people.reset", account.id)

        self.bank.writer.run(write)
        return token

    def _to_change(self, unit: BankUnit, by: Account, id: AccountId) -> tuple[Account, tuple[Account, ...]]:
        """Return an account of the own organisation, and everybody's there, for a change of it.

        Whoever asks must still be an administrator now: two could let go of each other at once. Raises NotThere or
        NotAllowed.
        """
        unit.accounts.hold(by.organisation)
        account = _own(unit, by, id)
        everybody = unit.accounts.of_organisation(by.organisation)
        if not any(each.id == by.id and can_administer(each) for each in everybody):
            raise NotAllowed
        return account, everybody

    def _add(self, unit: BankUnit, organisation: OrganisationId, invite: Invite) -> Account:
        email = as_email(invite.email)
        name, at, host = email.rpartition("@")
        if not (name and at and "." in host) or any(sign.isspace() for sign in email):
            raise NotAnEmail(field="email")
        if not invite.roles:
            raise NoRole(field="roles")
        if unit.accounts.find_by_email(email):
            raise EmailTaken(field="email")
        account = Account(
            id=AccountId(self.new_token()),
            organisation=organisation,
            team=self._team(unit, organisation, invite.team) if invite.team else None,
            name=invite.name,
            email=email,
            roles=invite.roles,
            state=AccountState.INVITED,
            created=self.now(),
        )
        unit.accounts.add(account)
        return account

    def _team(self, unit: BankUnit, organisation: OrganisationId, name: str) -> TeamId:
        """Return the team of that name, made if it is new."""
        for team in unit.accounts.teams(organisation):
            if team.name == name:
                return team.id
        new = Team(id=TeamId(self.new_token()), organisation=organisation, name=name)
        unit.accounts.add_team(new)
        return new.id

    def _invited(self, unit: BankUnit, token: str) -> Person:
        invitation = unit.accounts.find_invitation(hash_of(token))
        account = unit.accounts.find(invitation.account) if invitation else None
        if invitation is None or account is None or account.state is AccountState.ENDED:
            raise InvitationNotThere
        check_invitation(invitation, self.now())
        return _person(unit, account)

    def _sign_in(self, id: AccountId) -> str:
        token, now = self.new_token(), self.now()
        sign_in = SignIn(hash=hash_of(token), account=id, created=now, expires=now + SIGN_IN_LASTS)
        self.bank.writer.run(lambda unit: unit.accounts.add_sign_in(sign_in))
        return token

    def _invitation(self, id: AccountId, token: str) -> Invitation:
        return Invitation(hash=hash_of(token), account=id, expires=self.now() + VALID_FOR)

    def _token_for(self, by: AccountId, op: str) -> str:
        """A token that a repeated request finds again, and nobody can find without the server's key."""
        return self._hash("invitation", by, op)

    def _hash(self, *what: object) -> str:
        return hmac.digest(self.secret, json.dumps(what).encode(), "sha256").hex()

    def _log(self, unit: BankUnit, organisation: OrganisationId, by: AccountId | None, action: str, on: str) -> None:
        unit.audit.add(
            AuditEntry(
                id=self.new_token(), at=self.now(), organisation=organisation, actor=by, action=action, object=on
            )
        )


def _done_before(unit: BankUnit, by: AccountId, op: str, body_hash: str) -> bool:
    """Return whether this request was done already. Raises OpUsedTwice if its `op` was of another request."""
    earlier = unit.accounts.find_op(by, op)
    if earlier and earlier[0] != body_hash:
        raise OpUsedTwice
    return earlier is not None


def _own(unit: BankUnit, by: Account, id: AccountId) -> Account:
    """Return an account of the own organisation. Raises NotThere."""
    account = unit.accounts.find(id)
    check_own(by, account.organisation if account else None)
    if account is None:
        raise NotThere
    return account


def _person(unit: BankUnit, account: Account) -> Person:
    home = unit.accounts.get_organisation(account.organisation)
    return _of(account, home, unit.accounts.teams(account.organisation))


def _of(account: Account, home: Organisation, teams: tuple[Team, ...]) -> Person:
    return Person(
        account=account,
        organisation=home,
        team=next((team.name for team in teams if team.id == account.team), ""),
    )
