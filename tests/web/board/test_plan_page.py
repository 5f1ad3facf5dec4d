"""The matching board: who goes to whom, when and why, who has no place, and what HR rules about it."""

from sqlalchemy import select
from starlette.testclient import TestClient

from models.database import Database
from models.languages import Language
from models.schedules import Schedule
from models.states import RoundState, ScheduleState
from tests.builders import a_pairing, a_person, a_round, a_schedule, an_application
from tests.domain.deciding import drafted
from tests.web.asking import asked
from tests.web.board.boards import HERE, PLAN, a_board, the_round
from tests.web.conftest import post, speaking
from tests.web.page import Page, links, rows, strange_scripts, texts

WHY = "Agreed by phone"


def test_each_pairing_is_told_with_its_days_fit_wish_and_journey(web: TestClient, database: Database) -> None:
    a_board(database)

    html = web.get(PLAN).text

    listed = rows(html, "rows pairings")
    assert [each[1].startswith("Aino Keksitty Regional Council of Lapland") for each in listed] == [
        True,
        False,
    ]
    assert listed[0][2] == "Onni Keksitty Council of Onni"
    assert "week" in listed[0][3]
    assert listed[0][4].split(" shared")[0] == "88 % wish 1"
    assert listed[1][4].split(" shared")[0].endswith("wish 2")
    assert texts(html, "h1") == ["Matching board"]
    assert "Provably the best" in html


def test_finnish_and_swedish_boards_say_the_same(web: TestClient, database: Database) -> None:
    a_board(database)

    assert texts(speaking(web, "fi").get(PLAN).text, "h1") == ["Sijoittelutaulu"]
    assert texts(speaking(web, "sv").get(PLAN).text, "h1") == ["Placeringstavla"]


def test_how_many_wishes_come_true_is_counted_and_leads_to_them(web: TestClient, database: Database) -> None:
    a_board(database)

    html = web.get(PLAN).text
    second = rows(web.get(f"{PLAN}/1?wish=2").text, "rows pairings")

    numbers = dict(zip(texts(html, "dt"), texts(html, "dd"), strict=True))
    assert [
        numbers[each] for each in ("wish 1", "wish 2", "wish 3", "not wished for", "Without a place")
    ] == [*("1", "1", "0", "0", "1")]
    assert [each[1].split(" Regional")[0] for each in second] == ["Bertta Keksitty"]


def test_who_has_no_place_is_told_why(web: TestClient, database: Database) -> None:
    a_board(database)

    html = web.get(f"{PLAN}?show=without").text

    assert [each[:3] for each in rows(html)] == [
        [
            "Cecilia Keksitty Regional Council of Lapland",
            "Job shadowing",
            "Others got the places that would have fitted.",
        ]
    ]


def test_the_address_narrows_and_sorts_the_list(web: TestClient, database: Database) -> None:
    a_board(database)

    by_name = rows(web.get(f"{PLAN}?q=bert").text, "rows pairings")
    by_host = rows(web.get(f"{PLAN}?sort=host").text, "rows pairings")
    weakest = rows(web.get(f"{PLAN}?sort=fit").text, "rows pairings")
    by_day = web.get(f"{PLAN}?sort=day")

    assert [each[1].split()[0] for each in by_name] == ["Bertta"]
    assert [each[2].split()[0] for each in by_host] == ["Onni", "Paavo"]
    assert len(weakest) == 2
    assert by_day.status_code == 200


def test_a_search_that_finds_nothing_says_how_to_go_on(web: TestClient, database: Database) -> None:
    a_board(database)

    for q in ("nobody", "' OR 1=1--", "%"):
        html = web.get(PLAN, params={"q": q}).text
        assert texts(html, "p", "empty") == [
            "No pairing is like this. Show all again, or choose something else above."
        ]


def test_before_there_is_a_plan_the_page_says_what_will_come(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_round(db, reference="kevat-2027")

    assert texts(web.get(PLAN).text, "p", "empty")[0].startswith("There is no plan yet.")


def test_while_a_plan_is_computed_the_page_looks_again_by_itself(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_round(db, reference="kevat-2027", state=RoundState.CLOSED)

    page = Page(web.get(PLAN).text)

    working = page.all("div", "working")
    assert [each.attributes["hx-trigger"] for each in working] == ["every 2s"]
    assert page.all("noscript") != []


def test_a_version_is_set_aside_for_another_one(web: TestClient, database: Database) -> None:
    a_board(database)

    response = post(web, f"{PLAN}/again", {"version": "1"})

    with database.look() as db:
        schedule = db.scalars(select(Schedule)).one()
        assert (schedule.state, schedule.rejected_at is not None) == (ScheduleState.SUPERSEDED, True)
    assert response.headers["location"] == f"{PLAN}?done=set_aside"
    assert "A plan is being computed." in web.get(PLAN).text


def test_the_files_are_the_solvers_own_without_any_name(web: TestClient, database: Database) -> None:
    a_board(database)

    problem, solution = (web.get(f"{PLAN}/1/{each}.json") for each in ("problem", "solution"))

    assert solution.json()["input_sha256"]
    assert problem.headers["content-disposition"] == 'attachment; filename="plan-1-problem.json"'
    assert "Keksitty" not in problem.text + solution.text


def test_an_older_version_cannot_be_ruled_from(web: TestClient, database: Database) -> None:
    board = a_board(database)
    post(web, f"{PLAN}/again", {"version": "1"})
    with database.change() as db:
        drafted(db, the_round(db, board))

    page = Page(web.get(f"{PLAN}/1").text)

    assert [each.text for each in page.all("p", "older")] == [
        "This is an older version. Look at the newest one"
    ]
    assert page.all("div", "rule-bar") == []


def test_a_guest_cannot_smuggle_in_a_script(web: TestClient, database: Database) -> None:
    evil = '"><script>alert(1)</script>'
    board = a_board(database, guest=evil)
    post(web, f"{PLAN}/rules", {"application": f"{board.aino}", "why": evil, "effect": "forbid"})

    for address in (PLAN, f"{PLAN}/1/{board.aino}", f"{HERE}/send-plan"):
        html = web.get(address).text
        assert strange_scripts(Page(html)) == []
        assert evil not in html


def test_forty_pairings_ask_the_database_as_often_as_one(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_round(db, reference="kevat-2027", state=RoundState.PLANNED)
        schedule = a_schedule(db, of=round_)
        a_pairing(db, schedule=schedule)
    one = asked(database, web, PLAN)
    with database.change() as db:
        for _ in range(39):
            again = db.get_one(Schedule, schedule.id)
            person = a_person(db, language=Language.EN)
            a_pairing(
                db,
                schedule=again,
                application=an_application(db, to=db.merge(round_, load=False), person=person),
            )

    assert asked(database, web, PLAN) == one


def test_every_name_leads_to_the_person(web: TestClient, database: Database) -> None:
    board = a_board(database)

    assert links(web.get(PLAN).text, "name") == {
        "Aino Keksitty": f"{PLAN}/1/{board.aino}",
        "Bertta Keksitty": f"{PLAN}/1/{board.bertta}",
    }
