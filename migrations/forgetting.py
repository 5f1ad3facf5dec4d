"""The wishes of people to be forgotten, and what is forgotten each night."""

import sqlalchemy as sa
from alembic import op

TIME = sa.DateTime(timezone=True)


def refers_to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, deferrable=True, initially="DEFERRED")


def forgetting() -> None:
    op.create_table(
        "forgetting_wishes",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people.id"), nullable=False, index=True),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("answered_at", TIME),
        sa.Column("answered_by_id", sa.Uuid(), refers_to("people.id")),
    )
    op.create_table(
        "privacy_runs",
        sa.Column("at", TIME, primary_key=True),
        sa.Column("rule", sa.String(40), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("before", TIME, nullable=False),
    )


def not_forgetting() -> None:
    op.drop_table("privacy_runs")
    op.drop_table("forgetting_wishes")
