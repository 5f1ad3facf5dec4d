"""Taking approvals back before anything has left, and certificates of plans: a part of the newest step."""

import sqlalchemy as sa
from alembic import op


def board() -> None:
    op.add_column("rounds", sa.Column("regret_minutes", sa.Integer(), nullable=False, server_default="10"))
    op.add_column("schedules", sa.Column("leaves_at", sa.DateTime(timezone=True)))
    op.add_column("schedules", sa.Column("certificate", sa.Text()))


def not_board() -> None:
    op.drop_column("schedules", "certificate")
    op.drop_column("schedules", "leaves_at")
    op.drop_column("rounds", "regret_minutes")
