"""Colleagues who travel together, mentors who meet in person, and what people have taken back themselves."""

import sqlalchemy as sa
from alembic import op

TIME = sa.DateTime(timezone=True)


def taking_part() -> None:
    to_people = sa.ForeignKey("people.id", deferrable=True, initially="DEFERRED")
    with op.batch_alter_table("applications") as applications:
        applications.add_column(sa.Column("together_with_id", sa.Uuid(), to_people))
        applications.add_column(sa.Column("left_at", TIME))
        applications.add_column(sa.Column("left_as", sa.String(40)))
    with op.batch_alter_table("offers") as offers:
        offers.add_column(sa.Column("in_person", sa.Boolean(), nullable=False, server_default=sa.false()))
        offers.add_column(sa.Column("taken_back_at", TIME))


def not_taking_part() -> None:
    with op.batch_alter_table("offers") as offers:
        offers.drop_column("taken_back_at")
        offers.drop_column("in_person")
    with op.batch_alter_table("applications") as applications:
        applications.drop_constraint("fk_applications_together_with_id", type_="foreignkey")
        applications.drop_column("left_as")
        applications.drop_column("left_at")
        applications.drop_column("together_with_id")
