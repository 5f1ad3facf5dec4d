"""What proves a plan is told in plain words, and comes as files that anybody can check without the engine."""

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import certificates, planning, schedules
from domain.beside import Beside
from models.database import Database
from models.schedules import Schedule
from models.states import RoundState
from solver.certificate import Certificate
from solver.check import check
from solver.problem import Problem
from solver.solution import Solution
from solver.solve import Solved, solved
from solver.verify import certified, of_another_plan
from tests.builders import CLOSES, a_host_offer, a_person, a_round, an_application, an_organisation
from tests.web.board.boards import PLAN, a_board, hr_of_another_house
from tests.web.conftest import browser, speaking
from tests.web.page import texts

PAGE = f"{PLAN}/1/certificate"


def planned(database: Database) -> Solved:
    """A round with one place for two, planned as the worker plans it."""
    with database.change() as db:
        round_ = a_round(db, reference="kevat-2027", state=RoundState.CLOSED)
        host = a_person(db, organisation=an_organisation(db))
        a_host_offer(db, to=round_, person=host, most=1)
        for name in ("Aino Keksitty", "Bertta Keksitty"):
            an_application(db, to=round_, person=a_person(db, name=name))
        problem = planning.problem(db, round_, now=CLOSES)
        found = solved(problem, seed=1)
        beside = Beside(certificate=found.certificate)
        schedules.keep(db, round_, problem, found.solution, now=CLOSES, beside=beside)
    return found


def test_a_certificate_says_in_plain_words_what_anybody_can_compute(
    web: TestClient, database: Database
) -> None:
    found = planned(database)

    text = web.get(PAGE).text

    assert found.certificate.value == found.certificate.bound
    assert texts(text, "p", "verdict") == ["Anybody can compute that no plan is better."]
    assert found.solution.input_sha256 in text
    assert "vaihto check plan-1-problem.json \\\n  plan-1-solution.json \\\n  --certificate" in text
    assert f'href="{PAGE}.json"' in text


def test_its_files_check_without_the_engine(web: TestClient, database: Database) -> None:
    planned(database)

    files = [web.get(f"{PLAN}/1/{name}.json") for name in ("problem", "solution", "certificate")]

    problem = Problem.model_validate_json(files[0].text)
    solution = Solution.model_validate_json(files[1].text)
    certificate = Certificate.model_validate_json(files[2].text)
    assert files[2].headers["content-disposition"] == 'attachment; filename="plan-1-certificate.json"'
    assert check(problem, solution) == []
    assert certified(problem, certificate).certified == "optimal"
    assert [*of_another_plan(certificate, solution)] == []
    assert "Keksitty" not in files[2].text


def test_a_version_that_came_without_one_says_so(web: TestClient, database: Database) -> None:
    a_board(database)

    text = web.get(PAGE).text

    assert "this version came without a certificate" in texts(text, "p", "verdict")[0]
    assert "vaihto solve plan-1-problem.json \\\n  --certificate certificate.json" in text
    assert web.get(f"{PAGE}.json").status_code == 404


def test_a_solution_that_cannot_be_read_is_no_trouble(web: TestClient, database: Database) -> None:
    planned(database)
    with database.change() as db:
        db.scalars(select(Schedule)).one().solution = "{}"

    assert texts(web.get(PAGE).text, "h1") == ["Match certificate"]


def test_a_limit_above_the_plan_is_told_with_what_is_missing(web: TestClient, database: Database) -> None:
    found = planned(database)
    value = found.certificate.value or 0
    wider = found.certificate.model_copy(update={"bound": value + 3, "proof": "engine"})
    with database.change() as db:
        db.scalars(select(Schedule)).one().certificate = wider.model_dump_json()

    verdict = texts(web.get(PAGE).text, "p", "verdict")

    assert verdict == [
        f"Anybody can compute that no plan is worth more than {value + 3} points: 3 more than this one. "
        "That this one is the best is what the engine says."
    ]


def test_a_certificate_of_another_plan_is_not_kept(database: Database) -> None:
    found = planned(database)

    other = found.certificate.model_copy(update={"value": (found.certificate.value or 0) - 1})

    assert certificates.proving(found.certificate, found.solution) == found.certificate.model_dump_json()
    assert certificates.proving(other, found.solution) is None


@pytest.mark.parametrize(("language", "title"), [("fi", "Laskennan tarkiste"), ("sv", "Beräkningskontroll")])
def test_it_is_said_in_the_readers_language(
    web: TestClient, database: Database, language: str, title: str
) -> None:
    planned(database)

    assert texts(speaking(web, language).get(PAGE).text, "h1") == [title]


def test_somebody_elses_plan_is_unknown(database: Database) -> None:
    planned(database)

    for web in browser(database, person_id=hr_of_another_house(database)):
        answers = [web.get(PAGE).status_code, web.get(f"{PAGE}.json").status_code]

    assert answers == [404, 404]


def test_the_board_shows_how_well_the_pairings_suit(web: TestClient, database: Database) -> None:
    a_board(database)

    text = web.get(PLAN).text

    assert "How well the pairings suit" in texts(text, "h2")
    assert 'aria-labelledby="fits-title fits-about"' in text
    assert texts(text, "table", "numbers-table")[0].startswith("Fit, of 100")
