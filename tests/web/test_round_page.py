"""One round, wholly."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models import streams
from models.database import Database
from models.events import Wait
from models.exchanges import Appointment, Exchange
from models.languages import Language
from models.offers import Offer
from models.rounds import Design, Round
from models.schedules import Block
from models.states import AppointmentState, ExchangeState, Kind, RoundState, ScheduleState
from tests.builders import (
    CLOSES,
    a_host_offer,
    a_pairing,
    a_person,
    a_round,
    a_schedule,
    an_application,
    an_organisation,
)
from tests.builders_of_exchanges import a_stay, an_exchange
from tests.web.asking import asked
from tests.web.conftest import NOW, TEMPORAL
from tests.web.page import Page, links, rows, texts
from web.views.paging import PER_PAGE

HERE = "/rounds/kevat-2027"


def a_running_round(db: Session, **said: object) -> Round:
    return a_round(db, owner=None, reference="kevat-2027", state=RoundState.RUNNING, **said)


def an_exchange_of(
    db: Session,
    round_: Round,
    *,
    guest: str = "Aino Keksitty",
    kind: Kind = Kind.SHADOWING,
    offer: Offer | None = None,
    **said: object,
) -> Exchange:
    lapland = an_organisation(db, name_en=LAPLAND["en"], name_sv=LAPLAND["sv"])
    application = an_application(
        db, to=round_, kind=kind, person=a_person(db, name=guest, organisation=lapland)
    )
    return an_exchange(db, application=application, offer=offer, schedule=None, **said)


LAPLAND = {"fi": "Keksilän liitto", "sv": "Lapplands förbund", "en": "Regional Council of Lapland"}
KEKSILA = {"fi": "Keksilän liitto", "sv": "Keksiläs förbund", "en": "Regional Council of Keksilä"}
WHEN = {
    "fi": "ma 8.3. – ke 10.3.2027 (vk 10)",
    "sv": "mån 8.3. – ons 10.3.2027 (v. 10)",
    "en": "Mon 8 March – Wed 10 March 2027 (week 10)",
}


@pytest.mark.parametrize("language", WHEN)
def test_a_stay_tells_who_goes_where_and_when(web: TestClient, database: Database, language: str) -> None:
    with database.change() as db:
        an_exchange_of(db, a_running_round(db))

    html = web.get(HERE, headers={"Accept-Language": language}).text

    assert [cells[:3] for cells in rows(html)] == [
        [f"Aino Keksitty {LAPLAND[language]}", f"Onni Keksitty {KEKSILA[language]}", WHEN[language]]
    ]


def test_a_split_stay_has_a_line_for_each_block_and_none_for_a_cancelled_one(
    web: TestClient, database: Database
) -> None:
    later = Block(first_day=date(2027, 4, 6), last_day=date(2027, 4, 6))
    gone = Block(first_day=date(2027, 5, 6), last_day=date(2027, 5, 7))
    with database.change() as db:
        blocks = [
            *a_stay(),
            Appointment(number=2, **later.model_dump()),
            Appointment(number=3, state=AppointmentState.CANCELLED, **gone.model_dump()),
        ]
        an_exchange_of(db, a_running_round(db), appointments=blocks)

    [cells] = rows(web.get(HERE).text)

    assert cells[2] == "Mon 8 March – Wed 10 March 2027 (week 10) Tue 6 April 2027 (week 14)"


def test_a_mentoring_tells_its_number_of_sessions_and_the_first(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_exchange_of(db, a_running_round(db), kind=Kind.MENTORING)

    [cells] = rows(web.get(HERE).text)

    assert cells[2] == "3 sessions first Tue 2 March 2027 at 13:00"


def test_a_state_is_told_by_colour_shape_and_words(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        for state in ExchangeState:
            an_exchange_of(db, round_, state=state)

    page = Page(web.get(HERE).text.split("<tbody>")[1])

    tags = [(each.text, (each.classes - {"tag"}).pop()) for each in page.all("span", "tag")]
    shapes = [each.attributes["href"].removeprefix("#") for each in page.all("use")]
    assert sorted(tags) == [
        ("Confirmed", "ok"),
        ("Followed up", "idle"),
        ("Held", "ok"),
        ("Needs a change", "warn"),
        ("Released", "bad"),
        ("Waits for answers", "news"),
    ]
    assert shapes == [tone for _, tone in tags]


def test_the_table_can_be_narrowed_to_one_state_by_its_address(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        an_exchange_of(db, round_, guest="Aino", state=ExchangeState.CONFIRMED)
        an_exchange_of(db, round_, guest="Eero", state=ExchangeState.BROKEN)

    chosen = links(web.get(HERE).text)["Needs a change 1"]
    html = web.get(HERE + chosen.split("#")[0]).text

    assert chosen == "?state=broken#exchanges"
    assert [cells[0].split()[0] for cells in rows(html)] == ["Eero"]
    assert [e.text for e in Page(html).all("a") if e.attributes.get("aria-current") == "true"] == [
        "English",
        "Needs a change 1",
    ]


def test_a_state_without_exchanges_says_so(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_running_round(db)

    assert texts(web.get(f"{HERE}?state=broken").text, "p", "empty")[-1:] == [
        "No exchange is in this state now."
    ]


@pytest.mark.parametrize("query", ["state=nonsense", "state=' OR 1=1--", "page=0", "page=2", "page=-1"])
def test_an_address_that_we_never_wrote_is_refused(web: TestClient, database: Database, query: str) -> None:
    with database.change() as db:
        a_running_round(db)

    assert web.get(f"{HERE}?{query}").status_code == 404


def test_a_long_list_is_paged_in_the_order_of_first_days(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        for n in reversed(range(PER_PAGE + 1)):
            day = date(2027, 3, 1) + timedelta(days=n)
            an_exchange_of(
                db,
                round_,
                guest=f"Guest {n}",
                state=ExchangeState.HELD,
                appointments=a_stay(Block(first_day=day, last_day=day)),
            )

    first = web.get(f"{HERE}?state=held").text
    second = web.get(HERE + links(first)["Next page"]).text

    guests = [cells[0].split(" Regional")[0] for html in (first, second) for cells in rows(html)]
    assert guests == [f"Guest {n}" for n in range(PER_PAGE + 1)]


def test_each_exchange_tells_whom_it_waits_for_and_links_to_its_workflow(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        exchange = an_exchange_of(db, a_running_round(db))
        stream_id = streams.of_exchange(exchange.id)
        db.add(
            Wait(
                stream_id=stream_id,
                waiting_for="answers",
                whose_id=exchange.guest_id,
                since=NOW,
                until=NOW,
                heard_number=0,
            )
        )

    html = web.get(HERE).text

    assert rows(html)[0][3] == (
        "Waits for answers Waiting for: answers to the proposal – Aino Keksitty "
        "next step Tue 16 March 2027 at 9:00 Workflow Aino Keksitty"
    )
    assert links(html, "workflow") == {
        "Workflow Aino Keksitty": f"{TEMPORAL}/namespaces/default/workflows/{stream_id}"
    }
    assert texts(html, "section", "waits") == [
        "What is waited for 1 exchange: answers to the proposal next step Tue 16 March 2027 at 9:00"
    ]


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

    assert page.texts("summary") == [
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

    assert rows(html, "small") == [["vk 10", "ma 8.3.2027", "1", "1"], ["vk 11", "ma 15.3.2027", "1", "0"]]
    assert texts(html, "title")[1:] == ["Vierailut viikoittain", "vk 10: 2 vierailua", "vk 11: 1 vierailu"]


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

    assert Page(html).all("script") == []
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
