"""Who has opened a page about whom."""

import sqlalchemy as sa
from alembic import op


def glances() -> None:
    op.create_table(
        "glances", _person("person_id"), _person("by_id"), sa.Column("day", sa.Date(), primary_key=True)
    )
    op.create_index("ix_glances_day", "glances", ["day"])


def _person(name: str) -> sa.Column[object]:
    theirs = sa.ForeignKey("people.id", deferrable=True, initially="DEFERRED")
    return sa.Column(name, sa.Uuid(), theirs, primary_key=True)


def not_glances() -> None:
    op.drop_table("glances")
