"""What the two of an exchange name and write on their own page: a part of the newest step."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def refers_to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, deferrable=True, initially="DEFERRED")


def my_exchange() -> None:
    with op.batch_alter_table("new_days") as new_days:
        new_days.add_column(sa.Column("suggested_by_id", sa.Uuid(), refers_to("people.id")))
        new_days.add_column(sa.Column("keeps_else", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("follow_ups") as follow_ups:
        follow_ups.add_column(sa.Column("begun", JSON))
        follow_ups.add_column(sa.Column("reach", sa.String(40), nullable=False, server_default="pair"))
    op.execute("UPDATE follow_ups SET reach = 'programme'")  # they were told that coordinators read them


def not_my_exchange() -> None:
    with op.batch_alter_table("follow_ups") as follow_ups:
        follow_ups.drop_column("reach")
        follow_ups.drop_column("begun")
    with op.batch_alter_table("new_days") as new_days:
        new_days.drop_column("keeps_else")
        new_days.drop_column("suggested_by_id")
