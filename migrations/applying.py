"""Hosts of one's own and limits set aside; a part of the newest step."""

import sqlalchemy as sa
from alembic import op


def applying() -> None:
    with op.batch_alter_table("exchanges") as exchanges:
        exchanges.alter_column("schedule_id", existing_type=sa.Uuid(), nullable=True)
    op.create_table(
        "overrides",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, index=True),
        sa.Column("limit", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("old", sa.Integer()),
        sa.Column("new", sa.Integer()),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
    )


def not_applying() -> None:
    op.drop_table("overrides")
    with op.batch_alter_table("exchanges") as exchanges:
        exchanges.alter_column("schedule_id", existing_type=sa.Uuid(), nullable=False)


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
