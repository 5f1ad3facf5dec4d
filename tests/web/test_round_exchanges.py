"""The exchanges of one round: a table that tells who, where, when and what is waited for."""

from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from models import streams
from models.database import Database
from models.events import Wait
from models.exchanges import Appointment
from models.schedules import Block
from models.states import AppointmentState, ExchangeState, Kind
from tests.builders_of_exchanges import a_stay
from tests.web.conftest import NOW, TEMPORAL, speaking
from tests.web.page import Page, links, rows, texts
from tests.web.running import HERE, LAPLAND, a_running_round, an_exchange_of
from web.views.paging import PER_PAGE

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

    html = speaking(web, language).get(HERE).text

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

    page = Page(web.get(HERE).text.split("<tbody>")[-1])

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
