"""What HR rules, asks and chooses about plans: a part of the newest step."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
HOLDS = sa.text("lifted_at IS NULL")
OF_ROUNDS = ("weights", "auto_repair_most_moved", "auto_repair_most_euros", "waiting_bonus")


def deciding() -> None:
    op.add_column("rounds", sa.Column("weights", JSON, nullable=False, server_default="{}"))
    op.add_column("rounds", sa.Column("auto_repair_most_moved", sa.Integer()))
    op.add_column("rounds", sa.Column("auto_repair_most_euros", sa.Integer()))
    op.add_column("rounds", sa.Column("waiting_bonus", sa.Integer(), nullable=False, server_default="3"))
    op.add_column("schedules", sa.Column("by_rule", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("unplaced", sa.Column("advice", JSON, nullable=False, server_default="[]"))
    pairing_rules()
    plan_clashes()
    what_ifs()
    repair_choices()


def not_deciding() -> None:
    for table in ("repair_choices", "what_ifs", "plan_clashes", "pairing_rules"):
        op.drop_table(table)
    op.drop_column("unplaced", "advice")
    op.drop_column("schedules", "by_rule")
    for column in OF_ROUNDS:
        op.drop_column("rounds", column)


def pairing_rules() -> None:
    op.create_table(
        "pairing_rules",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, index=True),
        sa.Column("application_id", sa.Uuid(), refers_to("applications"), nullable=False),
        sa.Column("offer_id", sa.Uuid(), refers_to("offers"), nullable=False),
        sa.Column("effect", sa.String(40), nullable=False),
        sa.Column("blocks", JSON, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by_id", sa.Uuid(), refers_to("people")),
        sa.Column("lifted_at", sa.DateTime(timezone=True)),
        sa.Column("lifted_reason", sa.String()),
    )
    op.create_index(
        "uq_pairing_rules_holding",
        "pairing_rules",
        ["application_id", "offer_id"],
        unique=True,
        sqlite_where=HOLDS,
        postgresql_where=HOLDS,
    )


def plan_clashes() -> None:
    op.create_table(
        "plan_clashes",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, index=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clashes", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )


def what_ifs() -> None:
    op.create_table(
        "what_ifs",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("schedule_id", sa.Uuid(), refers_to("schedules"), nullable=False),
        sa.Column("problem_before", sa.Text(), nullable=False),
        sa.Column("solution_before", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("solution", sa.Text()),
        sa.Column("clashes", sa.Text()),
        sa.Column("value", sa.Integer()),
        sa.Column("bound", sa.Integer()),
        sa.Column("asked_by_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by_id", sa.Uuid(), refers_to("people")),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("planned_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("round_id", "number"),
    )
    op.create_index("ix_what_ifs_round_id_state", "what_ifs", ["round_id", "state"])


def repair_choices() -> None:
    op.create_table(
        "repair_choices",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("schedule_id", sa.Uuid(), refers_to("schedules"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.UniqueConstraint("schedule_id", "number"),
    )


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
