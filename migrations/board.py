"""Taking an approval back before anything has left: a part of the newest step."""

import sqlalchemy as sa
from alembic import op


def board() -> None:
    op.add_column("rounds", sa.Column("regret_minutes", sa.Integer(), nullable=False, server_default="10"))
    op.add_column("schedules", sa.Column("leaves_at", sa.DateTime(timezone=True)))


def not_board() -> None:
    op.drop_column("schedules", "leaves_at")
    op.drop_column("rounds", "regret_minutes")
