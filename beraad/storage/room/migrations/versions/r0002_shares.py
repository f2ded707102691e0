"""What was said of sharing a case, and the version of its draft."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "shares",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=True),
        sa.Column("region", sa.Boolean(), nullable=False),
        sa.Column("right", sa.String(length=64), nullable=False),
        sa.Column("withdrawal", sa.String(length=64), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("fk_shares_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_shares")),
        sa.UniqueConstraint("token", name=op.f("uq_shares_token")),
    )


def downgrade() -> None:
    op.drop_table("shares")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("version")
