"""Reading what a form of the board carries: ids, and the look to go back to."""

from collections.abc import Iterable
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi import HTTPException
from pydantic import ValidationError

from web.forms import Form
from web.views.board.choices import Choice

MOST = 500  # rows at once


def uuids(told: Iterable[str]) -> tuple[UUID, ...]:
    """Whoever writes another thing there has not used our page."""
    try:
        return tuple(dict.fromkeys(UUID(each) for each in tuple(told)[:MOST]))
    except ValueError:
        raise HTTPException(404) from None


def pair_of(form: Form, one: str, other: str) -> tuple[UUID, UUID]:
    both = uuids((form.text(one), form.text(other)))
    if len(both) != 2:
        raise HTTPException(404)
    return both[0], both[1]


def narrowed(query: str) -> Choice:
    """The look that a query of ours means; the plain one where it is not ours."""
    try:
        return Choice.model_validate(dict(parse_qsl(query)))
    except ValidationError:
        return Choice()
