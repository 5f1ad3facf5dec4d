"""The colour and the drawing of an organisation."""

import sqlalchemy as sa
from alembic import op


def organisations_look() -> None:
    op.create_table(
        "looks",
        sa.Column(
            "organisation_id",
            sa.Uuid(),
            sa.ForeignKey("organisations.id", deferrable=True, initially="DEFERRED"),
            primary_key=True,
        ),
        sa.Column("accent", sa.String(7), nullable=False),
        sa.Column("logo", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(16), nullable=False, index=True),
    )


def not_organisations_look() -> None:
    op.drop_table("looks")
