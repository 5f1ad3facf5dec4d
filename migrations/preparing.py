"""Rounds before they open, and steered as a whole: a part of the newest step."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
PEOPLE = ("deputy_id", "previewed_by_id")
WORDS = ("paused_why", "ended_why")
MOMENTS = ("previewed_at", "paused_at", "finished_at", "replan_at")


def preparing() -> None:
    with op.batch_alter_table("rounds") as rounds:
        for name in PEOPLE:
            rounds.add_column(sa.Column(name, sa.Uuid(), refers_to("people")))
        rounds.add_column(sa.Column("left_out", JSON, nullable=False, server_default="[]"))
        for name in MOMENTS:
            rounds.add_column(sa.Column(name, sa.DateTime(timezone=True)))
        for name in WORDS:
            rounds.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_table(
        "host_interests",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations"), nullable=False),
        sa.Column("answer", sa.String(40), nullable=False),
        sa.Column("most", sa.Integer()),
        sa.Column("weeks", sa.String(), nullable=False),
        sa.Column("topics", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("round_id", "person_id"),
        sa.CheckConstraint("most IS NULL OR most >= 1", name="some_guest"),
    )


def not_preparing() -> None:
    op.drop_table("host_interests")
    with op.batch_alter_table("rounds") as rounds:
        for name in (*PEOPLE, "left_out", *MOMENTS, *WORDS):
            rounds.drop_column(name)


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
