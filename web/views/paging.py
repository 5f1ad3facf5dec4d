"""Which page of a long list is shown."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from models.record import Record

T = TypeVar("T")
AskedPage = Annotated[int, Field(ge=1, le=100_000)]
Chosen = Annotated[T | None, BeforeValidator(lambda said: said or None)]  # forms send empty ones too

PER_PAGE = 50


class Narrowed(BaseModel):
    """What an address asks a list for, beside the reader's language and the notice that it may carry."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    page: AskedPage = 1


class Paging(Record):
    page: int
    rows: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.rows // PER_PAGE))

    @property
    def offset(self) -> int:
        return (self.page - 1) * PER_PAGE

    @property
    def has_earlier(self) -> bool:
        return self.page > 1

    @property
    def has_later(self) -> bool:
        return self.page < self.pages

    @property
    def is_beyond(self) -> bool:
        """Whether the asked page comes after the last one."""
        return self.page > self.pages
