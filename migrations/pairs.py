"""What mentoring pairs have between their sessions: a part of the newest step."""

import sqlalchemy as sa
from alembic import op

AT = sa.DateTime(timezone=True)


def pairs() -> None:
    op.add_column(
        "rounds",
        sa.Column("accompanies_pairs", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    goals()
    agreements()
    log()
    circles()
    endings()
    trainings()


def no_pairs() -> None:
    for table in (
        "mentor_trainings",
        "pair_endings",
        "circle_members",
        "log_entries",
        "pair_agreements",
        "goals",
    ):
        op.drop_table(table)
    op.drop_column("rounds", "accompanies_pairs")


def goals() -> None:
    op.create_table(
        "goals",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("set_at", AT, nullable=False),
        sa.Column("changed_at", AT, nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.Column("recorded_at", AT),
        sa.Column("recorded_why", sa.String()),
        sa.UniqueConstraint("exchange_id", "number"),
    )


def agreements() -> None:
    op.create_table(
        "pair_agreements",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, unique=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("confidentiality", sa.String(), nullable=False),
        sa.Column("cancelling", sa.String(), nullable=False),
        sa.Column("mentee_accepted_at", AT),
        sa.Column("mentor_accepted_at", AT),
    )


def log() -> None:
    op.create_table(
        "log_entries",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, index=True),
        sa.Column("session_number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("reach", sa.String(40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_at", AT, nullable=False),
    )


def circles() -> None:
    op.create_table(
        "circle_members",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, unique=True),
        sa.Column("lead_id", sa.Uuid(), refers_to("exchanges"), nullable=False, index=True),
        sa.CheckConstraint("exchange_id <> lead_id", name="follows_another"),
    )


def endings() -> None:
    op.create_table(
        "pair_endings",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, unique=True),
        sa.Column("application_id", sa.Uuid(), refers_to("applications"), nullable=False, index=True),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("takes_effect_at", AT, nullable=False),
        sa.Column("find_by", AT),
        sa.Column("carries_goals", sa.Boolean()),
        sa.Column("carried_at", AT),
        sa.Column("successor_id", sa.Uuid(), refers_to("exchanges")),
    )


def trainings() -> None:
    op.create_table(
        "mentor_trainings",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), refers_to("workshops")),
        sa.UniqueConstraint("person_id", "trained_on"),
    )


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
