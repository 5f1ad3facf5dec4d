"""Nobody signs in as another by reading the outbox."""

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from models.database import Database
from models.mails import Mail
from tests.builders import a_person, a_round, an_application
from tests.builders_of_exchanges import a_mail, an_exchange
from tests.web.conftest import browser
from tests.web.entrance.mailed import AINO, asked, stranger

PAGES = ("", "/html", "/eml")


@pytest.fixture
def told(sqlite_database: Database) -> str:
    """Aino has asked for a link, and takes part in a round; what her login mail says."""
    with sqlite_database.change() as db:
        aino = a_person(db, email=AINO)
        asks = an_application(db, to=a_round(db), person=aino)
        a_mail(db, about=an_exchange(db, application=asks), to=aino)
    with stranger(sqlite_database) as web:
        return asked(web, sqlite_database).path


def test_an_administrator_sees_no_login_mail_in_any_way(
    sqlite_database: Database, sqlite_web: TestClient, told: str
) -> None:
    with sqlite_database.look() as db:
        login = db.scalars(select(Mail.id).where(Mail.kind == "login_link")).one()
        usual = db.scalars(select(Mail.id).where(Mail.kind == "proposal")).one()

    shown = [sqlite_web.get(f"/mails/{usual}{page}").status_code for page in ("", "/eml")]
    hidden = [sqlite_web.get(f"/mails/{login}{page}").status_code for page in PAGES]
    listed = sqlite_web.get("/mails").text

    assert shown == [200, 200]
    assert hidden == [404] * 3
    assert str(usual) in listed
    assert str(login) not in listed


def test_not_even_its_reader_finds_it_in_the_outbox(sqlite_database: Database, told: str) -> None:
    with sqlite_database.look() as db:
        login = db.scalars(select(Mail).where(Mail.kind == "login_link")).one()
        assert login.person_id is not None

    for web in browser(sqlite_database, person_id=login.person_id):
        assert [web.get(f"/mails/{login.id}{page}").status_code for page in PAGES] == [404] * 3
