"""What the organisations of a round agree among themselves: confidentiality, insurance, control of data."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row
from models.behalf import OnBehalf
from models.languages import Language


class Agreement(Row):
    """One version of the text; a newer one is accepted anew."""

    __tablename__ = "agreements"
    __table_args__ = (UniqueConstraint("round_id", "version"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    version: Mapped[int]
    text_fi: Mapped[str]
    text_sv: Mapped[str]
    text_en: Mapped[str]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]

    def text(self, language: Language) -> str:
        return {"fi": self.text_fi, "sv": self.text_sv, "en": self.text_en}[language]


class Acceptance(OnBehalf, Row):
    """An organisation's yes to one version, said by one of its people."""

    __tablename__ = "acceptances"
    __table_args__ = (UniqueConstraint("agreement_id", "organisation_id"),)

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    accepted_at: Mapped[datetime]
