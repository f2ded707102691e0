"""Organisations, teams, accounts, invitations and sign-ins as rows."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, RowMapping, Select, select

from beraad.accounts.account import (
    Account,
    AccountId,
    AccountState,
    Organisation,
    OrganisationId,
    SignIn,
    Team,
    TeamId,
)
from beraad.accounts.invitation import Invitation
from beraad.accounts.roles import Role
from beraad.storage.bank.tables import accounts, invitations, ops, organisations, sign_ins, teams


@dataclass(frozen=True, slots=True)
class AccountRows:
    """Accounts within a unit of work."""

    connection: Connection

    def add_organisation(self, organisation: Organisation) -> None:
        self.connection.execute(organisations.insert().values(msgspec.structs.asdict(organisation)))

    def find_organisation(self, name: str) -> Organisation | None:
        """Return the organisation called `name`, or None."""
        row = self._one(select(organisations).where(organisations.c.name == name))
        return Organisation(**row) if row else None

    def hold(self, id: OrganisationId) -> None:
        """Have others that want to change who may what in an organisation wait until this unit is over."""
        self.connection.execute(select(organisations.c.id).where(organisations.c.id == id).with_for_update())

    def get_organisation(self, id: OrganisationId) -> Organisation:
        row = self.connection.execute(select(organisations).where(organisations.c.id == id)).mappings().one()
        return Organisation(**row)

    def add_team(self, team: Team) -> None:
        self.connection.execute(teams.insert().values(msgspec.structs.asdict(team)))

    def teams(self, organisation: OrganisationId) -> tuple[Team, ...]:
        """Return the teams of an organisation, by name."""
        query = select(teams).where(teams.c.organisation == organisation).order_by(teams.c.name)
        return tuple(Team(**row) for row in self.connection.execute(query).mappings())

    def add(self, account: Account) -> None:
        self.connection.execute(accounts.insert().values(_row(account)))

    def change(self, account: Account) -> None:
        """Store an account that exists in its new form. Its password stays."""
        self.connection.execute(accounts.update().where(accounts.c.id == account.id).values(_row(account)))

    def find(self, id: AccountId) -> Account | None:
        """Return the account, or None."""
        row = self._one(select(accounts).where(accounts.c.id == id))
        return _account(row) if row else None

    def find_by_email(self, email: str) -> Account | None:
        """Return the account with this casefolded address, or None."""
        row = self._one(select(accounts).where(accounts.c.email == email))
        return _account(row) if row else None

    def of_organisation(self, organisation: OrganisationId) -> tuple[Account, ...]:
        """Return the accounts of an organisation, by name."""
        query = select(accounts).where(accounts.c.organisation == organisation).order_by(accounts.c.name)
        return tuple(_account(row) for row in self.connection.execute(query).mappings())

    def password(self, id: AccountId) -> str | None:
        """Return the hash of the password, or None when there is none yet."""
        return self.connection.execute(select(accounts.c.password).where(accounts.c.id == id)).scalar()

    def set_password(self, id: AccountId, hashed: str | None) -> None:
        self.connection.execute(accounts.update().where(accounts.c.id == id).values(password=hashed))

    def add_invitation(self, invitation: Invitation) -> None:
        """Store an invitation; earlier ones of the same account are void from now on."""
        self.void_invitations(invitation.account)
        self.connection.execute(invitations.insert().values(msgspec.structs.asdict(invitation)))

    def void_invitations(self, id: AccountId) -> None:
        """Remove every invitation of an account."""
        self.connection.execute(invitations.delete().where(invitations.c.account == id))

    def find_invitation(self, hashed: str) -> Invitation | None:
        """Return the invitation with this hash of its token, or None."""
        row = self._one(select(invitations).where(invitations.c.hash == hashed))
        return Invitation(**row) if row else None

    def use_invitation(self, hashed: str, at: datetime) -> None:
        self.connection.execute(invitations.update().where(invitations.c.hash == hashed).values(used=at))

    def add_sign_in(self, sign_in: SignIn) -> None:
        """Store a sign-in, and remove those of the same account that have expired."""
        self.connection.execute(
            sign_ins.delete().where(sign_ins.c.account == sign_in.account, sign_ins.c.expires <= sign_in.created)
        )
        self.connection.execute(sign_ins.insert().values(msgspec.structs.asdict(sign_in)))

    def find_sign_in(self, hashed: str) -> SignIn | None:
        """Return the sign-in with this hash of its token, or None."""
        row = self._one(select(sign_ins).where(sign_ins.c.hash == hashed))
        return SignIn(**row) if row else None

    def end_sign_in(self, hashed: str) -> None:
        self.connection.execute(sign_ins.delete().where(sign_ins.c.hash == hashed))

    def sign_ins_of(self, id: AccountId) -> tuple[str, ...]:
        """Return the hashes of every sign-in of an account."""
        return tuple(self.connection.execute(select(sign_ins.c.hash).where(sign_ins.c.account == id)).scalars())

    def end_sign_ins_of(self, id: AccountId) -> tuple[str, ...]:
        """End every sign-in of an account; return their hashes."""
        hashes = self.sign_ins_of(id)
        self.connection.execute(sign_ins.delete().where(sign_ins.c.account == id))
        return hashes

    def end_expired_sign_ins(self, at: datetime) -> tuple[str, ...]:
        """End every sign-in that has expired; return their hashes."""
        expired = sign_ins.c.expires <= at
        hashes = tuple(self.connection.execute(select(sign_ins.c.hash).where(expired)).scalars())
        self.connection.execute(sign_ins.delete().where(expired))
        return hashes

    def find_op(self, account: AccountId, op: str) -> tuple[str, str] | None:
        """Return (hash of the body, result) of a request this account made before, or None."""
        row = self._one(select(ops).where(ops.c.account == account, ops.c.op == op))
        return (row["body_hash"], row["result"]) if row else None

    def add_op(self, account: AccountId, op: str, body_hash: str, result: str) -> None:
        self.connection.execute(ops.insert().values(account=account, op=op, body_hash=body_hash, result=result))

    def _one(self, query: Select[tuple[object, ...]]) -> RowMapping | None:
        return self.connection.execute(query).mappings().one_or_none()


def _row(account: Account) -> dict[str, object]:
    row = msgspec.structs.asdict(account)
    row["roles"] = msgspec.json.encode(sorted(account.roles)).decode()
    return row


def _account(row: RowMapping) -> Account:
    return Account(
        id=AccountId(row["id"]),
        organisation=OrganisationId(row["organisation"]),
        team=TeamId(row["team"]) if row["team"] else None,
        name=row["name"],
        email=row["email"],
        roles=frozenset(msgspec.json.decode(row["roles"], type=list[Role])),
        state=AccountState(row["state"]),
        created=row["created"],
    )
