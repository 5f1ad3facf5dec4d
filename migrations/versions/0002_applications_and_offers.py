"""Who wants to go, who takes guests, and when they can."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    applications()
    offers()
    availabilities()
    avoids()
    endorsements()
    wishes()


def downgrade() -> None:
    op.drop_table("wishes")
    op.drop_table("endorsements")
    op.drop_table("avoids")
    op.drop_table("availabilities")
    op.drop_table("offers")
    op.drop_table("applications")


def applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, index=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("aims", sa.String(), nullable=False),
        sa.Column("topics", JSON, nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("blocks", JSON, nullable=False),
        sa.Column("sessions", sa.Integer()),
        sa.Column("cadence_weeks", sa.Integer()),
        sa.Column("slots", JSON, nullable=False),
        sa.Column("most_minutes", sa.Integer()),
        sa.Column("most_euros", sa.Integer()),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("travels_with_id", sa.Uuid(), refers_to("applications")),
        sa.Column("submitted_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_why", sa.String()),
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.UniqueConstraint("round_id", "person_id", "kind"),
    )


def offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, index=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("topics", JSON, nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("guests_per_day", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("slots", JSON, nullable=False),
        sa.Column("prefers", JSON, nullable=False),
        sa.Column("shares_trip_with_id", sa.Uuid(), refers_to("offers")),
        sa.Column("visit_pack", JSON, nullable=False),
        sa.Column("online_link", sa.String()),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_why", sa.String()),
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.UniqueConstraint("round_id", "person_id", "kind"),
        sa.CheckConstraint("least <= most", name="least_up_to_most"),
        sa.CheckConstraint("guests_per_day >= 1", name="some_guest_per_day"),
    )


def availabilities() -> None:
    op.create_table(
        "availabilities",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("application_id", sa.Uuid(), refers_to("applications"), index=True),
        sa.Column("offer_id", sa.Uuid(), refers_to("offers"), index=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("half", sa.String(40)),
        sa.Column("can", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_why", sa.String()),
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.CheckConstraint("first_day <= last_day", name="in_order"),
        sa.CheckConstraint("(application_id IS NULL) <> (offer_id IS NULL)", name="one_owner"),
    )


def avoids() -> None:
    op.create_table(
        "avoids",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column(
            "application_id",
            sa.Uuid(),
            refers_to("applications", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations")),
        sa.Column("person_id", sa.Uuid(), refers_to("people")),
    )


def endorsements() -> None:
    op.create_table(
        "endorsements",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("application_id", sa.Uuid(), refers_to("applications"), nullable=False, unique=True),
        sa.Column("supervisor_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.String()),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_why", sa.String()),
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
    )


def wishes() -> None:
    op.create_table(
        "wishes",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("application_id", sa.Uuid(), refers_to("applications", ondelete="CASCADE"), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations"), nullable=False),
        sa.Column("offer_id", sa.Uuid(), refers_to("offers")),
        sa.UniqueConstraint("application_id", "rank"),
        sa.CheckConstraint("rank >= 1", name="rank_from_one"),
    )


def refers_to(table: str, *, ondelete: str | None = None) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete=ondelete, deferrable=True, initially="DEFERRED")
