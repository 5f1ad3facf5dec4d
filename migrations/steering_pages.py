"""What those who steer keep for themselves: a part of the newest step."""

import sqlalchemy as sa
from alembic import op

TIME = sa.DateTime(timezone=True)


def refers_to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, deferrable=True, initially="DEFERRED")


def steering_pages() -> None:
    op.create_table(
        "memos",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges.id"), index=True),
        sa.Column("application_id", sa.Uuid(), refers_to("applications.id"), index=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people.id"), index=True),
        sa.Column("author_id", sa.Uuid(), refers_to("people.id"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("removed_at", TIME),
        sa.CheckConstraint("(exchange_id IS NULL) <> (application_id IS NULL)", name="one_place"),
    )
    op.create_table(
        "named_filters",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people.id"), nullable=False),
        sa.Column("listing", sa.String(20), nullable=False),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds.id")),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("earlier_name", sa.String(60), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("removed_at", TIME),
    )
    op.create_index("ix_named_filters_whose", "named_filters", ["person_id", "listing"])


def not_steering_pages() -> None:
    op.drop_table("named_filters")
    op.drop_table("memos")
