"""Reports of a year and of a round, and the same numbers as files."""

from enum import StrEnum

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from domain import report_files
from domain.access.policy import Action
from domain.report_tables import Table
from domain.reports import Report
from models.languages import Language
from web.site import TheSite, shows
from web.views.hr import round_head
from web.views.pictures import reports
from web.visitor import signed_in

router = signed_in(Action.STEER)


class TableOf(StrEnum):
    ROUNDS = "rounds"
    COUNCILS = "councils"


class Kind(StrEnum):
    EXCEL = "xlsx"
    JSON = "json"


TYPES = {
    Kind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.JSON: "application/json",
}


@shows(router, "/reports")
def newest(request: Request, site: TheSite) -> HTMLResponse:
    with site.read(request) as seen:
        view = reports.look(seen, None)
    return site.show(request, "pictures/report.html", view, seen=seen)


@shows(router, "/reports/{year:int}")
def of_year(request: Request, site: TheSite, year: int) -> HTMLResponse:
    with site.read(request) as seen:
        view = reports.look(seen, year)
    return site.show(request, "pictures/report.html", view, seen=seen)


@shows(router, "/reports/{year:int}-{table}.csv")
def table_of_year(request: Request, site: TheSite, year: int, table: TableOf) -> Response:
    with site.read(request) as seen:
        found = reports.of_year(seen, year)
    return _csv(found, table, f"vaihto-{year}", seen.language)


@shows(router, "/reports/{year:int}.{kind}")
def file_of_year(request: Request, site: TheSite, year: int, kind: Kind) -> Response:
    with site.read(request) as seen:
        found = reports.of_year(seen, year)
    return _file(found, kind, f"vaihto-{year}", seen.language)


@shows(router, "/rounds/{reference}/report")
def of_round(request: Request, site: TheSite, reference: str) -> HTMLResponse:
    with site.read(request) as seen:
        view = reports.look_at_round(seen, reference)
    return site.show(request, "pictures/report.html", view, seen=seen)


@shows(router, "/rounds/{reference}/report-{table}.csv")
def table_of_round(request: Request, site: TheSite, reference: str, table: TableOf) -> Response:
    with site.read(request) as seen:
        found = reports.of_round(seen, round_head.find(seen, reference))
    return _csv(found, table, reference, seen.language)


@shows(router, "/rounds/{reference}/report.{kind}")
def file_of_round(request: Request, site: TheSite, reference: str, kind: Kind) -> Response:
    with site.read(request) as seen:
        found = reports.of_round(seen, round_head.find(seen, reference))
    return _file(found, kind, reference, seen.language)


def _csv(report: Report, which: TableOf, name: str, language: Language) -> Response:
    table: Table = report.rounds if which is TableOf.ROUNDS else report.councils
    octets = report_files.as_csv(table, language=language)
    return _attached(octets, f"{name}-{which}.csv", "text/csv; charset=utf-8")


def _file(report: Report, kind: Kind, name: str, language: Language) -> Response:
    if kind is Kind.JSON:
        octets = report_files.as_json(report)
    else:
        octets = report_files.as_excel(report, language=language)
    return _attached(octets, f"{name}.{kind}", TYPES[kind])


def _attached(octets: bytes, name: str, kind: str) -> Response:
    safe = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-.") else "_" for sign in name)
    return Response(
        octets, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{safe}"'}
    )
