"""One-time links: looking changes nothing, the first press lets in, nobody else comes after."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import login_links
from domain.access.sessions import hashed
from models.access import LoginLink
from models.database import Database
from models.states import Role
from tests.builders import a_person, an_appointee

NOW = datetime(2027, 3, 16, 7, 0, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)


def test_looking_at_a_link_uses_nothing_and_pressing_uses_it_once(db: Session) -> None:
    person = a_person(db)
    token = login_links.from_terminal(db, person, now=NOW)

    looks = [login_links.look(db, token, now=NOW) for _each in range(3)]
    first = login_links.use(db, token, browser=None, now=NOW)
    second = login_links.use(db, token, browser=None, now=NOW)

    assert all(looks)
    assert first is not None
    assert first.person_id == person.id
    assert second is None
    assert login_links.look(db, token, now=NOW) is None


def test_of_many_who_press_at_the_same_time_one_comes_in(database: Database) -> None:
    with database.change() as db:
        token = login_links.from_terminal(db, a_person(db), now=NOW)

    def press(_number: int) -> bool:
        with database.change() as db:
            return login_links.use(db, token, browser=None, now=NOW) is not None

    with ThreadPoolExecutor(8) as threads:
        let_in = list(threads.map(press, range(8)))

    assert sorted(let_in) == [False] * 7 + [True]


def test_a_link_lives_ten_minutes(lite: Session) -> None:
    token = login_links.from_terminal(lite, a_person(lite), now=NOW)

    assert login_links.look(lite, token, now=NOW + TEN_MINUTES - timedelta(seconds=1)) is not None
    assert login_links.look(lite, token, now=NOW + TEN_MINUTES) is None
    assert login_links.use(lite, token, browser=None, now=NOW + TEN_MINUTES) is None


def test_another_browser_cannot_use_a_link_that_one_has_asked_for_and_does_not_burn_it(db: Session) -> None:
    token = login_links.from_terminal(db, a_person(db), now=NOW)
    link = db.scalars(select(LoginLink)).one()
    link.browser_hash = hashed("mine")
    db.flush()

    refused = [login_links.use(db, token, browser=each, now=NOW) for each in (None, "", "theirs")]
    mine = login_links.use(db, token, browser="mine", now=NOW)

    assert refused == [None, None, None]
    assert mine is not None


def test_only_hashes_are_kept(lite: Session) -> None:
    token = login_links.from_terminal(lite, a_person(lite), now=NOW)

    link = lite.scalars(select(LoginLink)).one()

    assert link.token_hash == hashed(token)
    assert len(token) == 43


def test_the_terminal_lets_in_an_administrator_of_the_whole_house(lite: Session) -> None:
    house_only = a_person(lite, email="a@example.org")
    an_appointee(lite, person=house_only, role=Role.ADMINISTRATOR, organisation_id=house_only.organisation_id)
    an_appointee(lite, person=a_person(lite, email="b@example.org"), role=Role.COORDINATOR)

    nobody = login_links.administrator(lite)
    everywhere = a_person(lite, email="c@example.org")
    an_appointee(lite, person=everywhere, role=Role.ADMINISTRATOR)

    assert nobody is None
    assert login_links.administrator(lite) == everywhere
