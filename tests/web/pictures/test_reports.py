"""Reports on the screen, and the same numbers as files."""

import csv
import json
from io import BytesIO, StringIO

import openpyxl
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.database import Database
from models.rounds import Round
from models.states import Role, RoundState
from tests.builders import a_host_offer, a_person, a_round, an_application, an_appointee, an_organisation
from tests.builders_of_exchanges import an_exchange
from tests.web.conftest import browser
from tests.web.page import Page, rows, texts

ENDINGS = (".xlsx", ".json", "-rounds.csv")
EVIL = "=cmd|'/C calc'!A1"


def a_lived_round(db: Session) -> Round:
    """Six visits of three days from one council to another."""
    round_ = a_round(db, reference="kevat-2027", state=RoundState.RUNNING)
    south = an_organisation(db, code="A1", name_en=EVIL, latitude=60.2, longitude=24.9)
    north = an_organisation(db, code="A2", name_en="North", latitude=61.1, longitude=24.9)
    for _ in range(6):
        guest, host = a_person(db, organisation=south), a_person(db, organisation=north)
        asks, offer = an_application(db, to=round_, person=guest), a_host_offer(db, to=round_, person=host)
        an_exchange(db, application=asks, offer=offer, schedule=None)
    return round_


def councils(html: str) -> dict[str, list[str]]:
    section = html.split('<h2 id="councils">')[1]
    return {cells[0]: cells[1:] for cells in rows(section, "tally")}


def test_a_year_is_told_by_round_and_by_council(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_lived_round(db)

    html = web.get("/reports").text

    assert texts(html, "h1") == ["Report of the year 2027"]
    assert rows(html, "tally sideways")[:5] == [
        ["Applications", "6"],
        ["Visits", "6"],
        ["Visiting days", "18"],
        ["Kilometres travelled", "1,560"],
        ["Mentorings", "0"],
    ]
    assert councils(html)["North"] == ["0", "0", "0", "6", "18", "0", "0", "0", "0"]
    assert "Computed Tue 16 March 2027 at 9:00." in texts(html, "p", "muted")[0]


def test_files_have_the_numbers_of_the_screen(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_lived_round(db)

    shown = councils(web.get("/reports/2027").text)
    lines = list(csv.reader(StringIO(web.get("/reports/2027-councils.csv").text), delimiter=";"))
    book = openpyxl.load_workbook(BytesIO(web.get("/reports/2027.xlsx").content))
    told = json.loads(web.get("/reports/2027.json").text)

    as_csv = {line[1]: line[2:] for line in lines[1:]}
    as_excel = {row[0].value: [cell.value for cell in row[2:]] for row in book.worksheets[1].iter_rows()}
    as_json = {each["code"]: list(each.values())[2:] for each in told["councils"]["lines"]}
    numbers = [0, 0, 0, 6, 18, 0, 0, 0, 0]
    assert shown["North"] == as_csv["North"] == [f"{each}" for each in numbers]
    assert as_csv["Together"] == [f"{each}" for each in (6, 18, 1560, 6, 18, 0, 0, 0, 0)]
    assert (as_excel["A2"], as_json["A2"]) == (numbers, numbers)
    assert told["computed_at"] == "2027-03-16T07:00:00+00:00"


def test_a_name_that_a_spreadsheet_might_run_is_only_text(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_lived_round(db)

    lines = list(csv.reader(StringIO(web.get("/reports/2027-councils.csv").text), delimiter=";"))
    book = openpyxl.load_workbook(BytesIO(web.get("/reports/2027.xlsx").content))

    cell = next(row[1] for row in book.worksheets[1].iter_rows() if row[0].value == "A1")
    assert [line[1] for line in lines if line[0] == "A1"] == [f"'{EVIL}"]
    assert (cell.value, cell.data_type) == (f"'{EVIL}", "s")


def test_files_are_attachments_of_their_type(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_lived_round(db)

    answers = {
        each: web.get(f"/rounds/kevat-2027/report{each}") for each in (".xlsx", ".json", "-rounds.csv")
    }

    assert [each.headers["content-disposition"] for each in answers.values()] == [
        'attachment; filename="kevat-2027.xlsx"',
        'attachment; filename="kevat-2027.json"',
        'attachment; filename="kevat-2027-rounds.csv"',
    ]
    assert answers["-rounds.csv"].headers["content-type"] == "text/csv; charset=utf-8"


def test_a_rounds_report_is_its_part_of_the_year(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_lived_round(db)

    of_round, of_year = (web.get(each).text for each in ("/rounds/kevat-2027/report", "/reports/2027"))

    assert councils(of_round) == councils(of_year)
    assert Page(of_round).texts("h1") == ["Report"]


def test_rounds_that_one_does_not_steer_are_in_no_report(database: Database) -> None:
    with database.change() as db:
        a_lived_round(db)
        hr = a_person(db)
        an_appointee(db, person=hr, role=Role.HR, organisation_id=hr.organisation_id)

    for web in browser(database, person_id=hr.id):
        pages = [
            web.get(f"{each}?lang=en").text for each in ("/reports", "/reports/2027", "/reports/2027.json")
        ]

    assert ["kevat-2027" in each or "Spring" in each for each in pages] == [False, False, False]
    assert texts(pages[0], "p", "empty") == [
        "There is no round with its first day in this year that you steer."
    ]


def test_who_steers_nothing_sees_no_reports(database: Database) -> None:
    with database.change() as db:
        person = a_person(db)

    for web in browser(database, person_id=person.id):
        found = [web.get(each).status_code for each in ("/reports", "/reports/2027", "/reports/2027.xlsx")]

    assert found == [404, 404, 404]


def test_a_year_beyond_all_calendars_is_empty(web: TestClient) -> None:
    assert [web.get(f"/reports/{year}").status_code for year in (0, 1999, 99999)] == [200, 200, 200]
