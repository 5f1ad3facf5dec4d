"""The figures of a round: over time, and of its newest plan."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.database import Database
from models.rounds import Round
from models.schedules import Schedule
from models.states import ApplicationState, ExchangeState, Kind, Reason, ScheduleState
from tests.builders import (
    a_host_offer,
    a_pairing,
    a_person,
    a_schedule,
    a_wish,
    an_application,
    an_organisation,
    round_of,
)
from tests.web.page import Page, rows, texts
from tests.web.running import HERE, a_running_round, an_exchange_of

FIGURES = f"{HERE}/figures"
TABLE = "small numbers-table"


def at(month: int, day: int) -> datetime:
    return datetime(2027, month, day, 10, 0, tzinfo=UTC)


def picture(html: str, name: str) -> list[list[str]]:
    """The table under the picture of that name, without empty lines."""
    section = html.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]
    return [cells for cells in rows(section, TABLE) if any(each not in ("", "0") for each in cells[1:])]


def a_plan(db: Session) -> Schedule:
    return a_schedule(db, of=a_running_round(db), state=ScheduleState.PUBLISHED)


def test_applications_are_counted_by_day_until_the_deadline(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        for kind, day in ((Kind.SHADOWING, 4), (Kind.SHADOWING, 4), (Kind.MENTORING, 14)):
            an_application(db, to=round_, kind=kind, submitted_at=at(1, day))
        an_application(db, to=round_, state=ApplicationState.DRAFT, submitted_at=None)

    html = web.get(FIGURES).text

    assert picture(html, "applications") == [
        ["Mon 4 January 2027", "2", "0", "2"],
        ["Thu 14 January 2027", "0", "1", "1"],
    ]
    assert texts(html, "text", "limit-words") == ["Applications close Fri 15 January 2027"]


def test_what_becomes_of_exchanges_is_counted_when_each_week_ends(
    web: TestClient, database: Database
) -> None:
    """Published on a Monday: one is agreed in the first week, one in the second, and one is released then."""
    with database.change() as db:
        round_ = a_running_round(db)
        a_schedule(db, of=round_, state=ScheduleState.PUBLISHED, published_at=at(2, 1))
        an_exchange_of(db, round_, state=ExchangeState.CONFIRMED, confirmed_at=at(2, 3))
        an_exchange_of(db, round_, state=ExchangeState.CONFIRMED, confirmed_at=at(2, 10))
        gone = an_exchange_of(db, round_, state=ExchangeState.RELEASED, released_at=at(2, 9))
        gone.released_reason = Reason.NO_ANSWER

    told = picture(web.get(FIGURES).text, "states")

    assert told == [
        ["week 5, Mon 1 February 2027", "0", "1", "2", "0", "3"],
        ["week 6, Mon 8 February 2027", "0", "2", "0", "1", "3"],
        ["week 7, Mon 15 February 2027", "0", "2", "0", "1", "3"],
    ]


def test_exchanges_that_nobody_has_answered_wait(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        a_schedule(db, of=round_, state=ScheduleState.PUBLISHED, published_at=at(3, 15))
        an_exchange_of(db, round_)

    [this_week] = picture(web.get(FIGURES).text, "states")

    assert this_week == ["week 11, Mon 15 March 2027", "0", "0", "1", "0", "1"]


def test_pairings_are_counted_by_how_well_they_suit(web: TestClient, database: Database) -> None:
    with database.change() as db:
        plan = a_plan(db)
        for fit in (9, 10, 64, 69, 100):
            a_pairing(db, schedule=plan, fit=fit)

    told = picture(web.get(FIGURES).text, "fits")

    assert told == [
        ["0–9", "1", "0", "1"],
        ["10–19", "1", "0", "1"],
        ["60–69", "2", "0", "2"],
        ["90–100", "1", "0", "1"],
    ]


def test_pairings_are_counted_by_the_wish_that_came_true(web: TestClient, database: Database) -> None:
    with database.change() as db:
        plan = a_plan(db)
        wished, other = an_organisation(db), an_organisation(db)
        for house, rank in ((wished, 1), (wished, 3), (other, 1)):
            application = an_application(db, to=round_of(db, plan))
            a_wish(db, application=application, organisation=house, rank=rank)
            host = a_person(db, organisation=wished)
            offer = a_host_offer(db, to=round_of(db, plan), person=host)
            a_pairing(db, schedule=plan, application=application, offer=offer)
        a_pairing(db, schedule=plan)

    told = picture(web.get(FIGURES).text, "wishes")

    assert told == [
        ["first wish", "1", "0", "1"],
        ["third wish or later", "1", "0", "1"],
        ["none of the wishes", "1", "0", "1"],
        ["had wished for nothing", "1", "0", "1"],
    ]


def test_visits_are_counted_by_the_hours_of_one_way(web: TestClient, database: Database) -> None:
    with database.change() as db:
        plan = a_plan(db)
        near = an_organisation(db, latitude=61.0, longitude=25.0)
        far = an_organisation(db, latitude=61.9, longitude=25.0)  # 100 km: 108 minutes by road
        guest, host = a_person(db, organisation=near), a_person(db, organisation=far)
        round_ = round_of(db, plan)
        asks, offer = an_application(db, to=round_, person=guest), a_host_offer(db, to=round_, person=host)
        a_pairing(db, schedule=plan, application=asks, offer=offer)

    assert picture(web.get(FIGURES).text, "journeys") == [["1–2 h", "1"]]


def test_several_pictures_on_a_page_have_names_of_their_own(web: TestClient, database: Database) -> None:
    with database.change() as db:
        plan = a_plan(db)
        a_pairing(db, schedule=plan)
        an_exchange_of(db, db.get_one(Round, plan.round_id))

    ids = [each.attributes["id"] for each in Page(web.get(FIGURES).text).elements if "id" in each.attributes]

    assert len(ids) == len(set(ids))


def test_a_round_in_which_nothing_has_happened_says_so(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_running_round(db)

    assert texts(web.get(FIGURES).text, "p", "empty") == [
        "There is nothing to count yet: figures come with the first application."
    ]
