"""Organisations and people, rounds, the event log and what a rehearsal needs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
EVERYWHERE = sa.text("organisation_id IS NULL AND round_id IS NULL")


def upgrade() -> None:
    cues()
    organisations()
    rehearsals()
    streams()
    travel_rates()
    closed_days()
    journeys()
    people()
    aliases()
    events()
    rounds()
    waits()
    appointees()


def downgrade() -> None:
    op.drop_table("appointees")
    op.drop_table("waits")
    op.drop_table("rounds")
    op.drop_table("events")
    op.drop_table("aliases")
    op.drop_table("people")
    op.drop_table("journeys")
    op.drop_table("closed_days")
    op.drop_table("travel_rates")
    op.drop_table("streams")
    op.drop_table("rehearsals")
    op.drop_table("organisations")
    op.drop_table("cues")


def cues() -> None:
    op.create_table(
        "cues",
        sa.Column("act", sa.String(20), primary_key=True),
        sa.Column("about_id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("word", sa.String(60), nullable=False),
        sa.Column("turn", sa.String(600), nullable=False),
        sa.Column("spoken_at", sa.DateTime(timezone=True)),
    )


def organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("code", sa.String(20), nullable=False, unique=True),
        sa.Column("name_fi", sa.String(), nullable=False),
        sa.Column("name_sv", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("seat_fi", sa.String(), nullable=False),
        sa.Column("seat_sv", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("guests_per_day", sa.Integer()),
        sa.Column("travel_budget_euros", sa.Integer()),
        sa.Column("balance_tolerance", sa.Integer()),
    )


def rehearsals() -> None:
    op.create_table(
        "rehearsals",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("now", sa.DateTime(timezone=True), nullable=False),
    )


def streams() -> None:
    op.create_table(
        "streams",
        sa.Column("id", sa.String(60), primary_key=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("bell_number", sa.Integer(), nullable=False),
        sa.Column("delivered_number", sa.Integer(), nullable=False),
        sa.Column("last_mail_number", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("mails_leased_until", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )


def travel_rates() -> None:
    op.create_table(
        "travel_rates",
        sa.Column("valid_from", sa.Date(), primary_key=True),
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
    )


def closed_days() -> None:
    op.create_table(
        "closed_days",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.UniqueConstraint("organisation_id", "day"),
    )


def journeys() -> None:
    op.create_table(
        "journeys",
        sa.Column("from_id", sa.Uuid(), refers_to("organisations"), primary_key=True),
        sa.Column("to_id", sa.Uuid(), refers_to("organisations"), primary_key=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kilometres", sa.Integer(), nullable=False),
        sa.Column("euros", sa.Integer(), nullable=False),
        sa.Column("co2_grams", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name="not_negative"),
    )


def people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations"), nullable=False, index=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), refers_to("people"), index=True),
    )


def aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
    )


def events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("stream_id", sa.String(60), refers_to("streams"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(60), nullable=False, index=True),
        sa.Column("fact", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), refers_to("people")),
        sa.UniqueConstraint("stream_id", "number"),
    )


def rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("reference", sa.String(60), nullable=False, unique=True),
        sa.Column("name_fi", sa.String(), nullable=False),
        sa.Column("name_sv", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("owner_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations"), nullable=False),
        sa.Column("mailbox", sa.String(254), nullable=False),
        sa.Column("design", JSON, nullable=False),
        sa.Column("kinds", JSON, nullable=False),
        sa.Column("date_mode", sa.String(40), nullable=False),
        sa.Column("may_cross_weekends", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_before_days", sa.Integer(), nullable=False),
        sa.Column("decide_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("answer_working_days", sa.Integer(), nullable=False),
        sa.Column("agree_by", sa.Date()),
        sa.Column("follow_up_days", JSON, nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def waits() -> None:
    op.create_table(
        "waits",
        sa.Column("stream_id", sa.String(60), refers_to("streams"), primary_key=True),
        sa.Column("waiting_for", sa.String(40), nullable=False),
        sa.Column("whose_id", sa.Uuid(), refers_to("people")),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), index=True),
        sa.Column("deadline", sa.DateTime(timezone=True)),
        sa.Column("heard_number", sa.Integer(), nullable=False),
    )


def appointees() -> None:
    op.create_table(
        "appointees",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations")),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds")),
        sa.UniqueConstraint("person_id", "role", "organisation_id"),
        sa.UniqueConstraint("person_id", "role", "round_id"),
        sa.CheckConstraint("organisation_id IS NULL OR round_id IS NULL", name="one_reach"),
    )
    op.create_index(
        "uq_appointees_everywhere",
        "appointees",
        ["person_id", "role"],
        unique=True,
        sqlite_where=EVERYWHERE,
        postgresql_where=EVERYWHERE,
    )


def refers_to(table: str, *, ondelete: str | None = None) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete=ondelete, deferrable=True, initially="DEFERRED")
