"""What the pages of rounds keep: how far the solver is, and spreadsheets between a look and a yes."""

import sqlalchemy as sa
from alembic import op

TIME = sa.DateTime(timezone=True)


def refers_to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, deferrable=True, initially="DEFERRED")


def rounds_pages() -> None:
    op.create_table(
        "solvings",
        sa.Column("round_id", sa.Uuid(), refers_to("rounds.id"), primary_key=True),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("told_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("phase", sa.String(40), nullable=False),
        sa.Column("value", sa.Integer()),
        sa.Column("bound", sa.Integer()),
        sa.Column("placed", sa.Integer()),
    )
    op.create_table(
        "brought_files",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people.id"), nullable=False, index=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )


def not_rounds_pages() -> None:
    op.drop_table("brought_files")
    op.drop_table("solvings")
