"""The boxes of what is written without names, until the reveal."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "boxes",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("fk_boxes_session"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session", "step", name=op.f("pk_boxes")),
    )


def downgrade() -> None:
    op.drop_table("boxes")
