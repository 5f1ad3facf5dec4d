"""What people have typed: read with caps, with the session's token, and judged field by field."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeVar

from fastapi import Depends, HTTPException, Request
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException

from domain.access import proofs
from models.languages import Words, _
from models.record import Record
from web.visitor import visitor_of, wall_now

MOST_FIELDS, MOST_FILES = 2_000, 12
MOST_SIGNS = 4_000
MOST_PART_OCTETS = 100_000
MOST_FILE_OCTETS = 10_000_000  # of all files of a form together
TOKEN = "_token"  # noqa: S105 - the name of a field
LIMITS = ("max_length", "min_length", "ge", "le", "gt", "lt")
OF_A_SESSION = re.compile("[0-9a-f]{64}")
FORBIDDEN, TOO_MUCH, NOT_UNDERSTOOD = 403, 413, 400


@dataclass(frozen=True)
class Brought:
    """A file that somebody has chosen."""

    name: str
    octets: bytes


@dataclass(frozen=True)
class Form:
    fields: Mapping[str, tuple[str, ...]]
    files: Mapping[str, tuple[Brought, ...]]

    def text(self, name: str) -> str:
        """The field, or nothing; PostgreSQL keeps no NUL."""
        return next(iter(self.fields.get(name, ())), "").replace("\0", "")[:MOST_SIGNS].strip()

    def all(self, name: str) -> tuple[str, ...]:
        return self.fields.get(name, ())

    def brought(self, name: str) -> tuple[Brought, ...]:
        """The files that were chosen and hold something."""
        return tuple(each for each in self.files.get(name, ()) if each.octets)

    def has(self, name: str) -> bool:
        return bool(self.text(name))


async def _form(request: Request) -> Form:
    form = await anonymous_form(request)
    visitor = visitor_of(request)
    expected = visitor.form_token if visitor else ""
    told = form.text(TOKEN)
    if not expected or not hmac.compare_digest(told.encode(), expected.encode()):
        if expected and OF_A_SESSION.fullmatch(told) and not form.files:
            raise SentBefore(form)
        raise HTTPException(FORBIDDEN)
    return form


class SentBefore(Exception):
    """Somebody wrote it before they signed in again: a press sends it, nothing does so by itself."""

    def __init__(self, form: "Form") -> None:
        super().__init__("another session's form")
        self.form = form


async def anonymous_form(request: Request) -> Form:
    """For who has no session yet; the same caps, no token."""
    try:
        async with request.form(
            max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_PART_OCTETS
        ) as read:
            fields: dict[str, tuple[str, ...]] = {}
            files: dict[str, tuple[Brought, ...]] = {}
            left = MOST_FILE_OCTETS
            for name, value in read.multi_items():
                if isinstance(value, UploadFile):
                    brought = await _brought(value, most=left)
                    left -= len(brought.octets)
                    files[name] = (*files.get(name, ()), brought)
                else:
                    fields[name] = (*fields.get(name, ()), value)
    except MultiPartException:
        raise HTTPException(NOT_UNDERSTOOD) from None
    return Form(fields, files)


async def _brought(file: UploadFile, *, most: int) -> Brought:
    octets = await file.read(most + 1)
    if len(octets) > most:
        raise HTTPException(TOO_MUCH)
    return Brought((file.filename or "")[:200], octets)


TheForm = Annotated[Form, Depends(_form)]


class ShowAgain(Exception):
    """The deed decides who comes in: first somebody shows once more who they are, and then goes on."""

    def __init__(self, form: Form) -> None:
        super().__init__("too long ago")
        self.form = form


def _fresh_form(request: Request, form: TheForm) -> Form:
    visitor = visitor_of(request)
    if visitor is None or not proofs.is_fresh(visitor.proved_at, now=wall_now()):
        raise ShowAgain(form)
    return form


FreshForm = Annotated[Form, Depends(_fresh_form)]
AnonymousForm = Annotated[Form, Depends(anonymous_form)]


class FormModel(BaseModel):
    """Fields as people name them; an empty field counts as not given."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)
    labels: ClassVar[Mapping[str, Words]] = {}
    lists: ClassVar[frozenset[str]] = frozenset()  # fields that may be given several times


class Trouble(Record):
    """What to mend: the field's name in the page, its label, and what would be right."""

    field: str
    label: Words
    words: Words


M = TypeVar("M", bound=FormModel)


def parsed(kind: type[M], form: Form) -> M | tuple[Trouble, ...]:
    """The record, or everything that has to be mended first."""
    given: dict[str, str | tuple[str, ...]] = {
        name: form.all(name) if name in kind.lists else form.text(name)
        for name in kind.model_fields
        if form.has(name) or name in kind.lists
    }
    try:
        return kind.model_validate(given)
    except ValidationError as found:
        return tuple(_trouble(kind, each) for each in found.errors())


def trouble(kind: type[FormModel], field: str, words: Words) -> Trouble:
    return Trouble(field=field, label=kind.labels.get(field, _(field)), words=words)


def _trouble(kind: type[FormModel], found: ErrorDetails) -> Trouble:
    ctx = found.get("ctx", {})
    limit = next((str(ctx[each]) for each in LIMITS if each in ctx), "")
    return trouble(kind, str(found["loc"][0]), _words(found["type"], limit))


def _words(code: str, limit: str) -> Words:
    if code in ("missing", "string_too_short", "too_short"):
        return _("fill this in")
    if code == "string_too_long":
        return _("write at most {number} signs", number=limit)
    if code.startswith("date"):
        return _("give a date, for example 2027-03-08")
    if code.startswith("time"):
        return _("give a time, for example 16:00")
    if code.startswith(("int", "float", "decimal")):
        return _("give a number")
    if code.startswith("greater"):
        return _("give a number of at least {number}", number=limit)
    if code.startswith("less"):
        return _("give a number of at most {number}", number=limit)
    return _("choose one of those offered")
