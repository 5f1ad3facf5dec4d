"""Rounds, exchanges and workshops that live for months."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    places_of_the_exchange_alone()
    workshops()


def downgrade() -> None:
    places_of_each_appointment()
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


def places_of_the_exchange_alone() -> None:
    """Where people meet, the visit pack and the exchange say; nobody has ever read it here."""
    for column in ("place", "online_link"):
        op.drop_column("appointments", column)


def places_of_each_appointment() -> None:
    op.add_column("appointments", sa.Column("place", sa.String(), nullable=False, server_default=""))
    op.add_column("appointments", sa.Column("online_link", sa.String()))
