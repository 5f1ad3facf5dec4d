"""A question to one person with a deadline, reminders, a deputy and an ending: no wait is ever forgotten."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, Typed, coded
from models.behalf import OnBehalf
from models.record import Record

OPEN = text("state = 'open'")


class About(StrEnum):
    """What is asked; each has its letter, its page and its endings in `domain/asks/questions.py`."""

    ENDORSEMENT = "endorsement"  # of the supervisor: may the time be used?
    AGREES_TO_APPLY = "agrees_to_apply"  # of somebody for whom the supervisor has applied
    EVENING_BEFORE = "evening_before"  # of the host: may the guest come tomorrow?
    DATES = "dates"  # of guest and host: which days suit?
    DATES_MISSING = "dates_missing"  # of the coordinator: what becomes of pairs without days?
    DATES_SUIT_UNIT = "dates_suit_unit"  # of the supervisor: may the guest be away then?

    HOST_INTEREST = "host_interest"  # of organisations and earlier hosts: can you host this time?
    HOST_OFFER = "host_offer"  # of whoever can: how many guests, when and on which topics?

    FIRST_MEETING = "first_meeting"  # of mentee and mentor, each alone: do they go on?
    PAIR_AGREEMENT = "pair_agreement"  # of both: is this how they work together?
    MID_TERM = "mid_term"  # of both: how does it go?
    CARRY_GOALS = "carry_goals"  # of a mentee whose mentor leaves: may the next one see the goals?
    SUCCESSOR = "successor"  # of the coordinator: who mentors instead?

    NEW_DAYS = "new_days"  # of guest and host: would other days suit instead?
    IS_ILL = "is_ill"  # of whoever writes that they are ill: shall everybody be told?
    TOOK_PLACE = "took_place"  # of guest and host: did they meet?
    AGREEMENT = "agreement"  # of an organisation: does it accept what all agree on?

    WORKSHOP = "workshop"  # of whoever is invited: do they come?
    WORKSHOP_SEAT = "workshop_seat"  # of the next on the waiting list: a seat is free
    WORKSHOP_WORK = "workshop_work"  # of the owner of pre-work or post-work: is it done?
    WORKSHOP_ATTENDANCE = "workshop_attendance"  # of whoever arranged it: who came?

    SUPERVISOR_REVIEW = "supervisor_review"  # of the guest's supervisor: what came of it?
    SEMINAR_OFFER = "seminar_offer"  # of the guest: shall it be told at home?
    VISIT_AGAIN = "visit_again"  # of the guest: shall they meet again?
    KEEP_IN_TOUCH = "keep_in_touch"  # of both: may they be named and asked later on?


class AskState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"  # the deadline passed in silence
    DROPPED = "dropped"  # its case ended or changed: the answer matters no more


class Filled(Record):
    """One field of the page, as it was filled in."""

    name: str
    value: str


class Reply(Record):
    """The button that was pressed, and what was written beside it."""

    word: str
    filled: tuple[Filled, ...] = ()

    def of(self, name: str) -> str:
        return next((each.value for each in self.filled if each.name == name), "")


class Ask(OnBehalf, Row):
    """One question about one row (`subject_id`), on the stream of the workflow that sees it through."""

    __tablename__ = "asks"
    __table_args__ = (
        UniqueConstraint("stream_id", "about", "subject_id", "occasion"),
        Index("ix_asks_open", "stream_id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    stream_id: Mapped[str] = mapped_column(ForeignKey("streams.id"))
    about: Mapped[About] = mapped_column(coded(About))
    subject_id: Mapped[UUID]
    occasion: Mapped[str] = mapped_column(String(60), default="")  # where one thing is asked again
    state: Mapped[AskState] = mapped_column(coded(AskState), default=AskState.OPEN)
    first_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))  # who was asked first
    whose_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)  # who is asked now
    deputy_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    reminders: Mapped[tuple[datetime, ...]] = mapped_column(Typed(tuple[datetime, ...]), default=())
    reminded: Mapped[int] = mapped_column(default=0)  # how many of them have been sent
    passes_at: Mapped[datetime | None]  # to the deputy, if there is no word by then
    passed_at: Mapped[datetime | None]
    deadline: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    reply: Mapped[Reply | None] = mapped_column(Typed(Reply))
