"""What the pages leave to the workers; and other programs: their tokens, and where they are told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
AT = sa.DateTime(timezone=True)
ONE_REACH = "organisation_id IS NULL OR round_id IS NULL"
OPEN = sa.text("ended_at IS NULL")


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def integrations() -> None:
    op.create_table(
        "left_errands",
        sa.Column("errand_id", sa.Uuid(), refers_to("errands"), primary_key=True),
        sa.Column("tried_at", AT),
        sa.Column("ended_at", AT, index=True),
        sa.Column("refusal", sa.String(60)),
    )
    op.create_table(
        "integrations",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations")),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds")),
        sa.Column("may_write", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("hint", sa.String(12), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("used_at", AT),
        sa.Column("ended_at", AT),
        sa.CheckConstraint(ONE_REACH, name="one_reach"),
    )
    op.create_table(
        "kept_answers",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("integration_id", sa.Uuid(), refers_to("integrations"), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("asked", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", AT, nullable=False, index=True),
        sa.UniqueConstraint("integration_id", "key"),
    )
    _news()
    _webhooks()


def _news() -> None:
    op.create_table(
        "news_numbers",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("event_id", sa.Uuid(), refers_to("events"), nullable=False, unique=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, index=True),
    )
    op.create_table(
        "news_marks",
        sa.Column("stream_id", sa.String(60), refers_to("streams"), primary_key=True),
        sa.Column("up_to", sa.Integer(), nullable=False),
    )
    op.create_table(
        "news_head",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False),
    )


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("address", sa.String(2000), nullable=False),
        sa.Column("secret", sa.String(100), nullable=False),
        sa.Column("types", JSON, nullable=False),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations")),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds")),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("told_at", AT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(40)),
        sa.Column("failing_since", AT),
        sa.Column("next_try_at", AT),
        sa.Column("leased_until", AT),
        sa.Column("paused_at", AT),
        sa.Column("ended_at", AT),
        sa.CheckConstraint(ONE_REACH, name="one_reach"),
    )
    op.create_index("ix_webhooks_open", "webhooks", ["id"], sqlite_where=OPEN, postgresql_where=OPEN)


def not_integrations() -> None:
    tables = ("webhooks", "news_head", "news_marks", "news_numbers", "kept_answers", "integrations")
    for table in (*tables, "left_errands"):
        op.drop_table(table)
