"""The exchanges of a round on a page of their own, narrowed by the address."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from domain import links
from models.database import Database
from models.open_dates import OpenDates
from models.organisations import Organisation
from models.people import Person
from models.states import ExchangeState, Kind, Role
from models.timeline import EVENING, moment
from tests.builders import a_person, an_appointee
from tests.domain.agreeing.pairs import a_pair_without_days, an_agreeing_round
from tests.web.asking import asked
from tests.web.conftest import browser, post, speaking
from tests.web.page import rows, texts
from tests.web.running import HERE, a_running_round, an_exchange_of

LIST = f"{HERE}/exchanges"


def names(html: str) -> list[str]:
    return [cells[0].split(" Regional")[0] for cells in rows(html)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Aino Keksitty", "Eero Keksitty", "Inka Keksitty"]),
        ("?state=broken", ["Eero Keksitty"]),
        ("?kind=mentoring&state=&organisation=&q=", ["Inka Keksitty"]),
        ("?q=eero", ["Eero Keksitty"]),
        ("?q=%25", []),
    ],
)
def test_the_address_says_which_are_shown(
    web: TestClient, database: Database, query: str, found: list[str]
) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        an_exchange_of(db, round_, guest="Aino Keksitty")
        an_exchange_of(db, round_, guest="Eero Keksitty", state=ExchangeState.BROKEN)
        an_exchange_of(db, round_, guest="Inka Keksitty", kind=Kind.MENTORING)

    html = web.get(LIST + query).text

    assert (sorted(names(html)) if found else texts(html, "p", "empty")) == (
        found or ["No exchange is like this now. Show all, or search for less."]
    )


def test_it_is_narrowed_to_one_organisation(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        aino = an_exchange_of(db, round_, guest="Aino Keksitty")
        an_exchange_of(db, round_, guest="Eero Keksitty")
        code = db.get_one(Organisation, db.get_one(Person, aino.guest_id).organisation_id).code

    assert names(web.get(f"{LIST}?organisation={code}").text) == ["Aino Keksitty"]


@pytest.mark.parametrize("query", ["?state=nonsense", "?page=2", "?page=0", "?kind=x"])
def test_an_address_that_we_never_wrote_is_refused(web: TestClient, database: Database, query: str) -> None:
    with database.change() as db:
        a_running_round(db)

    assert web.get(LIST + query).status_code == 404


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fi", "Aino Keksitty – Onni Keksitty · ei vastausta: Aino Keksitty, Onni Keksitty"),
        ("sv", "Aino Keksitty – Onni Keksitty · inget svar från Aino Keksitty, Onni Keksitty"),
        ("en", "Aino Keksitty – Onni Keksitty · no word from Aino Keksitty, Onni Keksitty"),
    ],
)
def test_pairs_without_days_stand_first_with_who_is_silent(
    web: TestClient, database: Database, language: str, line: str
) -> None:
    with database.change() as db:
        round_ = an_agreeing_round(db, reference="kevat-2027")
        an_exchange_of(db, round_, guest="Eero Keksitty")
        a_pair_without_days(db, round_=round_)

    html = speaking(web, language).get(LIST).text

    assert texts(html, "ul", "plain")[0].startswith(line)
    assert rows(html)[0][0].startswith("Aino Keksitty")


def test_all_pairs_without_days_are_given_longer(web: TestClient, database: Database) -> None:
    with database.change() as db:
        links.lay(db, address="http://localhost")
        pair = a_pair_without_days(db, round_=an_agreeing_round(db, reference="kevat-2027"))

    answer = post(web, f"{LIST}/prolong-days", {"until": "2027-03-31"})
    refused = post(web, f"{LIST}/prolong-days", {"until": "2027-03-28"})

    assert (answer.status_code, refused.status_code) == (303, 422)
    with database.look() as db:
        [row] = [each for each in db.query(OpenDates) if each.exchange_id == pair.id]
        assert row.agree_by == moment(date(2027, 3, 31), EVENING)


def test_forty_exchanges_ask_the_database_as_often_as_two(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        for n in range(2):
            an_exchange_of(db, round_, guest=f"Guest {n}")
    two = asked(database, web, LIST)
    with database.change() as db:
        for n in range(38):
            an_exchange_of(db, round_, guest=f"Guest {n}")

    assert asked(database, web, LIST) == two


def test_hr_of_another_council_finds_no_such_page(database: Database) -> None:
    with database.change() as db:
        an_exchange_of(db, a_running_round(db))
        stranger = a_person(db)
        an_appointee(db, person=stranger, role=Role.HR, organisation_id=stranger.organisation_id)

    for web in browser(database, person_id=stranger.id):
        codes = (
            web.get(LIST).status_code,
            post(web, f"{LIST}/prolong-days", {"until": "2027-03-31"}).status_code,
        )

    assert codes == (404, 404)
