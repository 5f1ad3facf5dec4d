"""The lists of a round: each as a table and as a file."""

from fastapi import Request
from starlette.responses import Response

from domain.access.policy import Action
from web.lists.files import Format
from web.lists.listing import Table
from web.lists.pages import ListPage, list_page
from web.site import TheSite, shows
from web.views.daily import exchange_list
from web.views.hr import application_list, offer_list
from web.visitor import signed_in

router = signed_in(Action.STEER)
LISTS: dict[Table, ListPage] = {
    Table.APPLICATIONS: list_page(
        application_list.Choice, application_list.look, application_list.sheet, "hr/applications.html"
    ),
    Table.OFFERS: list_page(offer_list.Choice, offer_list.look, offer_list.sheet, "hr/offers.html"),
    Table.EXCHANGES: list_page(
        exchange_list.Filters, exchange_list.look, exchange_list.sheet, "daily/exchanges.html"
    ),
}


def _serve(table: Table, page: ListPage) -> None:
    @shows(router, f"/rounds/{{reference}}/{table}")
    def look(request: Request, site: TheSite, reference: str) -> Response:
        return page.show(request, site, reference)

    @shows(router, f"/rounds/{{reference}}/{table}.{{form}}")
    def file(request: Request, site: TheSite, reference: str, form: Format) -> Response:
        """What the table shows, on all its pages."""
        return page.file(request, site, reference, form)


for _table, _page in LISTS.items():
    _serve(_table, _page)
