"""What the calendar loop needs beyond the first invitations."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

GOING_OUT = (
    ("exchanges", "visit_pack"),
    ("exchanges", "online_link"),
    ("invites", "covers"),
    ("schedules", "seen_plan"),
    ("schedules", "rejected_at"),
    ("rounds", "most_colleagues"),
)

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    doubts()
    link_keys()
    feeds()
    busy_times()
    mailboxes()
    mails_that_wait()
    checks()
    deputies()
    what_came_back()
    what_hr_has_seen()
    parts_of_invites()
    words_of_the_pair()
    colleagues()


def downgrade() -> None:
    nothing_came_back()
    no_colleagues()
    with op.batch_alter_table("appointments") as appointments:
        for column in ("recorded_by_id", "recorded_at", "recorded_why"):
            appointments.drop_column(column)
    for table, name in GOING_OUT:
        op.drop_column(table, name)
    op.drop_column("rounds", "hold_working_days")
    op.drop_table("link_keys")
    op.drop_table("doubts")
    op.drop_table("deputies")
    op.drop_table("tries")
    op.drop_table("mailboxes")
    op.drop_table("checks")
    op.drop_index("ix_mails_held_until", "mails")
    for column in reversed(waiting()):
        op.drop_column("mails", column.name)
    op.drop_table("busy_rules")
    op.drop_table("busy_times")
    op.drop_table("busy_sources")
    op.drop_table("feeds")


def feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations")),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("alarm_minutes", sa.Integer()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
    )


def busy_times() -> None:
    op.create_table(
        "busy_sources",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("address", sa.String()),
        sa.Column("login", sa.String(254)),
        sa.Column("password_in", sa.String(60)),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True)),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("trouble", sa.String(40)),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("(kind = 'file') = (address IS NULL)", name="files_have_no_address"),
        sa.CheckConstraint("(kind = 'caldav') = (login IS NOT NULL)", name="only_caldav_signs_in"),
    )
    op.create_table(
        "busy_times",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("source_id", sa.Uuid(), refers_to("busy_sources"), nullable=False, index=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name="in_order"),
    )
    op.create_table(
        "busy_rules",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, unique=True),
        sa.Column("least_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("least_minutes >= 0", name="not_negative"),
    )


def mails_that_wait() -> None:
    for column in waiting():
        op.add_column("mails", column)
    op.create_index("ix_mails_held_until", "mails", ["held_until"])


def waiting() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("trouble", sa.String(40)),
        sa.Column("next_try_at", sa.DateTime(timezone=True)),
        sa.Column("urgency", sa.String(40), nullable=False, server_default="at_once"),
        sa.Column("held_until", sa.DateTime(timezone=True)),
        sa.Column("waits_for_digest", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("carried_by_id", sa.Uuid()),
        sa.Column("repeats_id", sa.Uuid()),
        sa.Column("told_at", sa.DateTime(timezone=True)),
    )


def checks() -> None:
    op.create_table(
        "checks",
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), primary_key=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found", sa.String(64), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
    )


def doubts() -> None:
    op.create_table(
        "doubts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False, index=True),
        sa.Column("invite_id", sa.Uuid(), refers_to("invites"), nullable=False),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("session_at", sa.DateTime(timezone=True)),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True)),
        sa.Column("possible", JSON, nullable=False),
        sa.Column("chosen", JSON),
        sa.Column("keeps_else", sa.Boolean(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column("recorded_why", sa.String()),
    )
    hold = sa.Column("hold_working_days", sa.Integer(), nullable=False, server_default="1")
    op.add_column("rounds", hold)


def link_keys() -> None:
    op.create_table(
        "link_keys",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
    )


def mailboxes() -> None:
    op.create_table(
        "mailboxes",
        sa.Column("name", sa.String(600), primary_key=True),
        sa.Column("reader_id", sa.Uuid()),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("trouble", sa.String(40)),
        sa.Column("troubled_since", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "tries",
        sa.Column("mailbox", sa.String(600), primary_key=True),
        sa.Column("place", sa.String(40), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )


def deputies() -> None:
    op.create_table(
        "deputies",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("email", sa.String(254), nullable=False, index=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("may_answer", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("person_id", "email"),
    )


def what_came_back() -> None:
    with op.batch_alter_table("inbound_mails") as table:
        table.add_column(sa.Column("words", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("mail_id", sa.Uuid()))
        table.add_column(sa.Column("recorded_by_id", sa.Uuid()))
        table.add_column(sa.Column("recorded_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("recorded_why", sa.String()))
        for column, other in (("mail_id", "mails"), ("recorded_by_id", "people")):
            name = op.f(f"fk_inbound_mails_{column}")
            table.create_foreign_key(name, other, [column], ["id"], deferrable=True, initially="DEFERRED")
        table.create_index(op.f("ix_inbound_mails_mail_id"), ["mail_id"])
    op.add_column("replies", sa.Column("answered_by", sa.String(254)))


def nothing_came_back() -> None:
    op.drop_column("replies", "answered_by")
    with op.batch_alter_table("inbound_mails") as table:
        table.drop_index(op.f("ix_inbound_mails_mail_id"))
        for column in ("mail_id", "recorded_by_id"):
            table.drop_constraint(op.f(f"fk_inbound_mails_{column}"), type_="foreignkey")
        for column in ("words", "mail_id", "recorded_by_id", "recorded_at", "recorded_why"):
            table.drop_column(column)


def what_hr_has_seen() -> None:
    op.add_column("schedules", sa.Column("seen_plan", sa.String(64)))
    op.add_column("schedules", sa.Column("rejected_at", sa.DateTime(timezone=True)))


def parts_of_invites() -> None:
    op.add_column("invites", sa.Column("covers", sa.Integer(), nullable=False, server_default="1"))
    op.execute("UPDATE invites SET covers = number")
    op.execute(
        "UPDATE invites SET covers = 0"
        " WHERE exchange_id IN (SELECT id FROM exchanges WHERE kind = 'mentoring')"
    )


def words_of_the_pair() -> None:
    op.add_column("exchanges", sa.Column("visit_pack", JSON))
    op.add_column("exchanges", sa.Column("online_link", sa.String()))
    with op.batch_alter_table("appointments") as appointments:
        appointments.add_column(sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")))
        appointments.add_column(sa.Column("recorded_at", sa.DateTime(timezone=True)))
        appointments.add_column(sa.Column("recorded_why", sa.String()))


def colleagues() -> None:
    op.add_column("rounds", sa.Column("most_colleagues", sa.Integer(), nullable=False, server_default="5"))
    op.drop_table("extra_guests")
    op.create_table(
        "colleagues",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges"), nullable=False),
        sa.Column("brought_by_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("is_asked", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("exchange_id", "email"),
    )
    with op.batch_alter_table("mails") as mails:
        mails.alter_column("person_id", existing_type=sa.Uuid(), nullable=True)
        mails.add_column(sa.Column("recipient_name", sa.String()))


def no_colleagues() -> None:
    op.execute("DELETE FROM mails WHERE person_id IS NULL")
    op.execute("UPDATE mails SET state = 'sent' WHERE state IN ('carried', 'overtaken')")
    with op.batch_alter_table("mails") as mails:
        mails.drop_column("recipient_name")
        mails.alter_column("person_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_table("colleagues")
    op.create_table(
        "extra_guests",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("appointment_id", sa.Uuid(), refers_to("appointments"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.UniqueConstraint("appointment_id", "email"),
    )


def refers_to(table: str, *, ondelete: str | None = None) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete=ondelete, deferrable=True, initially="DEFERRED")
