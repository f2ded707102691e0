"""Tables of the bank."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from beraad.storage.columns import Utc, new_metadata

bank_tables = new_metadata()

organisations = Table(
    "organisations",
    bank_tables,
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("region", String(200), nullable=False, index=True),
)

teams = Table(
    "teams",
    bank_tables,
    Column("id", String(64), primary_key=True),
    Column("organisation", String(64), ForeignKey("organisations.id"), nullable=False),
    Column("name", String(200), nullable=False),
    UniqueConstraint("organisation", "name"),
)

accounts = Table(
    "accounts",
    bank_tables,
    Column("id", String(64), primary_key=True),
    Column("organisation", String(64), ForeignKey("organisations.id"), nullable=False, index=True),
    Column("team", String(64), ForeignKey("teams.id")),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False, unique=True),  # casefolded
    Column("password", String(200)),  # argon2; none until the invitation is accepted
    Column("roles", Text, nullable=False),  # a JSON list
    Column("state", String(16), nullable=False),
    Column("created", Utc, nullable=False),
)

invitations = Table(
    "invitations",
    bank_tables,
    Column("hash", String(64), primary_key=True),
    Column("account", String(64), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires", Utc, nullable=False),
    Column("used", Utc),
)

sign_ins = Table(
    "sign_ins",
    bank_tables,
    Column("hash", String(64), primary_key=True),
    Column("account", String(64), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", Utc, nullable=False),
    Column("expires", Utc, nullable=False, index=True),
)

audit = Table(
    "audit",
    bank_tables,
    Column("id", String(64), primary_key=True),
    Column("at", Utc, nullable=False),
    Column("organisation", String(64)),
    Column("actor", String(64)),
    Column("action", String(64), nullable=False),
    Column("object", String(64), nullable=False),
    Index(None, "organisation", "at"),
)

ops = Table(
    "ops",
    bank_tables,
    Column("account", String(64), primary_key=True),
    Column("op", String(64), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("result", String(200), nullable=False),
)
