"""One cycle of exchanges: its design, its dates, its phase."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, Typed, coded
from models.planning import Weights
from models.record import Record
from models.states import AskedAfter, AsksFirst, DateMode, Kind, RoundState

MAILBOX = "kierrokset@vaihto.example.org"  # until a round has its own


class Design(Record):
    """The seven elements of peer learning, answered before a round opens."""

    objectives: str = ""
    connections: str = ""
    responsibility: str = ""
    format: str = ""
    resources: str = ""
    time: str = ""
    motivation: str = ""


class Left(Record):
    """An element of the design that HR leaves open on purpose, and why."""

    element: str
    reason: str


class Round(Row):
    __tablename__ = "rounds"
    stays_at_hand = True

    reference: Mapped[str] = mapped_column(String(60), unique=True)
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    name_en: Mapped[str]
    state: Mapped[RoundState] = mapped_column(coded(RoundState), default=RoundState.DRAFT)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    deputy_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))  # who steers it for the owner
    mailbox: Mapped[str] = mapped_column(String(254), default=MAILBOX)  # we read it
    design: Mapped[Design] = mapped_column(Typed(Design), default=Design)
    left_out: Mapped[tuple[Left, ...]] = mapped_column(
        Typed(tuple[Left, ...]), default=(), server_default="[]"
    )
    kinds: Mapped[tuple[Kind, ...]] = mapped_column(Typed(tuple[Kind, ...]))
    date_mode: Mapped[DateMode] = mapped_column(coded(DateMode), default=DateMode.FIXED)
    may_cross_weekends: Mapped[bool] = mapped_column(default=False)

    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    remind_before_days: Mapped[int] = mapped_column(default=7)
    decide_by: Mapped[datetime]
    first_day: Mapped[date]
    last_day: Mapped[date]
    answer_working_days: Mapped[int] = mapped_column(default=5)
    hold_working_days: Mapped[int] = mapped_column(default=1, server_default="1")  # after a no in a calendar
    most_colleagues: Mapped[int] = mapped_column(default=5, server_default="5")  # beside one pair
    asks_evening_before: Mapped[bool] = mapped_column(default=False, server_default=false())  # the host
    asks_attendance: Mapped[bool] = mapped_column(default=False, server_default=false())  # both, afterwards
    sends_travel_orders: Mapped[bool] = mapped_column(default=False, server_default=false())  # to supervisors
    requires_agreement: Mapped[bool] = mapped_column(default=False, server_default=false())  # else a warning
    accompanies_pairs: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # asks between sessions
    weights: Mapped[Weights] = mapped_column(Typed(Weights), default=Weights, server_default="{}")
    auto_repair_most_moved: Mapped[int | None]  # none: HR approves every repair; 0: only who broke moves
    auto_repair_most_euros: Mapped[int | None]  # what a repair without approval may cost more
    regret_minutes: Mapped[int] = mapped_column(default=10, server_default="10")  # between yes and publishing
    waiting_bonus: Mapped[int] = mapped_column(default=3, server_default="3")  # who waited in vain before
    agree_by: Mapped[date | None]
    supervisor_confirms_dates: Mapped[bool] = mapped_column(default=False, server_default=false())
    asks_first: Mapped[AsksFirst] = mapped_column(
        coded(AsksFirst), default=AsksFirst.BOTH, server_default=AsksFirst.BOTH
    )
    follow_up_days: Mapped[tuple[int, ...]] = mapped_column(Typed(tuple[int, ...]), default=(0, 30, 180))
    asks_after: Mapped[tuple[AskedAfter, ...]] = mapped_column(
        Typed(tuple[AskedAfter, ...]), default=(), server_default="[]"
    )
    is_standing: Mapped[bool] = mapped_column(default=False, server_default=false())  # outside of all rounds

    previewed_at: Mapped[datetime | None]  # somebody has looked at the letters that it will send
    previewed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    paused_at: Mapped[datetime | None]  # while it is paused
    paused_why: Mapped[str] = mapped_column(default="", server_default="")
    replan_at: Mapped[datetime | None]  # HR wants a look for places that are free
    finished_at: Mapped[datetime | None]  # HR has finished it early: no more repairs
    ended_why: Mapped[str] = mapped_column(default="", server_default="")  # cancelled or finished early
    reminded_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    def name(self, language: str) -> str:
        return {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}[language]

    def takes_applications(self, now: datetime) -> bool:
        return self.state is RoundState.OPEN and self.opens_at <= now < self.closes_at
