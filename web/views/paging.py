"""Which page of a long list is shown."""

from typing import Annotated, ClassVar, Self, TypeVar
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from models.record import Record

T = TypeVar("T")
AskedPage = Annotated[int, Field(ge=1, le=100_000)]
Chosen = Annotated[T | None, BeforeValidator(lambda said: said or None)]  # forms send empty ones too
Code = Annotated[str, Field(max_length=60)]
Text = Annotated[str, Field(max_length=200), AfterValidator(lambda said: said.replace("\0", "").strip())]

PER_PAGE = 50


class Narrowed(BaseModel):
    """What an address asks a list for, beside the reader's language and the notice that it may carry."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    passing: ClassVar[frozenset[str]] = frozenset(("page",))  # no part of what is found

    page: AskedPage = 1

    @property
    def query(self) -> str:
        """The same in an address, from its first page on."""
        said = self.model_dump(mode="json", exclude=set(self.passing), exclude_defaults=True)
        return urlencode({name: "1" if value is True else value for name, value in said.items() if value})

    def but(self, **other: object) -> Self:
        """The same with something else in it; `None` leaves it out."""
        return self.model_copy(update=other)


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
