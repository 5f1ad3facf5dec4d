"""What an administrator sees of what is kept, forgotten, and asked to be forgotten."""

from datetime import timedelta

from starlette.testclient import TestClient

from domain import forgetting_wishes, privacy_runs
from models.database import Database
from models.forgetting import PrivacyRun, Rule
from models.states import Role
from tests.builders import a_person, an_appointee, an_organisation
from tests.web.conftest import NOW, browser, speaking
from tests.web.page import links, rows, texts
from tests.web.queries import counted

HERE = "/operations/privacy"
NIGHT = NOW - timedelta(hours=6)
DAY = timedelta(days=1)


def test_before_the_first_night_the_page_says_what_will_come(web: TestClient) -> None:
    page = web.get(HERE).text

    assert texts(page, "p", "empty") == [
        "Nobody waits for an answer. Who asks stands here, and on the first page of whoever keeps their "
        "organisation.",
        "There has been no night yet. The workers forget from three o'clock on, and each night gets a line "
        "here.",
    ]


def test_each_night_tells_what_it_has_forgotten_and_by_how_many_rules(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        privacy_runs.forget_words(db, now=NIGHT, kept=90 * DAY, log_kept=30 * DAY)
        before = NIGHT - DAY
        for rule, number in ((Rule.BROUGHT_FILES, 2), (Rule.SESSIONS, 0), (Rule.LOGIN_LINKS, 7)):
            db.add(PrivacyRun(at=before, rule=rule, number=number, before=before))

    found = rows(web.get(HERE).text, "rows nights")

    assert [each[1:] for each in found] == [
        ["nothing had come to its end", "7"],
        ["Spreadsheets that were brought and not saved: 2 Login links: 7", "3"],
    ]


def test_a_wish_to_be_forgotten_is_seen_where_an_organisation_has_no_hr(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        lonely = an_organisation(db, code="19", name_fi="Yksin")
        aino = a_person(db, organisation=lonely, name="Aino <b>Keksitty", email="aino@example.org")
        forgetting_wishes.ask(db, aino, now=NIGHT)

    page, home = web.get(HERE).text, web.get("/").text

    assert links(page)["Aino <b>Keksitty"] == f"/people/{aino.id}"
    assert "Aino &lt;b&gt;Keksitty has asked to be forgotten." in home


def test_who_administers_another_organisation_sees_no_wish(database: Database) -> None:
    with database.change() as db:
        aino = a_person(db, organisation=an_organisation(db, code="19"), name="Aino Keksitty")
        forgetting_wishes.ask(db, aino, now=NIGHT)
        other = an_organisation(db, code="02")
        saga = a_person(db, organisation=other, name="Saga Keksitty", email="saga@example.org")
        an_appointee(db, person=saga, role=Role.ADMINISTRATOR, organisation_id=other.id)

    for web in browser(database, person_id=saga.id):
        page = web.get(HERE)

    assert (page.status_code, "Aino" in page.text) == (200, False)


def test_the_page_asks_as_much_after_many_nights_as_after_one(web: TestClient, database: Database) -> None:
    def asked(nights: int) -> int:
        with database.change() as db:
            for each in range(nights):
                privacy_runs.forget_words(db, now=NIGHT - each * DAY, kept=90 * DAY, log_kept=30 * DAY)
        with counted(database) as statements:
            assert web.get(HERE).status_code == 200
        return len(statements)

    assert asked(1) == asked(20)
    assert len(rows(web.get(HERE).text, "rows nights")) == 14


def test_the_page_speaks_finnish_and_swedish(web: TestClient) -> None:
    titles = [texts(speaking(web, each).get(HERE).text, "h2")[-1] for each in ("fi", "sv")]

    assert titles == ["Mitä viime öinä unohdettiin", "Vad som glömdes de senaste nätterna"]
