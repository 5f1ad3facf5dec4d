"""What somebody said by phone, written down by a coordinator: who, when and why."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column


class OnBehalf:
    """Mixed into every row that holds a person's own word. All three empty: they said it themselves."""

    @declared_attr
    def recorded_by_id(self) -> Mapped[UUID | None]:
        return mapped_column(ForeignKey("people.id"))

    recorded_at: Mapped[datetime | None]
    recorded_why: Mapped[str | None]
