"""Rounds, exchanges and workshops that live for months."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.agreeing import agreeing, not_agreeing
from migrations.applying import applying, not_applying
from migrations.deciding import deciding, not_deciding
from migrations.gatherings import gatherings, no_gatherings
from migrations.operations import not_operations, operations
from migrations.pairs import no_pairs, pairs
from migrations.preparing import not_preparing, preparing
from migrations.running import not_running, running

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    asks()
    op.add_column("endorsements", sa.Column("conditions", JSON))
    places_of_the_exchange_alone()
    gatherings()
    deciding()
    agreeing()
    operations()
    pairs()
    preparing()
    running()
    applying()


def downgrade() -> None:
    not_applying()
    not_running()
    not_preparing()
    no_pairs()
    not_operations()
    not_agreeing()
    not_deciding()
    op.drop_table("asks")
    op.drop_column("endorsements", "conditions")
    op.drop_column("rounds", "asks_evening_before")
    places_of_each_appointment()
    no_gatherings()


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def asks() -> None:
    op.create_table(
        "asks",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("stream_id", sa.String(60), refers_to("streams"), nullable=False),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("occasion", sa.String(60), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("first_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("whose_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("deputy_id", sa.Uuid(), refers_to("people")),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminders", JSON, nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("passes_at", sa.DateTime(timezone=True)),
        sa.Column("passed_at", sa.DateTime(timezone=True)),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("reply", JSON),
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_why", sa.String()),
        sa.UniqueConstraint("stream_id", "about", "subject_id", "occasion"),
    )
    is_open = sa.text("state = 'open'")
    op.create_index("ix_asks_open", "asks", ["stream_id"], sqlite_where=is_open, postgresql_where=is_open)
    op.add_column(
        "rounds",
        sa.Column("asks_evening_before", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def places_of_the_exchange_alone() -> None:
    """Where people meet, the visit pack and the exchange say; nobody has ever read it here."""
    for column in ("place", "online_link"):
        op.drop_column("appointments", column)


def places_of_each_appointment() -> None:
    op.add_column("appointments", sa.Column("place", sa.String(), nullable=False, server_default=""))
    op.add_column("appointments", sa.Column("online_link", sa.String()))
