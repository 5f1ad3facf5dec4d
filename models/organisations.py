"""Councils and municipalities, and the days on which they are closed."""

from datetime import date, time
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row
from models.languages import Language


class Organisation(Row):
    __tablename__ = "organisations"
    stays_at_hand = True

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    name_en: Mapped[str]
    seat_fi: Mapped[str]
    seat_sv: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    guests_per_day: Mapped[int | None]
    travel_budget_euros: Mapped[int | None]
    balance_tolerance: Mapped[int | None]
    quiet_from: Mapped[time | None]  # local; its people are left alone from then on ...
    quiet_until: Mapped[time | None]  # ... until then; without both as the house has it

    def name(self, language: Language) -> str:
        return {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}[language]

    def seat(self, language: Language) -> str:
        return self.seat_sv if language == "sv" else self.seat_fi


class ClosedDay(Row):
    """A day on which an organisation takes and sends nobody."""

    __tablename__ = "closed_days"
    __table_args__ = (UniqueConstraint("organisation_id", "day"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    day: Mapped[date]
