"""The house itself, to its administrator: queues, mail, system, and what is kept of people."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from domain import departures
from domain.departures import Gap
from models.clock import StandingClock
from models.database import Database
from models.mailboxes import Mailbox
from models.rounds import Round
from models.states import MailState, Role
from settings import Settings
from tests.builders import a_person, a_round, an_appointee, an_organisation
from tests.builders_of_exchanges import a_mail
from tests.domain.lived import a_proposed_exchange
from tests.stories.engine import engine
from tests.web.conftest import NOW, OUTBOX, browser, signed_in, speaking
from tests.web.page import rows, texts
from tests.web.queries import counted
from web.app import create_app
from web.engine import Engine
from web.visitor import PLAIN_COOKIE

PAGES = ("queues", "mail", "system", "privacy", "integrations")


@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_find_it(database: Database, page: str) -> None:
    with database.change() as db:
        owner = a_round(db).owner_id
    for web in browser(database, person_id=owner):
        assert web.get(f"/operations/{page}").status_code == 404


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_it_opens_in_every_language_without_temporal(web: TestClient, page: str, language: str) -> None:
    answer = speaking(web, language).get(f"/operations/{page}")

    assert (answer.status_code, answer.headers["content-language"]) == (200, language)


def test_silent_queues_say_since_when(web: TestClient) -> None:
    html = web.get("/operations/queues").text

    assert texts(html, "p", "silence")[0].startswith("Waits Temporal has not answered since")


@pytest.fixture
def beside_temporal(sqlite_database: Database) -> Iterator[TestClient]:
    address = engine().address
    asked = Engine(lambda: address)
    settings = Settings(database_url="postgresql+psycopg://vaihto:geheim@db/vaihto").masked()
    app = create_app(
        sqlite_database,
        temporal_ui=None,
        outbox=OUTBOX,
        clock=StandingClock(NOW),
        engine=asked,
        settings=settings,
    )
    headers = {"Accept-Language": "en"}
    with TestClient(app, base_url="http://localhost", headers=headers, client=("127.0.0.1", 1)) as client:
        client.cookies.set(PLAIN_COOKIE, signed_in(sqlite_database))
        yield client
    asked.close()


def test_queues_are_told_with_who_takes_work_from_them(beside_temporal: TestClient) -> None:
    found = rows(beside_temporal.get("/operations/queues").text, "rows queues")

    assert [each[0] for each in found] == ["exchanges workflows", "exchanges steps", "solver steps"]


def test_settings_are_shown_without_their_secrets(beside_temporal: TestClient) -> None:
    html = beside_temporal.get("/operations/system").text

    assert "postgresql+psycopg://vaihto:***@db/vaihto" in texts(html, "dd")
    assert "geheim" not in html


def test_secrets_stay_hidden_whatever_they_are() -> None:
    told = Settings(smtp_password="hush", imap_password="hush", imap_client_secret="hush").masked()  # type: ignore[arg-type]

    assert "hush" not in f"{told}"


def test_the_system_is_in_order_with_the_tables_of_this_version(web: TestClient) -> None:
    html = web.get("/operations/system").text

    said = dict(zip(texts(html, "dt"), texts(html, "dd"), strict=True))
    assert said["Tables"].startswith("In order 00")
    assert said["Temporal"].startswith("Waits")


def test_licences_of_programs_are_named(web: TestClient) -> None:
    found = {each[0]: each[2] for each in rows(web.get("/operations/system").text, "rows")}

    assert (found["fastapi"], found["SQLAlchemy"]) == ("MIT", "MIT")


def test_a_lane_that_waits_says_why(web: TestClient, database: Database) -> None:
    with database.change() as db:
        exchange = a_proposed_exchange(db)
        mail = a_mail(db, about=exchange, to=exchange.guest, state=MailState.QUEUED)
        mail.trouble, mail.attempts, mail.next_try_at = "450 4.2.1", 3, NOW + timedelta(minutes=5)

    [told] = rows(web.get("/operations/mail").text, "rows lanes")

    assert told[0] == f"exchange-{exchange.id} 1 mail waits"
    assert told[3] == "450 4.2.1 3 attempts next try Tue 16 March 2027 at 9:05"


def test_more_lanes_ask_no_more_questions(web: TestClient, database: Database) -> None:
    def one_more() -> None:
        with database.change() as db:
            exchange = a_proposed_exchange(db)
            a_mail(db, about=exchange, to=exchange.guest, state=MailState.QUEUED)

    one_more()
    with counted(database) as few:
        web.get("/operations/mail")
    for _turn in range(4):
        one_more()
    with counted(database) as many:
        web.get("/operations/mail")

    assert len(few) == len(many)


def test_that_no_mail_leaves_is_said_first(web: TestClient, database: Database) -> None:
    with database.change() as db:
        departures.halt(db, Gap(unknown=("gone@example.org",)), now=NOW)

    [told] = texts(web.get("/operations/mail").text, "p", "silence")

    assert told.startswith("No mail leaves Since Tue 16 March 2027 at 9:00 the database is older")


def test_the_last_look_into_the_mailbox_is_told(web: TestClient, database: Database) -> None:
    with database.change() as db:
        trouble = {"trouble": "refused", "troubled_since": NOW}
        db.add(Mailbox(name="vaihto@mail/INBOX", read_at=NOW, **trouble))

    html = web.get("/operations/mail").text

    assert "last read Tue 16 March 2027 at 9:00" in html
    assert "refused, since Tue 16 March 2027 at 9:00" in html


def test_an_administrator_of_another_house_sees_none_of_our_lanes(database: Database) -> None:
    with database.change() as db:
        exchange = a_proposed_exchange(db)
        a_mail(db, about=exchange, to=exchange.guest, state=MailState.QUEUED)
        other = an_organisation(db, code="theirs")
        somebody = a_person(db, name="Toinen", organisation=other)
        an_appointee(db, person=somebody, role=Role.ADMINISTRATOR, organisation_id=other.id)
        assert db.get_one(Round, exchange.round_id).organisation_id != other.id
    for web in browser(database, person_id=somebody.id):
        html = web.get("/operations/mail").text

    assert f"{exchange.id}" not in html


def test_what_is_kept_is_told_with_its_age(web: TestClient, database: Database) -> None:
    with database.change() as db:
        exchange = a_proposed_exchange(db)
        a_mail(db, about=exchange, to=exchange.guest, queued_at=NOW - timedelta(days=3))

    told = {each[0]: each[1:] for each in rows(web.get("/operations/privacy").text, "rows kept")}

    assert told["Mails that we sent"] == ["without limit", "1", "Sat 13 March 2027 at 9:00"]
    assert told["Mails that came, word for word"] == ["90 days", "0", "–"]
