"""The administrator's page of running cases, and what may be done about one."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from domain import errands
from domain.events import record
from models import streams
from models.audit import AuditEntry
from models.database import Database
from models.errands import Errand, LeftErrand
from models.events import Stream, Wait
from models.exchanges import Exchange
from models.facts import ExchangeProposed
from models.messages import Action
from models.rounds import Round
from models.states import Role
from tests.builders import a_person, a_round, an_appointee, an_organisation
from tests.domain.lived import a_placed_application, a_proposed_exchange, a_running_round
from tests.web.conftest import NOW, browser, post, speaking, the_administrator
from tests.web.page import links, rows, texts
from tests.web.queries import counted

SINCE = NOW - timedelta(days=3)


def a_waiting_exchange(
    db: Session, *, round_: Round | None = None, name: str = "Aino Keksitty", **said: object
) -> Exchange:
    """The guest has been asked three days ago; a reminder comes tomorrow, and the end in four days."""
    to = round_ or a_running_round(db)
    guest = a_person(db, name=name)
    exchange = a_proposed_exchange(db, application=a_placed_application(db, to=to, person=guest))
    rung(db, exchange)
    usual = {
        "waiting_for": "answers",
        "whose_id": guest.id,
        "since": SINCE,
        "until": NOW + timedelta(days=1),
        "deadline": NOW + timedelta(days=4),
        "heard_number": 1,
    }
    db.add(Wait(stream_id=streams.of_exchange(exchange.id), **usual | said))
    return exchange


def rung(db: Session, exchange: Exchange) -> None:
    record(db, ExchangeProposed(exchange_id=exchange.id), on=streams.of_exchange(exchange.id), now=SINCE)


def page_of(exchange: Exchange) -> str:
    return f"/operations/cases/{streams.of_exchange(exchange.id)}"


@pytest.fixture
def exchange(database: Database) -> Exchange:
    with database.change() as db:
        return a_waiting_exchange(db)


def test_a_case_is_told_in_words_of_the_reader(web: TestClient, exchange: Exchange) -> None:
    [told] = rows(speaking(web, "fi").get("/operations").text, "rows cases")

    number = f"{exchange.id}"[:8]
    assert told == [
        f"Vaihto {number} Odottaa vastauksia Kevät 2027",
        "vastauksia ehdotukseen Aino Keksitty, Keksilän liitto",
        "3 päivää la 13.3.2027 klo 9.00",
        "ke 17.3.2027 klo 9.00 päättyy la 20.3.2027 klo 9.00",
        told[4],
    ]


def test_what_is_stuck_comes_first_and_can_be_seen_alone(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        a_waiting_exchange(db, round_=round_)
        long_ago = NOW - timedelta(days=1)
        stuck = a_waiting_exchange(db, round_=round_, name="Jussi Keksitty", until=None, deadline=long_ago)

    everything = rows(web.get("/operations").text, "rows cases")
    alone = rows(web.get("/operations?attention=1").text, "rows cases")

    assert everything[0] == alone[0]
    assert (len(everything), len(alone)) == (2, 1)
    assert "its deadline has passed" in alone[0][1]
    assert f"{stuck.id}"[:8] in alone[0][0]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("waiting=answers", 1),
        ("waiting=days", 1),
        ("waiting=notes", 0),
        ("phase=exchange.proposed", 2),
        ("phase=exchange.held", 0),
        ("round=other", 0),
        ("round=kevat-2027&waiting=days", 1),
    ],
)
def test_the_address_says_which_cases_are_shown(
    web: TestClient, database: Database, query: str, number: int
) -> None:
    with database.change() as db:
        round_ = a_running_round(db, reference="kevat-2027")
        a_waiting_exchange(db, round_=round_)
        a_waiting_exchange(db, round_=round_, name="Jussi Keksitty", waiting_for="days")

    html = web.get(f"/operations?{query}").text

    assert len(rows(html, "rows cases") if number else []) == number
    assert bool(texts(html, "p", "empty")) is (number == 0)


def test_a_thousand_cases_cost_as_many_questions_as_one(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        round_id = a_waiting_exchange(db, round_=round_).round_id
    with counted(database) as few:
        web.get("/operations")
    with database.change() as db:
        for number in range(12):
            a_waiting_exchange(db, round_=db.get_one(Round, round_id), name=f"Vieras {number}")
    with counted(database) as many:
        web.get("/operations")

    assert len(many) == len(few)


def test_temporals_silence_is_said_with_its_beginning(web: TestClient, exchange: Exchange) -> None:
    [told] = texts(web.get("/operations").text, "p", "silence")

    assert told.startswith("Waits Temporal has not answered since ")


def test_a_case_links_to_its_history_in_temporal(web: TestClient, exchange: Exchange) -> None:
    found = links(web.get(page_of(exchange)).text)

    address = f"http://127.0.0.1:8233/namespaces/default/workflows/exchange-{exchange.id}"
    assert found["Its history in Temporal"] == address


@pytest.mark.parametrize("action", [Action.RETRY, Action.SKIP, Action.CANCEL, Action.REBUILD])
def test_what_is_asked_of_a_case_is_left_to_the_workers(
    web: TestClient, database: Database, exchange: Exchange, action: Action
) -> None:
    answer = post(web, f"{page_of(exchange)}/{action.value}", {"why": "pyysi soittamalla"})

    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"{page_of(exchange)}?done=left-to-workers",
    )
    with database.look() as db:
        [errand] = errands.left(db)
        assert (errand.action, errand.why, errand.carried_out_at) == (action, "pyysi soittamalla", None)
        assert db.scalars(select(AuditEntry.action)).all() == [f"case.{action.value}"]
    assert "Waits for Temporal" in texts(web.get(page_of(exchange)).text, "span", "tag")


def test_a_case_is_given_only_to_who_may_see_to_it(
    web: TestClient, database: Database, exchange: Exchange
) -> None:
    with database.change() as db:
        helena, stranger = the_administrator(db).id, a_person(db, name="Vieras").id

    def give(to: UUID | str) -> int:
        return post(web, f"{page_of(exchange)}/reassign", {"why": "lomalla", "to": f"{to}"}).status_code

    assert [give(stranger), give(""), give(helena)] == [404, 422, 303]
    with database.look() as db:
        assert db.scalars(select(Errand.to_id)).all() == [helena]


def test_whoever_says_no_reason_is_asked_for_one(
    web: TestClient, database: Database, exchange: Exchange
) -> None:
    answer = post(web, f"{page_of(exchange)}/skip", {"why": " "})

    assert answer.status_code == 422
    assert texts(answer.text, "p", "mend") == ["fill this in"]
    with database.look() as db:
        assert db.scalars(select(LeftErrand)).all() == []


def test_a_refusal_is_said_beside_the_reason_that_was_given(
    web: TestClient, database: Database, exchange: Exchange
) -> None:
    with database.change() as db:
        db.get_one(Wait, streams.of_exchange(exchange.id)).waiting_for = "days"

    answer = post(web, f"{page_of(exchange)}/skip", {"why": "<script>alert(1)</script>"})

    words = "This wait has no ending of its own: somebody must decide, or cancel the whole case."
    assert texts(answer.text, "p", "mend") == [words]
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_a_case_that_is_over_says_so_and_offers_nothing(
    web: TestClient, database: Database, exchange: Exchange
) -> None:
    with database.change() as db:
        db.get_one(Stream, streams.of_exchange(exchange.id)).closed_at = NOW

    html = web.get(page_of(exchange)).text

    assert "This case is over." in html
    assert texts(html, "details", "deed") == []


@pytest.fixture
def house_of_another(database: Database) -> Iterator[TestClient]:
    """An administrator of one organisation, and of no other."""
    with database.change() as db:
        house = an_organisation(db, name_en="Another")
        somebody = a_person(db, name="Toinen", organisation=house)
        an_appointee(db, person=somebody, role=Role.ADMINISTRATOR, organisation_id=house.id)
    yield from browser(database, person_id=somebody.id)


def test_the_administrator_of_another_house_sees_nothing_of_it(
    house_of_another: TestClient, exchange: Exchange
) -> None:
    assert texts(house_of_another.get("/operations").text, "p", "empty") != []
    assert house_of_another.get(page_of(exchange)).status_code == 404
    assert post(house_of_another, f"{page_of(exchange)}/retry", {"why": "x"}).status_code == 404


def test_who_administers_nothing_finds_no_such_page(database: Database, exchange: Exchange) -> None:
    with database.change() as db:
        owner = db.get_one(Round, exchange.round_id).owner_id
    for web in browser(database, person_id=owner):
        found = [web.get(path).status_code for path in ("/operations", page_of(exchange))]

    assert found == [404, 404]


@pytest.mark.parametrize("wrong", ["exchange-1", "nothing", "exchange-%00", "mail-00000000"])
def test_an_address_of_no_case_is_not_found(web: TestClient, wrong: str) -> None:
    assert web.get(f"/operations/cases/{wrong}").status_code == 404


def test_an_empty_house_says_when_cases_begin(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_round(db)

    [told] = texts(web.get("/operations").text, "p", "empty")

    assert told.startswith("No case runs. A round begins one when it opens")
