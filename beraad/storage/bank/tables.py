"""Tables of the bank."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

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


def _key(length: int) -> String:
    """A text that both databases compare and sort alike: by code point."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


# A case as its canonical file, with what finding it needs. No author, no session, no time finer than a quarter:
# visible_from is a random moment in a quarter, or none. And no rowid, which counts up: beside the moments in the audit
# log the order of coming in would tell who approved which case, and when.
cases = Table(
    "cases",
    bank_tables,
    Column("id", _key(64), primary_key=True),
    Column("circle", String(16), nullable=False),
    Column("organisation", String(64), nullable=False),  # empty unless the circle is an organisation
    Column("region", String(200), nullable=False),  # empty unless the circle is a region
    Column("origin", String(16), nullable=False),
    Column("imported", Boolean, nullable=False),  # only an imported case is replaced by an import
    Column("visible_from", Utc),
    Column("withdrawal", String(64), unique=True),  # hash of the token of the one who brought it
    Column("body", Text, nullable=False),
    Column("title_key", _key(40), nullable=False),
    Column("period", _key(10), nullable=False),
    Column("words", Text, nullable=False),  # folded, a text a line, for phrases
    Column("indexed", String(16), nullable=False, index=True),  # the version of the words it was indexed with
    Index(None, "circle", "organisation", "region"),
    sqlite_with_rowid=False,
)

case_facets = Table(
    "case_facets",
    bank_tables,
    Column("case", _key(64), ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("facet", String(16), primary_key=True),
    Column("value", _key(130), primary_key=True),
    Index(None, "facet", "value", "case"),
    sqlite_with_rowid=False,
)

tokens = Table(
    "tokens",
    bank_tables,
    Column("token", _key(64), primary_key=True),
    Column("case", _key(64), ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("field", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

vocabulary = Table(
    "vocabulary",
    bank_tables,
    Column("word", _key(40), primary_key=True),
    Column("case", _key(64), ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

withdrawals = Table(
    "withdrawals",
    bank_tables,
    Column("id", _key(64), primary_key=True),  # of a case that is gone and does not come back
    sqlite_with_rowid=False,
)
