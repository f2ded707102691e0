"""Tables of the room. Nothing here outlives a session for long (privacy.md §5)."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, false

from beraad.storage.columns import Utc, new_metadata

room_tables = new_metadata()

sessions = Table(
    "sessions",
    room_tables,
    Column("id", String(64), primary_key=True),
    Column("code", String(16), unique=True),  # of the open door; none when it is closed for good
    Column("organisation", String(64), index=True),
    Column("team", String(64)),
    Column("account", String(64), index=True),  # who made it; none for practice
    Column("stage", String(16), nullable=False, index=True),
    Column("planned_for", Utc),
    Column("practice", Boolean, nullable=False),
    Column("case_id", String(64)),  # the public case that a practice weighs
    Column("rehearses", String(64)),  # the prepared session that this is a rehearsal of
    Column("closed", Utc),
    Column("created", Utc, nullable=False),
)

events = Table(
    "events",
    room_tables,
    Column("session", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # the database decides who was first
    Column("type", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Column("by", String(64), nullable=False),
    Column("body", Text, nullable=False),
)

ops = Table(
    "ops",
    room_tables,
    Column("session", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("seat", String(64), primary_key=True),
    Column("op", String(64), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("inputs", Integer, nullable=False),
)

# What is written without names, until the reveal: one row a step, rewritten whole, so that no order tells who wrote.
boxes = Table(
    "boxes",
    room_tables,
    Column("session", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("step", String(64), primary_key=True),
    Column("body", Text, nullable=False),
)

seat_keys = Table(
    "seat_keys",
    room_tables,
    Column("hash", String(64), primary_key=True),
    Column("session", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("seat", String(64), nullable=False),
    Column("face", String(16), nullable=False),
    Column("sign_in", String(64), index=True),  # the sign-in it came from, and ends with
    Column(
        "rests", Boolean, nullable=False, server_default=false()
    ),  # its browser is the screen now, and leads no more
    Index(None, "session", "seat"),
)

# Each lets one more device lead from a seat: once, within minutes. Gone with its session, its seat and its sign-in.
passes = Table(
    "passes",
    room_tables,
    Column("hash", String(64), primary_key=True),
    Column("code", String(64), nullable=False, unique=True),  # keyed hash of the short one that is typed
    Column("session", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("seat", String(64), nullable=False),
    Column("sign_in", String(64), index=True),  # as of the key it was asked with
    Column("due", Utc, nullable=False),
    Column("taken", Boolean, nullable=False),
    Index(None, "session", "seat"),
)

rosters = Table(
    "rosters",
    room_tables,
    Column("session", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("body", Text, nullable=False),
)

reports = Table(
    "reports",
    room_tables,
    Column("session", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("body", Text, nullable=False),
    Column("made", Utc, nullable=False),
)

drafts = Table(
    "drafts",
    room_tables,
    Column("case_id", String(64), primary_key=True),
    Column("session", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("body", Text, nullable=False),
    Column("state", String(16), nullable=False),  # review, or publishing
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated", Utc, nullable=False),
)

# What the one who brought a case in said of sharing it; tied to no seat.
shares = Table(
    "shares",
    room_tables,
    Column("session", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("token", String(64), nullable=False, unique=True),  # hash of that person's link
    Column("yes", Boolean),  # none: nothing said
    Column("region", Boolean, nullable=False),
    Column("right", String(64), nullable=False),  # fingerprint of the text agreed with, or empty
    Column("withdrawal", String(64), nullable=False),  # hash of the token that takes the case back, or empty
    Column("published", Boolean, nullable=False),
)

jobs = Table(
    "jobs",
    room_tables,
    Column("id", String(64), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("due", Utc, nullable=False, index=True),
    UniqueConstraint("kind", "subject"),  # asking twice makes one job
)
