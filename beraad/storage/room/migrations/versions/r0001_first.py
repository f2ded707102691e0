"""The first tables of the room."""

import sqlalchemy as sa
from alembic import op

from beraad.storage.columns import Utc

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("due", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_jobs_kind_subject")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobs_due"), ["due"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=True),
        sa.Column("organisation", sa.String(length=64), nullable=True),
        sa.Column("team", sa.String(length=64), nullable=True),
        sa.Column("account", sa.String(length=64), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("planned_for", Utc(), nullable=True),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.Column("closed", Utc(), nullable=True),
        sa.Column("created", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("code", name=op.f("uq_sessions_code")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_account"), ["account"], unique=False)
        batch_op.create_index(batch_op.f("ix_sessions_organisation"), ["organisation"], unique=False)
        batch_op.create_index(batch_op.f("ix_sessions_stage"), ["stage"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("updated", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("fk_drafts_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("session", name=op.f("uq_drafts_session")),
    )
    op.create_table(
        "events",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("fk_events_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session", "number", name=op.f("pk_events")),
    )
    op.create_table(
        "ops",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("op", sa.String(length=64), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("fk_ops_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session", "seat", "op", name=op.f("pk_ops")),
    )
    op.create_table(
        "reports",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("fk_reports_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_reports")),
    )
    op.create_table(
        "rosters",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("fk_rosters_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_rosters")),
    )
    op.create_table(
        "seat_keys",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("face", sa.String(length=16), nullable=False),
        sa.Column("sign_in", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("fk_seat_keys_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_seat_keys")),
    )
    with op.batch_alter_table("seat_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_keys_session_seat"), ["session", "seat"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_keys_sign_in"), ["sign_in"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("seat_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_keys_sign_in"))
        batch_op.drop_index(batch_op.f("ix_seat_keys_session_seat"))

    op.drop_table("seat_keys")
    op.drop_table("rosters")
    op.drop_table("reports")
    op.drop_table("ops")
    op.drop_table("events")
    op.drop_table("drafts")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sessions_stage"))
        batch_op.drop_index(batch_op.f("ix_sessions_organisation"))
        batch_op.drop_index(batch_op.f("ix_sessions_account"))

    op.drop_table("sessions")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jobs_due"))

    op.drop_table("jobs")
