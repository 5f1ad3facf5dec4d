"""Days that people agree themselves, and who is asked before whom: a part of the newest step."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def agreeing() -> None:
    op.add_column(
        "rounds",
        sa.Column("supervisor_confirms_dates", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("rounds", sa.Column("asks_first", sa.String(40), nullable=False, server_default="both"))
    op.create_table(
        "open_dates",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, unique=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("agree_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("possible", JSON, nullable=False),
        sa.Column("guest_suits", JSON, nullable=False),
        sa.Column("host_suits", JSON, nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
    )


def not_agreeing() -> None:
    op.drop_table("open_dates")
    op.drop_column("rounds", "asks_first")
    op.drop_column("rounds", "supervisor_confirms_dates")


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
