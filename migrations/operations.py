"""What administrators ask of running cases, and why no mail may leave: a part of the newest step."""

import sqlalchemy as sa
from alembic import op

AT = sa.DateTime(timezone=True)


def operations() -> None:
    op.create_table(
        "errands",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("stream_id", sa.String(60), refers_to("streams"), nullable=False, index=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("expects", sa.String(40), nullable=False),
        sa.Column("by_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("to_id", sa.Uuid(), refers_to("people")),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("carried_out_at", AT),
        sa.CheckConstraint("(action = 'reassign') = (to_id IS NOT NULL)", name="reassigned_to"),
    )
    op.create_table(
        "halts",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("since", AT, nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("unmarked", sa.Integer(), nullable=False),
    )
    op.add_column("mails", sa.Column("is_decided", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("waits") as waits:
        waits.add_column(sa.Column("assigned_id", sa.Uuid(), refers_to("people")))


def not_operations() -> None:
    with op.batch_alter_table("waits") as waits:
        waits.drop_column("assigned_id")
    op.drop_column("mails", "is_decided")
    op.drop_table("halts")
    op.drop_table("errands")


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
