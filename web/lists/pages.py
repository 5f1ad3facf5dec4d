"""One list as its address asks for it: looked at, or taken as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from fastapi import HTTPException, Request
from pydantic import ValidationError
from starlette.responses import Response

from domain.refusals import Refusal
from web.lists.files import Format, Sheet
from web.lists.listing import Asked, ListView
from web.site import Site
from web.views.reading import Reading

REFUSED = 409
A = TypeVar("A", bound=Asked)
Query = Mapping[str, str]


@dataclass(frozen=True)
class ListPage:
    """What an address says becomes what is shown of the round with that reference."""

    asked: Callable[[Query], Asked]
    look: Callable[[Reading, str, Query], ListView]
    sheet: Callable[[Reading, str, Query], Sheet]
    template: str

    def show(self, request: Request, site: Site, reference: str) -> Response:
        with site.read(request) as seen:
            view = self.look(seen, reference, request.query_params)
        return site.show(request, self.template, view, seen=seen)

    def show_again(
        self, request: Request, site: Site, reference: str, query: Query, said: Mapping[str, str], no: Refusal
    ) -> Response:
        """After a form of the list was refused, with what was written in it."""
        with site.read(request) as seen:
            view = self.look(seen, reference, query)
        view = view.model_copy(update={"refused": no.words, "said": said})
        return site.show(request, self.template, view, seen=seen, status=REFUSED)

    def file(self, request: Request, site: Site, reference: str, form: Format) -> Response:
        with site.read(request) as seen:
            sheet = self.sheet(seen, reference, request.query_params)
            return sheet.download(form, seen.language)


def list_page(
    choice: type[A],
    look: Callable[[Reading, str, A], ListView],
    sheet: Callable[[Reading, str, A], Sheet],
    template: str,
) -> ListPage:
    def asked(query: Query) -> A:
        return read(choice, query)

    return ListPage(
        asked,
        lambda seen, reference, query: look(seen, reference, asked(query)),
        lambda seen, reference, query: sheet(seen, reference, asked(query)),
        template,
    )


def read(choice: type[A], query: Query) -> A:
    """An address that we never wrote leads nowhere."""
    try:
        return choice.model_validate(dict(query))
    except ValidationError:
        raise HTTPException(404) from None
