"""Passes for a second device of who leads, and keys that rest while their laptop is the screen."""

import sqlalchemy as sa
from alembic import op

from beraad.storage.columns import Utc

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "passes",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("sign_in", sa.String(length=64), nullable=True),
        sa.Column("due", Utc(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("fk_passes_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_passes")),
        sa.UniqueConstraint("code", name=op.f("uq_passes_code")),
    )
    op.create_index(op.f("ix_passes_session_seat"), "passes", ["session", "seat"])
    op.create_index(op.f("ix_passes_sign_in"), "passes", ["sign_in"])
    with op.batch_alter_table("seat_keys", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rests", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("seat_keys", schema=None) as batch_op:
        batch_op.drop_column("rests")
    op.drop_table("passes")
