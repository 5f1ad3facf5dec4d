"""Rehearsals that are ordered on a round's page: a part of the newest step."""

import sqlalchemy as sa
from alembic import op

TIME = sa.DateTime(timezone=True)
LIVING = sa.text("state IN ('ordered', 'running')")


def refers_to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, deferrable=True, initially="DEFERRED")


def rehearsing() -> None:
    orders()
    ends()


def not_rehearsing() -> None:
    op.drop_table("rehearsal_ends")
    op.drop_table("rehearsal_orders")


def orders() -> None:
    op.create_table(
        "rehearsal_orders",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("seeds", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer()) for name in ("declines", "silences", "illnesses", "late")),
        sa.Column("invented", sa.Integer()),
        sa.Column("applications", sa.Integer(), nullable=False),
        sa.Column("round_version", sa.Integer(), nullable=False),
        sa.Column("round_hash", sa.String(64), nullable=False),
        sa.Column("ordered_by_id", sa.Uuid(), refers_to("people.id"), nullable=False),
        sa.Column("ordered_at", TIME, nullable=False),
        sa.Column("worker_id", sa.Uuid()),
        sa.Column("leased_until", TIME),
        sa.Column("tries", sa.Integer(), nullable=False),
        *(sa.Column(name, TIME) for name in ("began_at", "told_at")),
        sa.Column("seed", sa.Integer()),
        sa.Column("day", sa.Date()),
        sa.Column("phase", sa.String(40)),
        sa.Column("mails", sa.Integer()),
        sa.Column("ended_at", TIME),
        sa.Column("failure", sa.String(20)),
        sa.UniqueConstraint("round_id", "number"),
    )
    op.create_index(
        "uq_rehearsal_orders_living",
        "rehearsal_orders",
        ["round_id"],
        unique=True,
        sqlite_where=LIVING,
        postgresql_where=LIVING,
    )


def ends() -> None:
    op.create_table(
        "rehearsal_ends",
        sa.Column("order_id", sa.Uuid(), refers_to("rehearsal_orders.id"), primary_key=True),
        sa.Column("seed", sa.Integer(), primary_key=True),
        sa.Column("outcome", sa.Text(), nullable=False),
    )
