"""Workshops, who comes to them, and what is asked after a stay: a part of the newest step."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
AT = sa.DateTime(timezone=True)


def gatherings() -> None:
    workshops()
    sign_ups()
    tasks()
    feedback()
    calendars()
    op.add_column("rounds", sa.Column("asks_after", JSON, nullable=False, server_default="[]"))
    op.add_column("rounds", sa.Column("is_standing", sa.Boolean(), nullable=False, server_default=sa.false()))


def no_gatherings() -> None:
    op.drop_column("rounds", "is_standing")
    op.drop_column("rounds", "asks_after")
    no_calendars()
    for table in ("workshop_feedback", "workshop_tasks", "sign_ups", "workshops"):
        op.drop_table(table)


def workshops() -> None:
    op.create_table(
        "workshops",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), refers_to("rounds"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("organiser_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations"), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("description", JSON, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("online_link", sa.String()),
        sa.Column("capacity", sa.Integer()),
        sa.Column("audience", sa.String(40), nullable=False),
        sa.Column("hides_company", sa.Boolean(), nullable=False),
        sa.Column("invites_each", sa.Integer(), nullable=False),
        *(sa.Column(each, AT, nullable=False) for each in ("opens_at", "closes_at", "starts_at", "ends_at")),
        sa.Column("feedback_until", AT),
        sa.Column("exchange_id", sa.Uuid(), refers_to("exchanges")),
        *(sa.Column(each, AT) for each in ("held_at", "closed_at", "cancelled_at")),
        sa.CheckConstraint("starts_at < ends_at", name="in_order"),
        sa.CheckConstraint("opens_at <= closes_at AND closes_at <= starts_at", name="signed_up_before"),
        sa.CheckConstraint("capacity > 0", name="some_seats"),
    )


def sign_ups() -> None:
    op.create_table(
        "sign_ups",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("workshop_id", sa.Uuid(), refers_to("workshops"), nullable=False),
        sa.Column("person_id", sa.Uuid(), refers_to("people"), nullable=False, index=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), refers_to("people")),
        sa.Column("invited_at", AT, nullable=False),
        sa.Column("changed_at", AT, nullable=False),
        sa.Column("place_in_line", sa.Integer()),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("wants_notes", sa.Boolean(), nullable=False),
        sa.Column("attended", sa.Boolean()),
        *on_behalf(),
        sa.UniqueConstraint("workshop_id", "person_id"),
    )


def tasks() -> None:
    op.create_table(
        "workshop_tasks",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("workshop_id", sa.Uuid(), refers_to("workshops"), nullable=False, index=True),
        sa.Column("work", sa.String(40), nullable=False),
        sa.Column("owner_id", sa.Uuid(), refers_to("people"), nullable=False),
        sa.Column("due_at", AT, nullable=False),
        sa.Column("gates", sa.Boolean(), nullable=False),
        sa.Column("done_at", AT),
        sa.Column("result", sa.String()),
        *on_behalf(),
        sa.CheckConstraint("(done_at IS NULL) = (result IS NULL)", name="done_with_result"),
    )


def feedback() -> None:
    op.create_table(
        "workshop_feedback",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("workshop_id", sa.Uuid(), refers_to("workshops"), nullable=False, index=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("useful", sa.Integer()),
        sa.Column("learnt", sa.String(), nullable=False),
        sa.Column("better", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("given_at", AT, nullable=False),
        sa.Column("looked_at_by_id", sa.Uuid(), refers_to("people")),
    )


def calendars() -> None:
    """An invitation, and a mail, is about an exchange or about a workshop."""
    with op.batch_alter_table("invites") as invites:
        invites.alter_column("exchange_id", existing_type=sa.Uuid(), nullable=True)
        invites.add_column(sa.Column("workshop_id", sa.Uuid(), refers_to("workshops")))
        invites.create_unique_constraint(op.f("uq_invites_workshop_id_number"), ["workshop_id", "number"])
        invites.create_check_constraint(
            op.f("ck_invites_one_case"), "(exchange_id IS NULL) <> (workshop_id IS NULL)"
        )
    with op.batch_alter_table("mails") as mails:
        mails.add_column(sa.Column("workshop_id", sa.Uuid(), refers_to("workshops")))
        mails.create_index(op.f("ix_mails_workshop_id"), ["workshop_id"])


def no_calendars() -> None:
    invites = sa.table("invites", sa.column("id"), sa.column("workshop_id"))
    mine = sa.select(invites.c.id).where(invites.c.workshop_id.is_not(None))
    for name in ("replies", "attendances"):
        beside = sa.table(name, sa.column("invite_id"))
        op.execute(beside.delete().where(beside.c.invite_id.in_(mine)))
    for name in ("mails", "invites"):
        table = sa.table(name, sa.column("workshop_id"))
        op.execute(table.delete().where(table.c.workshop_id.is_not(None)))
    with op.batch_alter_table("mails") as batch:
        batch.drop_index(op.f("ix_mails_workshop_id"))
        batch.drop_column("workshop_id")
    with op.batch_alter_table("invites") as batch:
        batch.drop_constraint(op.f("ck_invites_one_case"), type_="check")
        batch.drop_constraint(op.f("uq_invites_workshop_id_number"), type_="unique")
        batch.drop_column("workshop_id")
        batch.alter_column("exchange_id", existing_type=sa.Uuid(), nullable=False)


def on_behalf() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("recorded_by_id", sa.Uuid(), refers_to("people")),
        sa.Column("recorded_at", AT),
        sa.Column("recorded_why", sa.String()),
    )


def refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
