"""When a person was forgotten."""

import sqlalchemy as sa
from alembic import op


def erasing() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("forgotten_at", sa.DateTime(timezone=True)))


def not_erasing() -> None:
    with op.batch_alter_table("people") as people:
        people.drop_column("forgotten_at")
