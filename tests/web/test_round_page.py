"""One round: its schedule, design, dates and weeks."""

from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from models.database import Database
from models.languages import Language
from models.rounds import Design
from models.schedules import Block
from models.states import ExchangeState, Kind, ScheduleState
from tests.builders import CLOSES, a_host_offer, a_pairing, a_person, a_schedule
from tests.builders_of_exchanges import a_stay
from tests.web.asking import asked
from tests.web.conftest import NOW
from tests.web.page import Page, rows, strange_scripts, texts
from tests.web.running import HERE, a_running_round, an_exchange_of


@pytest.mark.parametrize(
    ("value", "bound", "verdict"),
    [
        (100, 100, "Provably the best: nobody could make a better one with these wishes and rules."),
        (5217, 5256, "At most 0.8 % from the best."),
        (9999, 10000, "At most 0.1 % from the best."),
        (1, 2, "At most 50 % from the best."),
    ],
)
def test_how_good_a_schedule_is_proved_to_be_is_told_plainly(
    web: TestClient, database: Database, value: int, bound: int, verdict: str
) -> None:
    with database.change() as db:
        a_schedule(db, of=a_running_round(db), value=value, bound=bound)

    assert texts(web.get(HERE).text, "p", "verdict") == [verdict]


def test_the_newest_schedule_is_the_one_told(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        a_schedule(db, of=round_, state=ScheduleState.SUPERSEDED)
        newest = a_schedule(db, of=round_, state=ScheduleState.PUBLISHED, value=7, published_at=CLOSES)
        a_pairing(db, schedule=newest)

    html = web.get(HERE).text

    facts = dict(zip(texts(html, "dt"), texts(html, "dd"), strict=True))
    wanted = ("Value", "Proved upper limit", "Without a place", "Published")
    assert {name: facts[name] for name in wanted} == {
        "Value": "7",
        "Proved upper limit": "100",
        "Without a place": "0",
        "Published": "Fri 15 January 2027 at 16:00",
    }


def test_the_seven_elements_are_folded_and_an_unanswered_one_says_so(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        a_running_round(db, design=Design(objectives="Learn\nfrom <neighbours>"))

    page = Page(web.get(HERE).text)

    assert page.texts("summary")[-7:] == [
        "Objectives",
        "Connections",
        "Responsibility",
        "Format",
        "Resources",
        "Time",
        "Motivation",
    ]
    assert page.texts("p", "told") == ["Learn from <neighbours>"] + ["Not answered yet."] * 6
    assert [e for e in page.all("details") if "open" in e.attributes] == []


def test_the_dates_behind_us_are_marked_at_the_minute(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_running_round(db, closes_at=NOW, decide_by=NOW + timedelta(minutes=1))

    marks = [
        "past" in each.classes
        for each in Page(web.get(HERE).text).all("li")
        if each.classes & {"past", "ahead"}
    ]

    assert marks[-5:] == [True, True, False, True, False]


def test_stays_per_week_are_drawn_and_also_a_table(web: TestClient, database: Database) -> None:
    over_sunday = Block(first_day=date(2027, 3, 12), last_day=date(2027, 3, 15))
    with database.change() as db:
        round_ = a_running_round(db)
        an_exchange_of(db, round_, state=ExchangeState.CONFIRMED, appointments=a_stay(over_sunday))
        an_exchange_of(db, round_, state=ExchangeState.PROPOSED)
        an_exchange_of(db, round_, state=ExchangeState.RELEASED)
        an_exchange_of(db, round_, kind=Kind.MENTORING)

    html = web.get(f"{HERE}?lang=fi").text

    assert rows(html, "small numbers-table") == [
        ["vk 10, ma 8.3.2027", "1", "1", "2"],
        ["vk 11, ma 15.3.2027", "1", "0", "1"],
    ]
    assert texts(html, "title")[1:] == [
        "Vierailut viikoittain",
        "vk 10, ma 8.3.2027: sovittu 1, odottaa vastausta tai muutosta 1",
        "vk 11, ma 15.3.2027: sovittu 1, odottaa vastausta tai muutosta 0",
    ]


def test_a_round_without_stays_has_no_chart(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_running_round(db)

    assert Page(web.get(HERE).text).all("svg", "chart") == []


def test_a_guest_cannot_smuggle_in_a_script(web: TestClient, database: Database) -> None:
    evil = "<script>alert(1)</script>"
    with database.change() as db:
        round_ = a_running_round(db)
        host = a_person(db, name=evil, language=Language.EN)
        an_exchange_of(db, round_, guest=evil, offer=a_host_offer(db, to=round_, person=host))

    html = web.get(HERE).text

    assert strange_scripts(Page(html)) == []
    assert [cell.split("</script>")[0] + "</script>" for cell in rows(html)[0][:2]] == [evil, evil]


def test_forty_exchanges_ask_the_database_as_often_as_one(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        an_exchange_of(db, round_)
    one = asked(database, web, HERE)
    with database.change() as db:
        for _ in range(39):
            an_exchange_of(db, db.merge(round_, load=False))

    assert asked(database, web, HERE) == one
