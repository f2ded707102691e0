"""Cases, and the index by which they are found."""

import sqlalchemy as sa
from alembic import op

from beraad.storage.columns import Utc

revision = "0002"
down_revision = "0001"


def _key(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("id", _key(64), nullable=False),
        sa.Column("circle", sa.String(length=16), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("region", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("visible_from", Utc(), nullable=True),
        sa.Column("withdrawal", sa.String(length=64), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("title_key", _key(40), nullable=False),
        sa.Column("period", _key(10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("indexed", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("withdrawal", name=op.f("uq_cases_withdrawal")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cases_circle_organisation_region"), ["circle", "organisation", "region"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_cases_indexed"), ["indexed"], unique=False)

    op.create_table(
        "case_facets",
        sa.Column("case", _key(64), nullable=False),
        sa.Column("facet", sa.String(length=16), nullable=False),
        sa.Column("value", _key(130), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_case_facets_case"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case", "facet", "value", name=op.f("pk_case_facets")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_case_facets_facet_value_case"), "case_facets", ["facet", "value", "case"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("token", _key(64), nullable=False),
        sa.Column("case", _key(64), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_tokens_case"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", "case", "field", name=op.f("pk_tokens")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_tokens_case"), "tokens", ["case"], unique=False)
    op.create_table(
        "vocabulary",
        sa.Column("word", _key(40), nullable=False),
        sa.Column("case", _key(64), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_vocabulary_case"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("word", "case", name=op.f("pk_vocabulary")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_vocabulary_case"), "vocabulary", ["case"], unique=False)
    op.create_table(
        "withdrawals",
        sa.Column("id", _key(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawals")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("withdrawals", "vocabulary", "tokens", "case_facets", "cases"):
        op.drop_table(table)
