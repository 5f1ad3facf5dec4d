"""Calendar invitations, the mails that carry them, and what came back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    inbound_mails()
    invites()
    attendances()
    mails()
    replies()


def downgrade() -> None:
    op.drop_table("replies")
    op.drop_table("mails")
    op.drop_table("attendances")
    op.drop_table("invites")
    op.drop_table("inbound_mails")


def inbound_mails() -> None:
    op.create_table(
        "inbound_mails",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("message_id", sa.String(300), nullable=False, unique=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False, index=True),
    )


def invites() -> None:
    op.create_table(
        "invites",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, index=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(100), nullable=False, unique=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("exchange_id", "number"),
    )


def attendances() -> None:
    op.create_table(
        "attendances",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("invite_id", sa.Uuid(), refers_to("invites"), nullable=False),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), index=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("answer", sa.String(40), nullable=False),
        sa.Column("answered_sequence", sa.Integer()),
        sa.Column("answered_stamp", sa.DateTime(timezone=True)),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_why", sa.String()),
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.UniqueConstraint("invite_id", "email"),
    )


def mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("key", sa.String(200), nullable=False, unique=True),
        sa.Column("lane", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, index=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), index=True),
        sa.Column("invite_id", sa.Uuid(), refers_to("invites")),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(300), nullable=False, unique=True),
        sa.Column("method", sa.String(20)),
        sa.Column("sequence", sa.Integer()),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("refusal", sa.String(40)),
        sa.UniqueConstraint("lane", "number"),
    )
    op.create_index("ix_mails_waiting", "mails", ["state", "lane", "number"])


def replies() -> None:
    op.create_table(
        "replies",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("inbound_mail_id", sa.Uuid(), refers_to("inbound_mails"), nullable=False, index=True),
        sa.Column("invite_id", sa.Uuid(), refers_to("invites"), index=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people")),
        sa.Column("answer", sa.String(40)),
        sa.Column("recurrence_at", sa.DateTime(timezone=True)),
        sa.Column("sequence", sa.Integer()),
        sa.Column("stamp", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.String(40), nullable=False),
    )


def refers_to(table: str, *, ondelete: str | None = None) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete=ondelete, deferrable=True, initially="DEFERRED")
