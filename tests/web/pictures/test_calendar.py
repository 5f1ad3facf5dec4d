"""The calendar of a round."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from models.database import Database
from models.schedules import Block
from models.states import ExchangeState, Kind, Role
from tests.builders import a_host_offer, a_person, a_round, an_appointee, an_organisation
from tests.builders_of_exchanges import a_stay
from tests.web.asking import asked
from tests.web.conftest import browser, speaking
from tests.web.page import Page, rows, strange_scripts, texts
from tests.web.running import HERE, a_running_round, an_exchange_of

CALENDAR = f"{HERE}/calendar"
OVER_SUNDAY = Block(first_day=date(2027, 3, 12), last_day=date(2027, 3, 15))


def marks(html: str) -> list[str]:
    """What the marks of the days tell, without grounds."""
    return [each for each in texts(html, "title") if "→" in each]


def test_a_stay_is_a_bar_and_a_row_of_the_table(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_exchange_of(db, a_running_round(db), state=ExchangeState.CONFIRMED)

    html = speaking(web, "fi").get(CALENDAR).text

    when = "ma 8.3. – ke 10.3.2027 (vk 10)"
    assert marks(html) == [f"Aino Keksitty (Keksilä) → Onni Keksitty (Keksilä), {when}, Vahvistettu"]
    assert rows(html) == [["Aino KeksittyKeksilä", "Onni KeksittyKeksilä", when, "Vahvistettu"]]
    assert "Kalenteri, lehti 1/1" in texts(html, "title")


def test_days_off_and_school_holidays_are_shaded(web: TestClient, database: Database) -> None:
    easter = Block(first_day=date(2027, 3, 24), last_day=date(2027, 3, 31))
    with database.change() as db:
        an_exchange_of(db, a_running_round(db), appointments=a_stay(easter))

    told = texts(web.get(CALENDAR).text, "title")

    assert [each for each in told if each.startswith("Public holiday")] == [
        "Public holiday, Fri 26 March 2027",
        "Public holiday, Mon 29 March 2027",
    ]
    assert told.count("Weekend") == 2


def test_meetings_of_a_mentoring_are_dots(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_exchange_of(db, a_running_round(db), kind=Kind.MENTORING)

    html = web.get(CALENDAR).text

    assert len(Page(html).all("circle", "mark")) == 3
    assert "3 meetings: Tue 2 March – Tue 30 March 2027" in rows(html)[0][2]


def test_two_guests_on_one_day_lie_beside_each_other(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        offer = a_host_offer(db, to=round_, guests_per_day=2)
        for guest in ("Aino", "Eero"):
            an_exchange_of(db, round_, guest=guest, offer=offer)

    html = web.get(f"{CALENDAR}?by=host").text

    bars = [each.attributes["y"] for each in Page(html).all("rect", "mark") if "rx" in each.attributes]
    assert bars == ["51", "81"]


def test_how_full_a_council_is_counts_its_fullest_day(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        house = an_organisation(db, guests_per_day=2, seat_fi="Mäntylä")
        for guest, block in (("Aino", OVER_SUNDAY), ("Eero", OVER_SUNDAY)):
            host = a_person(db, organisation=house)
            offer = a_host_offer(db, to=round_, person=host, guests_per_day=3)
            an_exchange_of(db, round_, guest=guest, offer=offer, appointments=a_stay(block))

    html = web.get(CALENDAR).text

    assert rows(html, "heat") == [["Mäntylä", "2/2 full", "2/2 full"]]


def test_released_exchanges_are_not_in_the_calendar(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_exchange_of(db, a_running_round(db), state=ExchangeState.RELEASED)

    assert texts(web.get(CALENDAR).text, "p", "empty") == [
        "There are no days yet: the calendar fills when the schedule is published."
    ]


@pytest.mark.parametrize("by", ["person", "host", "council"])
def test_a_guest_cannot_smuggle_in_a_script(web: TestClient, database: Database, by: str) -> None:
    with database.change() as db:
        an_exchange_of(db, a_running_round(db), guest="<script>alert(1)</script>")

    assert strange_scripts(Page(web.get(f"{CALENDAR}?by={by}").text)) == []


@pytest.mark.parametrize("page", ["calendar", "flows", "figures", "report", "report.xlsx", "report.json"])
def test_pictures_of_a_round_are_shown_only_to_who_steers_it(database: Database, page: str) -> None:
    with database.change() as db:
        owner = a_person(db)
        mine = a_round(db, owner=owner, reference="mine")
        an_appointee(db, person=owner, role=Role.COORDINATOR, round_id=mine.id)
        a_round(db, reference="strange")

    for web in browser(database, person_id=owner.id):
        found = [web.get(f"/rounds/{each}/{page}").status_code for each in ("mine", "strange", "unknown")]

    assert found == [200, 404, 404]


@pytest.mark.parametrize("page", ["calendar", "flows", "figures", "report"])
def test_a_page_asks_no_more_for_many_exchanges(web: TestClient, database: Database, page: str) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        an_exchange_of(db, round_, guest="Aino")
    few = asked(database, web, f"{HERE}/{page}")
    with database.change() as db:
        for number in range(5):
            an_exchange_of(db, round_, guest=f"Eero {number}")

    assert asked(database, web, f"{HERE}/{page}") == few
