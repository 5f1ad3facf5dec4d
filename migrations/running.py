"""Stays that are lived: new days, presence, money, agreements; a part of the newest step."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
AT = sa.DateTime(timezone=True)
SETTINGS = ("asks_attendance", "sends_travel_orders", "requires_agreement")
TABLES = ("acceptances", "agreements", "costs", "presences", "new_days")


def running() -> None:
    for setting in SETTINGS:
        op.add_column("rounds", sa.Column(setting, sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("exchanges") as exchanges:
        exchanges.add_column(sa.Column("rests_until", AT))
        exchanges.add_column(sa.Column("withdrawal", sa.String(40)))
        exchanges.add_column(sa.Column("absent_id", sa.Uuid(), refers_to("people")))
    new_days()
    presences()
    costs()
    agreements()


def not_running() -> None:
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("exchanges") as exchanges:
        for column in ("absent_id", "withdrawal", "rests_until"):
            exchanges.drop_column(column)
    for setting in SETTINGS:
        op.drop_column("rounds", setting)


def new_days() -> None:
    op.create_table(
        "new_days",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, index=True),
        sa.Column("possible", JSON, nullable=False),
        sa.Column("guest_suits", JSON, nullable=False),
        sa.Column("host_suits", JSON, nullable=False),
        sa.Column("offered_at", AT, nullable=False),
        sa.Column("answer_by", AT, nullable=False),
        sa.Column("settled_at", AT),
    )


def presences() -> None:
    op.create_table(
        "presences",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("came", sa.String(40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("said_at", AT, nullable=False),
        *on_behalf(),
        sa.UniqueConstraint("exchange_id", "person_id"),
    )


def costs() -> None:
    op.create_table(
        "costs",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("payer_id", sa.Uuid(), refers_to("organisations"), nullable=False),
        sa.Column("centre", sa.String(40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("reckoned_for", sa.String(200)),
        sa.Column("is_estimate", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("by_id", sa.Uuid(), refers_to("people")),
        sa.Column("recorded_at", AT, nullable=False),
        sa.Column("taken_back_at", AT),
        sa.CheckConstraint("cents >= 0", name="not_negative"),
    )


def agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(f"text_{language}", sa.String(), nullable=False) for language in ("fi", "sv", "en")),
        sa.Column("made_by_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.UniqueConstraint("round_id", "version"),
    )
    op.create_table(
        "acceptances",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("agreement_id", sa.Uuid(), refers_to("agreements"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations"), nullable=False),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("accepted_at", AT, nullable=False),
        *on_behalf(),
        sa.UniqueConstraint("agreement_id", "organisation_id"),
    )


def on_behalf() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.Column("recorded_at", AT),
        sa.Column("recorded_why", sa.String()),
    )


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
