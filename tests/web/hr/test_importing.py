"""Bringing a spreadsheet: a look first, every problem by its place, and all of it or nothing."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from httpx2 import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.applications import Application
from models.brought_files import BroughtFile
from models.database import Database
from models.languages import Language
from models.people import Appointee, Person
from models.rounds import Round
from models.states import Role
from tests.builders import CLOSES, a_person, a_round, an_appointee, an_organisation
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import Page, rows, strange_scripts, texts
from web.forms import MOST_FILE_OCTETS

HERE = "/rounds/kevat-2027/import"
SAMPLE = Path(__file__).parents[3] / "samples" / "three-councils-2027"
PEOPLE = "E-mail;Name;Organisation;Language\nveera@example.org;Veera Keksitty;satula;fi\n"


def an_open_round(db: Session) -> Round:
    an_organisation(db, code="satula")
    late = {"closes_at": NOW.replace(month=6), "decide_by": NOW.replace(month=7)}
    return a_round(db, owner=None, reference="kevat-2027", **late)


def bring(web: TestClient, text: str, *, to: str = "/import", name: str = "people.csv") -> Response:
    return post(web, to, files={"file": (name, text.encode(), "text/csv")})


def kept(html: str) -> str:
    return next(e.attributes["value"] for e in Page(html).all("input") if e.attributes.get("name") == "kept")


def test_a_look_saves_nothing_and_a_yes_saves_all(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db)

    shown = bring(web, PEOPLE)
    with database.look() as db:
        before = db.scalar(select(func.count(Person.id)).where(Person.email == "veera@example.org"))
    answer = post(web, "/import/save", {"kept": kept(shown.text)})

    assert (shown.status_code, before) == (200, 0)
    assert rows(shown.text) == [["People", "1", "0", "0"]]
    assert "Save 1 row" in texts(shown.text, "button")
    assert answer.headers["location"] == "/rounds?done=imported"
    with database.look() as db:
        assert db.scalars(select(Person.name).where(Person.email == "veera@example.org")).all() == [
            "Veera Keksitty"
        ]
        assert db.scalars(select(BroughtFile.id)).all() == []


def test_the_same_file_again_changes_nothing(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db)
    post(web, "/import/save", {"kept": kept(bring(web, PEOPLE).text)})

    again = bring(web, PEOPLE)

    assert rows(again.text) == [["People", "0", "0", "1"]]
    assert "It says what is stored already: saving it changes nothing." in texts(again.text, "p")


def test_every_problem_is_told_by_row_and_field_in_the_readers_language(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        an_open_round(db)
    wrong = PEOPLE + "not-an-address;Eero;satula;fi\nhelmi@example.org;Helmi;nowhere;fi\n"

    answer = bring(speaking(web, "fi"), wrong)

    assert answer.status_code == 422
    assert [cells[0] for cells in rows(answer.text)] == [
        "people.csv, people, rivi 3, sarake A (E-mail)",
        "people.csv, people, rivi 4, sarake C (Organisation)",
    ]
    with database.look() as db:
        assert db.scalar(select(func.count(Person.id)).where(Person.email == "veera@example.org")) == 0


def test_applications_that_name_no_round_belong_to_the_one_they_are_brought_into(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        a_person(db, email="veera@example.org")
    text = "E-mail;Kind;Aims;Languages;Days\nveera@example.org;shadowing;Learn;fi;3\n"

    shown = bring(web, text, to=HERE, name="applications.csv")
    answer = post(web, f"{HERE}/save", {"kept": kept(shown.text)})

    assert answer.headers["location"] == "/rounds/kevat-2027/applications?done=imported"
    with database.look() as db:
        assert db.scalars(select(Application.round_id)).all() == [round_.id]


@pytest.mark.parametrize(
    ("name", "octets"),
    [("letter.pdf", b"%PDF-1.4"), ("broken.xlsx", b"PK\x03\x04 not a zip"), ("empty.csv", b"\n")],
)
def test_a_file_that_is_no_spreadsheet_is_a_problem_not_a_crash(
    web: TestClient, database: Database, name: str, octets: bytes
) -> None:
    answer = post(web, "/import", files={"file": (name, octets, "application/octet-stream")})

    assert answer.status_code in (200, 422)
    with database.look() as db:
        assert db.scalars(select(Application.id)).all() == []


def test_without_a_file_it_says_what_is_missing(web: TestClient) -> None:
    answer = post(web, "/import")

    assert answer.status_code == 422
    assert texts(answer.text, "p", "refusal") == ["Choose a file first: .xlsx or .csv."]


def test_a_file_of_yesterday_or_of_somebody_else_is_not_here(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db)
        other = BroughtFile(person_id=a_person(db).id, name="a.csv", octets=b"x", at=CLOSES)
        db.add(other)

    answers = [post(web, "/import/save", {"kept": said}) for said in (str(other.id), "nonsense", "")]

    assert [each.status_code for each in answers] == [409, 409, 409]
    assert texts(answers[0].text, "p", "refusal") == ["The spreadsheet is not here any more: bring it again."]


def test_the_template_is_read_by_the_import_that_it_is_for(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db)

    octets = web.get(f"{HERE}/template.xlsx").content
    book = openpyxl.load_workbook(BytesIO(octets))
    answer = post(web, HERE, files={"file": ("vaihto.xlsx", octets, "application/vnd.ms-excel")})

    assert book.sheetnames == ["People", "Host offers", "Mentor offers", "Applications"]
    assert answer.status_code == 200


def test_a_script_in_a_cell_stays_a_cell(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db)

    html = bring(web, PEOPLE + "<script>alert(1)</script>;x;satula;fi\n", name="<script>.csv").text

    assert strange_scripts(Page(html)) == []


@pytest.fixture
def of_satula(database: Database) -> Iterator[TestClient]:
    """HR of one organisation, and a round of another."""
    with database.change() as db:
        an_open_round(db)
        house = an_organisation(db, code="oma")
        hanna = a_person(db, name="Hanna HR", organisation=house, language=Language.EN)
        an_appointee(db, person=hanna, role=Role.HR, organisation_id=house.id)
        a_round(db, owner=hanna, reference="oma-2027")
    yield from browser(database, person_id=hanna.id)


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("people.csv", PEOPLE, "You may bring only people of your own organisation."),
        (
            "people.csv",
            "E-mail;Name;Organisation;Language;Roles\nx@example.org;X;oma;fi;administrator\n",
            "Only an administrator gives and takes roles.",
        ),
        (
            "applications.csv",
            "Round;E-mail;Kind;Aims;Languages;Days\nkevat-2027;hanna@example.org;shadowing;Learn;fi;3\n",
            "You do not steer the round kevat-2027.",
        ),
        (
            "organisations.csv",
            "Code;Name in Finnish;Seat in Finnish;Latitude;Longitude\nx;X;X;62;25\n",
            "Only somebody who steers every round may bring this.",
        ),
    ],
)
def test_nobody_brings_more_than_they_may(
    of_satula: TestClient, database: Database, name: str, text: str, wrong: str
) -> None:
    with database.change() as db:
        a_person(db, email="hanna@example.org")

    answer = bring(of_satula, text, name=name)

    assert answer.status_code == 422
    assert wrong in [cells[1] for cells in rows(answer.text)]
    with database.look() as db:
        assert db.scalar(select(func.count(Appointee.id)).where(Appointee.role == Role.ADMINISTRATOR)) == 0


def test_people_of_ones_own_organisation_may_be_brought(of_satula: TestClient) -> None:
    own = "E-mail;Name;Organisation;Language\nx@example.org;X;oma;fi\n"

    assert bring(of_satula, own, to="/rounds/oma-2027/import").status_code == 200


@pytest.mark.parametrize("path", [HERE, f"{HERE}/template.xlsx"])
def test_another_houses_round_takes_nothing(of_satula: TestClient, path: str) -> None:
    statuses = of_satula.get(path).status_code, bring(of_satula, PEOPLE, to=HERE).status_code

    assert (*statuses, post(of_satula, f"{HERE}/save").status_code) == (404, 404, 404)


def test_a_sample_of_several_files_is_brought_in_one_go(web: TestClient, database: Database) -> None:
    files = [("file", (each.name, each.read_bytes(), "text/csv")) for each in sorted(SAMPLE.glob("*.csv"))]

    shown = post(web, "/import", files=files)
    saved = post(web, "/import/save", {"kept": kept(shown.text)})

    assert shown.status_code == 200, rows(shown.text)
    assert texts(shown.text, "h2")[0].startswith("These files are right: henkilot.csv, ilmoittautumiset.csv")
    assert saved.headers["location"] == "/rounds?done=imported"
    with database.look() as db:
        assert len(db.scalars(select(Application.id)).all()) > 1
        assert db.scalars(select(BroughtFile.id)).all() == []


def test_files_are_too_much_together(web: TestClient) -> None:
    half = b"x" * (MOST_FILE_OCTETS // 2 + 1)

    answer = post(web, "/import", files=[("file", (f"{n}.csv", half, "text/csv")) for n in range(2)])

    assert answer.status_code == 413


def test_of_two_files_with_one_name_none_is_taken_silently(web: TestClient) -> None:
    answer = post(web, "/import", files=[("file", ("a.csv", text, "text/csv")) for text in (b"x", b"y")])

    assert answer.status_code == 422
    assert texts(answer.text, "p", "refusal") == ["Two files have the same name: give one of them another."]
