"""Filters of a list that its reader gives a name, renames, removes and puts back."""

from collections.abc import Callable
from enum import StrEnum
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import named_filters
from domain.access.policy import Action
from domain.refusals import NotFound, Refusal
from models.steering_pages import NamedFilter
from web.forms import Form, TheForm
from web.lists.listing import Table
from web.routes.rounds.desk import Desk, desk
from web.routes.rounds.lists import LISTS
from web.site import Site, TheSite, go, posts
from web.views.hr.round_head import address
from web.visitor import signed_in

router = signed_in(Action.STEER)
HERE = "/rounds/{reference}/filters/{listing}"


class Change(StrEnum):
    RENAME = "rename"
    REMOVE = "remove"
    UNDO = "undo"


@posts(router, HERE)
def keep(request: Request, site: TheSite, form: TheForm, reference: str, listing: Table) -> Response:
    """Under a name; the address of the list stays the truth."""
    query = _query(listing, form)

    def do(at: Desk) -> None:
        everywhere, name = form.text("where") == "everywhere", form.text("name")
        here = named_filters.Place(at.by.id, listing, at.round_.id)
        named_filters.keep(at.seen.db, here, name, query, everywhere=everywhere)

    return _done(request, site, form, (reference, listing, "keep"), do)


@posts(router, HERE + "/{filter_id}/{change}")
def change(
    request: Request,
    site: TheSite,
    form: TheForm,
    reference: str,
    listing: Table,
    filter_id: UUID,
    change: Change,
) -> Response:
    def do(at: Desk) -> None:
        row = named_filters.find(at.seen.db, filter_id, at.by.id)
        CHANGES[change](at, row, form)

    undo = None if change is Change.UNDO else filter_id
    return _done(request, site, form, (reference, listing, change), do, undo)


def _rename(at: Desk, row: NamedFilter, form: Form) -> None:
    named_filters.rename(at.seen.db, row, form.text("name"), round_id=at.round_.id)


def _remove(at: Desk, row: NamedFilter, _form: Form) -> None:
    named_filters.remove(row, now=at.seen.now)


def _undo(_at: Desk, row: NamedFilter, _form: Form) -> None:
    named_filters.undo(row)


CHANGES: dict[Change, Callable[[Desk, NamedFilter, Form], None]] = {
    Change.RENAME: _rename,
    Change.REMOVE: _remove,
    Change.UNDO: _undo,
}


def _query(listing: Table, form: Form) -> str:
    """What the list was asked for, as we write it ourselves: nothing else comes into an address."""
    return LISTS[listing].asked(dict(parse_qsl(form.text("query")))).query


def _done(
    request: Request,
    site: Site,
    form: Form,
    which: tuple[str, Table, str],
    do: Callable[[Desk], None],
    undo: UUID | None = None,
) -> Response:
    """Back to the same look at the list, with a way to undo it."""
    reference, listing, verb = which
    query = _query(listing, form)
    try:
        with desk(request, site, reference, f"filter-{verb}") as at:
            do(at)
    except NotFound:
        raise
    except Refusal as no:
        said = {"name": form.text("name")}
        return LISTS[listing].show_again(request, site, reference, dict(parse_qsl(query)), said, no)
    asked = "&".join(each for each in (query, f"undo={undo}" if undo else "") if each)
    return go(f"{address(reference)}/{listing}?{asked}", done=f"filter-{verb}")
