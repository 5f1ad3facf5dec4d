"""Letters in words of the house, and when an organisation's people are left alone."""

import sqlalchemy as sa
from alembic import op

TIME = sa.DateTime(timezone=True)


def letters() -> None:
    op.create_table(
        "letter_texts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("edition", sa.Integer(), nullable=False, unique=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column(
            "by_id",
            sa.Uuid(),
            sa.ForeignKey("people.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
        sa.Column("failed_at", TIME),
        sa.UniqueConstraint("name", "language", "number"),
    )
    op.add_column("organisations", sa.Column("quiet_from", sa.Time()))
    op.add_column("organisations", sa.Column("quiet_until", sa.Time()))


def not_letters() -> None:
    op.drop_column("organisations", "quiet_until")
    op.drop_column("organisations", "quiet_from")
    op.drop_table("letter_texts")
