"""Steering a round as a whole from its page."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.audit import AuditEntry
from models.database import Database
from models.events import Event
from models.mails import Mail
from models.rounds import Round
from models.states import ExchangeState, Role, RoundState
from models.timeline import local
from tests.builders import CLOSES, a_person, a_round, an_appointee
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import Page, links, texts
from tests.web.running import HERE, a_running_round, an_exchange_of

STEER = f"{HERE}/steer"


def the_round(db: Session) -> Round:
    return db.scalars(select(Round).where(Round.reference == "kevat-2027")).one()


def an_open_round(db: Session, **said: object) -> Round:
    usual = {"closes_at": NOW + timedelta(days=9), "decide_by": NOW + timedelta(days=20)}
    days = {"first_day": date(2027, 5, 3), "last_day": date(2027, 6, 30)}
    return a_round(db, owner=None, reference="kevat-2027", **usual | days | said)


def buttons(html: str) -> list[str]:
    """Those with which the round is steered."""
    inside = html.split('id="steer"')[1].split("</section>")[0] if 'id="steer"' in html else ""
    return texts(inside, "button")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            {"state": RoundState.OPEN},
            [
                "Give the round these dates",
                "Close applications now",
                "Pause the round",
                "Show what cancelling would send",
            ],
        ),
        (
            {"state": RoundState.RUNNING},
            [
                "Give the round these dates",
                "Look for free places",
                "Pause the round",
                "Finish the round early",
                "Show what cancelling would send",
            ],
        ),
        (
            {"state": RoundState.RUNNING, "paused_at": NOW},
            ["Resume the round", "Give the round these dates", "Show what cancelling would send"],
        ),
        ({"state": RoundState.ENDED}, []),
    ],
)
def test_a_round_offers_what_its_state_allows(
    web: TestClient, database: Database, said: dict[str, object], expected: list[str]
) -> None:
    with database.change() as db:
        an_open_round(db, **said)

    assert buttons(web.get(HERE).text) == expected


def test_a_pause_is_kept_with_its_reason_audited_and_told(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_exchange_of(db, a_running_round(db))

    answer = post(web, f"{STEER}/pause", {"why": "Strike at the railways"})

    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}?done=round-pause")
    with database.look() as db:
        round_ = the_round(db)
        assert (round_.paused_at, round_.paused_why) == (NOW, "Strike at the railways")
        assert db.scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()[-1] == "round.pause"
        assert set(db.scalars(select(Mail.kind))) == {"round_paused"}
    assert texts(web.get(answer.headers["location"]).text, "p", "notice") == ["The round is paused."]


def test_a_pause_without_a_reason_comes_back_with_its_field(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_running_round(db)

    answer = post(web, f"{STEER}/pause", {"why": "  "})

    assert answer.status_code == 422
    assert texts(answer.text, "div", "troubles") == [
        "Mend this first Why? Those concerned read it.: fill this in"
    ]
    with database.look() as db:
        assert the_round(db).paused_at is None


def test_dates_move_and_what_is_left_as_it_was_stays(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        old_closing = round_.closes_at
    fields = {"closes_day": f"{local(old_closing):%Y-%m-%d}", "closes_clock": f"{local(old_closing):%H:%M}"}

    answer = post(web, f"{STEER}/move", {**fields, "last_day": "2027-07-30", "answer_days": "5"})

    assert answer.status_code == 303
    with database.look() as db:
        found = the_round(db)
        assert (found.closes_at, found.last_day) == (old_closing, date(2027, 7, 30))
        assert [each.type for each in db.scalars(select(Event))] == ["dates_moved"]


def test_dates_in_no_order_are_refused_kindly_and_kept_in_the_form(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        an_open_round(db)

    answer = post(speaking(web, "fi"), f"{STEER}/move", {"last_day": "2027-04-01", "answer_days": "5"})

    page = Page(answer.text)
    assert answer.status_code == 409
    assert page.texts("p", "refusal") == [
        "Päivämäärät eivät ole järjestyksessä: "
        "alkaa, päättyy, ratkaistaan, ensimmäinen päivä, viimeinen päivä."
    ]
    assert [e.attributes["value"] for e in page.all("input") if e.attributes.get("name") == "last_day"] == [
        "2027-04-01"
    ]


def test_applications_close_within_two_minutes(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db)

    post(web, f"{STEER}/close")

    with database.look() as db:
        assert the_round(db).closes_at == NOW + timedelta(minutes=2)


def test_cancelling_shows_first_what_it_would_send_and_sends_nothing(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        round_ = a_running_round(db)
        for _ in range(2):
            an_exchange_of(db, round_)

    answer = post(web, f"{STEER}/cancel", {"why": "No money"})

    facts = dict(zip(texts(answer.text, "dt"), texts(answer.text, "dd"), strict=True))
    assert answer.status_code == 200
    assert (facts["Exchanges released"], facts["People told"]) == ("2", "4")
    assert "Cancel the round and its 2 exchanges" in texts(answer.text, "button")
    with database.look() as db:
        assert the_round(db).state is RoundState.RUNNING
        assert db.scalars(select(Mail)).all() == []


def test_a_yes_cancels_just_what_was_shown(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_exchange_of(db, a_running_round(db))
    shown = post(web, f"{STEER}/cancel", {"why": "No money"}).text
    hidden = {
        e.attributes["name"]: e.attributes["value"]
        for e in Page(shown).all("input")
        if e.attributes["type"] == "hidden" and e.attributes["name"] in ("why", "seen")
    }

    answer = post(web, f"{STEER}/cancel", hidden)

    assert answer.headers["location"] == f"{HERE}?done=round-cancel"
    with database.look() as db:
        assert (the_round(db).state, the_round(db).ended_why) == (RoundState.CANCELLED, "No money")


def test_a_yes_to_something_else_is_refused(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_exchange_of(db, a_running_round(db))

    answer = post(web, f"{STEER}/cancel", {"why": "No money", "seen": "0" * 64})

    assert answer.status_code == 409
    assert texts(answer.text, "p", "refusal") == [
        "What would be sent has changed since you looked: please look again."
    ]


def test_finishing_early_releases_only_where_it_is_ticked(web: TestClient, database: Database) -> None:
    with database.change() as db:
        exchange = an_exchange_of(db, a_running_round(db), state=ExchangeState.CONFIRMED)

    post(web, f"{STEER}/finish", {"why": "Enough"})

    with database.look() as db:
        assert the_round(db).finished_at == NOW
        assert db.get_one(type(exchange), exchange.id).state is ExchangeState.CONFIRMED


@pytest.fixture
def stranger(database: Database) -> Iterator[TestClient]:
    with database.change() as db:
        a_running_round(db)
        vieno = a_person(db, name="Vieno Vieras")
        an_appointee(db, person=vieno, role=Role.HR, organisation_id=vieno.organisation_id)
    yield from browser(database, person_id=vieno.id)


@pytest.mark.parametrize("verb", ["move", "close", "pause", "resume", "look-again", "finish", "cancel"])
def test_another_houses_round_is_unknown(stranger: TestClient, verb: str) -> None:
    assert post(stranger, f"{STEER}/{verb}", {"why": "Because"}).status_code == 404


def test_without_the_sessions_token_nothing_happens(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_running_round(db)

    assert web.post(f"{STEER}/pause", data={"why": "Because"}).status_code == 403


def test_the_tabs_lead_to_every_page_of_the_round(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_round(db, reference="kevat-2027", closes_at=CLOSES)

    html = web.get(HERE).text

    tabs = html.split('<nav class="tabs"')[1].split("</nav>")[0]
    assert links(tabs) == {
        "Overview": HERE,
        "Applications": f"{HERE}/applications",
        "Offers": f"{HERE}/offers",
        "Plan": f"{HERE}/plan",
        "Exchanges": f"{HERE}/exchanges",
        "Calendar and map": f"{HERE}/calendar",
        "Mails": f"{HERE}/mails",
    }
