"""What one may do on a page: a form with its fields, and the verb of the domain that it leads to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar, Generic, TypeVar

from pydantic.fields import FieldInfo

from models.languages import Words, _
from web.forms import Form, FormModel, Trouble, parsed

At = TypeVar("At")
F = TypeVar("F", bound="DeedForm")
Choices = tuple[tuple[str, str], ...]
Ready = Callable[[At], object]
ROW, LOOK = "row", "look"
BY_PHONE = _("by phone")


class Entry(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    AREA = "area"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    EMAIL = "email"
    CHOICE = "choice"
    TICK = "tick"
    TICKS = "ticks"
    FILE = "file"


@dataclass(frozen=True)
class As:
    """How a field of a form stands on its page."""

    label: Words
    entry: Entry = Entry.LINE
    hint: Words | None = None


class DeedForm(FormModel):
    """A form whose page is made from it: each field is annotated with how it stands there."""

    blanks: ClassVar[Mapping[str, As]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_more: object) -> None:
        found = {name: _as(name, about) for name, about in cls.model_fields.items()}
        cls.blanks, cls.labels = found, {name: each.label for name, each in found.items()}


def _as(name: str, about: FieldInfo) -> As:
    return next((each for each in about.metadata if isinstance(each, As)), As(_(name)))


class Press(DeedForm):
    """A button alone."""


Why = Annotated[str, As(_("How do you know it?"))]


@dataclass(frozen=True)
class Extra:
    """A field that no class can know before: that of a question."""

    name: str
    label: Words
    entry: Entry
    choices: Choices = ()


@dataclass(frozen=True)
class Occasion:
    """One time that a deed is offered on a page: about which row, with which choices and values."""

    row: str = ""
    about: Words | str | None = None
    choices: Mapping[str, Choices] = field(default_factory=dict)
    values: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    extras: tuple[Extra, ...] = ()


NEVER: tuple[Occasion, ...] = ()
ONCE = (Occasion(),)


@dataclass(frozen=True)
class Deed(Generic[At]):
    """`shows_plan`: whether one may see first what it would send."""

    code: str
    title: Words
    button: Words
    form: type[DeedForm]
    offered: Callable[[At], Iterable[Occasion]]
    read: Callable[[Form], Ready[At] | tuple[Trouble, ...]]
    hint: Words | None = None
    shows_plan: bool = False
    is_grave: bool = False


def deed(
    form: type[F],
    act: Callable[[At, F], object],
    *,
    code: str,
    title: Words,
    button: Words,
    offered: Callable[[At], Iterable[Occasion]],
    hint: Words | None = None,
    shows_plan: bool = False,
    is_grave: bool = False,
) -> Deed[At]:
    """Ties a verb to its form, so that a wrong field is told before anything is touched."""

    def read(given: Form) -> Ready[At] | tuple[Trouble, ...]:
        said = parsed(form, given)
        return said if isinstance(said, tuple) else lambda at: act(at, said)

    return Deed(code, title, button, form, offered, read, hint, shows_plan, is_grave)
