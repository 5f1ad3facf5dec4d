"""Calendar invitations that are out, who is asked, and what came back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Row, coded
from models.behalf import OnBehalf
from models.states import Answer


class Invite(Row):
    """Owns one UID for life and its SEQUENCE; covers one stay block or session, a series, or a workshop."""

    __tablename__ = "invites"
    __table_args__ = (
        UniqueConstraint("exchange_id", "number"),
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint("(exchange_id IS NULL) <> (workshop_id IS NULL)", name="one_case"),
    )

    exchange_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchanges.id"), index=True)
    workshop_id: Mapped[UUID | None] = mapped_column(ForeignKey("workshops.id"))
    number: Mapped[int]  # in the order of their making
    covers: Mapped[int] = mapped_column(default=1, server_default="1")  # an appointment's number; 0: a series
    uid: Mapped[str] = mapped_column(String(100), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    stamped_at: Mapped[datetime]  # DTSTAMP of the newest message
    revision: Mapped[int] = mapped_column(default=0)
    meeting: Mapped[str] = mapped_column(Text)  # what people were last told, as JSON
    cancelled_at: Mapped[datetime | None]

    @property
    def of_exchange(self) -> UUID:
        """The exchange that it invites to."""
        if self.exchange_id is None:
            raise TypeError("an invitation to a workshop")
        return self.exchange_id

    attendees: Mapped[list["Attendance"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class Attendance(OnBehalf, Row):
    """One person on an invite, what they were last sent, and their newest answer."""

    __tablename__ = "attendances"
    __table_args__ = (UniqueConstraint("invite_id", "email"),)

    invite_id: Mapped[UUID] = mapped_column(ForeignKey("invites.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    answer: Mapped[Answer] = mapped_column(coded(Answer), default=Answer.NEEDS_ACTION)
    answered_sequence: Mapped[int | None]
    answered_stamp: Mapped[datetime | None]


class InboundMail(OnBehalf, Row):
    """A mail that reached us; it ends in exactly one outcome. A held one may be applied by a coordinator."""

    __tablename__ = "inbound_mails"

    message_id: Mapped[str] = mapped_column(String(300), unique=True)
    received_at: Mapped[datetime]
    octets: Mapped[bytes] = mapped_column(deferred=True)
    outcome: Mapped[str] = mapped_column(String(40), index=True)
    words: Mapped[str] = mapped_column(Text, default="", server_default="")  # without what they quote
    mail_id: Mapped[UUID | None] = mapped_column(ForeignKey("mails.id"), index=True)  # answered, or bounced


class Reply(Row):
    """What one mail said about one invite, or one session of it; of held words, what they seem to say."""

    __tablename__ = "replies"

    inbound_mail_id: Mapped[UUID] = mapped_column(ForeignKey("inbound_mails.id"), index=True)
    invite_id: Mapped[UUID | None] = mapped_column(ForeignKey("invites.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[Answer | None] = mapped_column(coded(Answer))
    recurrence_at: Mapped[datetime | None]
    sequence: Mapped[int | None]
    stamp: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(40))
    answered_by: Mapped[str | None] = mapped_column(String(254))  # whoever wrote, if not the invited person
