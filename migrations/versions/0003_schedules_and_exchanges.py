"""Who goes where and when, and the exchanges that come of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
DRAFT = sa.text("state = 'draft'")
LIVE = sa.text("state <> 'released'")


def upgrade() -> None:
    schedules()
    exchanges()
    pairings()
    unplaced()
    appointments()
    confirmations()
    follow_ups()
    guest_days()
    session_starts()
    extra_guests()


def downgrade() -> None:
    op.drop_table("extra_guests")
    op.drop_table("session_starts")
    op.drop_table("guest_days")
    op.drop_table("follow_ups")
    op.drop_table("confirmations")
    op.drop_table("appointments")
    op.drop_table("unplaced")
    op.drop_table("pairings")
    op.drop_table("exchanges")
    op.drop_table("schedules")


def schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("is_repair", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("bound", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("problem_hash", sa.String(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), refers_to("people")),
        sa.Column("approved_at", sa.DateTime(timezone=True)),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("reminded_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("round_id", "version"),
    )
    op.create_index(
        "uq_schedules_draft",
        "schedules",
        ["round_id"],
        unique=True,
        sqlite_where=DRAFT,
        postgresql_where=DRAFT,
    )


def exchanges() -> None:
    op.create_table(
        "exchanges",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, index=True),
        sa.Column("application_id", sa.Uuid(), refers_to("applications"), nullable=False),
        sa.Column("offer_id", sa.Uuid(), refers_to("offers"), nullable=False, index=True),
        sa.Column("schedule_id", sa.Uuid(), refers_to("schedules"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("guest_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("host_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("confirm_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True)),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("broken_at", sa.DateTime(timezone=True)),
        sa.Column("broken_by_id", sa.Uuid(), refers_to("people")),
        sa.Column("released_at", sa.DateTime(timezone=True)),
        sa.Column("released_reason", sa.String(40)),
        sa.Column("repaired", sa.Boolean(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )
    op.create_index(
        "uq_exchanges_one_per_application",
        "exchanges",
        ["application_id"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def pairings() -> None:
    op.create_table(
        "pairings",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("schedule_id", sa.Uuid(), refers_to("schedules"), nullable=False),
        sa.Column("application_id", sa.Uuid(), refers_to("applications"), nullable=False),
        sa.Column("offer_id", sa.Uuid(), refers_to("offers"), nullable=False),
        sa.Column("blocks", JSON, nullable=False),
        sa.Column("starts", JSON, nullable=False),
        sa.Column("minutes", sa.Integer()),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.UniqueConstraint("schedule_id", "application_id"),
    )


def unplaced() -> None:
    op.create_table(
        "unplaced",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("schedule_id", sa.Uuid(), refers_to("schedules"), nullable=False),
        sa.Column("application_id", sa.Uuid(), refers_to("applications"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.UniqueConstraint("schedule_id", "application_id"),
    )


def appointments() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("first_half", sa.String(40)),
        sa.Column("last_half", sa.String(40)),
        sa.Column("starts_at", sa.DateTime(timezone=True)),
        sa.Column("minutes", sa.Integer()),
        sa.Column("original_starts_at", sa.DateTime(timezone=True)),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("online_link", sa.String()),
        sa.UniqueConstraint("exchange_id", "number"),
        sa.CheckConstraint("first_day <= last_day", name="in_order"),
        sa.CheckConstraint("(first_day IS NULL) <> (starts_at IS NULL)", name="stay_or_session"),
    )


def confirmations() -> None:
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("answer", sa.String(40), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("note", sa.String()),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_why", sa.String()),
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.UniqueConstraint("exchange_id", "person_id"),
    )


def follow_ups() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, index=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("days_after", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("note", JSON),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_why", sa.String()),
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.UniqueConstraint("exchange_id", "person_id", "days_after"),
    )


def guest_days() -> None:
    op.create_table(
        "guest_days",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, index=True),
        sa.Column("guest_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("host_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("offer_id", sa.Uuid(), refers_to("offers"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half", sa.String(40), nullable=False),
        sa.UniqueConstraint("guest_id", "day", "half"),
    )
    op.create_index("ix_guest_days_offer_day", "guest_days", ["offer_id", "day"])
    op.create_index("ix_guest_days_organisation_day", "guest_days", ["organisation_id", "day"])


def session_starts() -> None:
    op.create_table(
        "session_starts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, index=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("person_id", "starts_at"),
    )


def extra_guests() -> None:
    op.create_table(
        "extra_guests",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("appointment_id", sa.Uuid(), refers_to("appointments"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.UniqueConstraint("appointment_id", "email"),
    )


def refers_to(table: str, *, ondelete: str | None = None) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete=ondelete, deferrable=True, initially="DEFERRED")
