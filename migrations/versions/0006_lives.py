"""Rounds, exchanges and workshops that live for months."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    workshops()


def downgrade() -> None:
    op.drop_table("workshops")


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def workshops() -> None:
    op.create_table(
        "workshops",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, index=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("starts_at < ends_at", name="in_order"),
    )
