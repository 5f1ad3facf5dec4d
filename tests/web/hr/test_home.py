"""What waits for whoever steers rounds."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from domain import operations, stuck_streams
from models import streams
from models.asks import About, Ask
from models.database import Database
from models.events import Event, Stream, Wait
from models.facts import RoundOpened
from models.invites import InboundMail
from models.mails import Mail
from models.people import Person
from models.repairs import RepairChoice
from models.rounds import Round
from models.states import EndorsementState, MailState, Role, RoundState, ScheduleState
from tests.builders import (
    CLOSES,
    a_person,
    a_round,
    a_schedule,
    an_application,
    an_appointee,
    an_endorsement,
)
from tests.builders_of_exchanges import a_mail
from tests.web.asking import asked
from tests.web.conftest import NOW, browser, speaking
from tests.web.page import Page, strange_scripts, texts
from tests.web.running import an_exchange_of


def told(html: str) -> list[str]:
    """What waits, without where it leads."""
    items = html.split('<ul class="todos">')[1].split("</ul>")[0] if "todos" in html else ""
    return [each.text for each in Page(items).all("span", "what")]


def ways(html: str) -> list[str]:
    items = html.split('<ul class="todos">')[1].split("</ul>")[0]
    return [each.attributes["href"] for each in Page(items).all("a", "button")]


def test_everything_of_a_round_waits_in_the_order_of_its_press(web: TestClient, database: Database) -> None:
    with database.change() as db:
        planned = a_round(db, state=RoundState.PLANNED, reference="planned")
        a_schedule(db, of=planned)
        prepared = a_round(db, state=RoundState.DRAFT, reference="prepared", name_en="Autumn 2027")
        prepared.deputy_id = None
        open_ = a_round(db, reference="open", name_en="Winter 2027")
        an_endorsement(db, application=an_application(db, to=open_))
        a_refused_mail(db, planned)

    html = web.get("/").text

    assert told(html) == [
        "1 mail came back. Spring 2027",
        "1 thing is missing before the round can open. Autumn 2027 by Mon 2 November 2026 at 9:00",
        "Plan 1 waits for your decision. Spring 2027 by Fri 29 January 2027 at 16:00",
        "1 application without its supervisor's word. Winter 2027 by Fri 15 January 2027 at 16:00",
    ]
    assert ways(html) == [
        "/rounds/planned/mails?state=refused",
        "/rounds/prepared/prepare",
        "/rounds/planned/plan",
        "/rounds/open/applications?endorsement=asked",
    ]


def test_it_is_told_in_the_readers_language(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_schedule(db, of=a_round(db, state=RoundState.PLANNED))

    assert told(speaking(web, "fi").get("/").text) == [
        "Sijoittelu 1 odottaa päätöstäsi. Kevät 2027 viimeistään pe 29.1.2027 klo 16.00"
    ]
    assert told(speaking(web, "sv").get("/").text) == [
        "Placeringsplan 1 väntar på ditt beslut. Våren 2027 senast fre 29.1.2027 kl. 16.00"
    ]


def test_several_repairs_are_chosen_from_and_one_is_looked_at(web: TestClient, database: Database) -> None:
    with database.change() as db:
        one = a_schedule(db, of=a_round(db, reference="one", state=RoundState.RUNNING), is_repair=True)
        several = a_schedule(db, of=a_round(db, reference="some", state=RoundState.RUNNING), is_repair=True)
        for number in (1, 2):
            db.add(
                RepairChoice(
                    schedule_id=several.id, number=number, aim="least_change", problem="{}", solution="{}"
                )
            )
        assert one.state is ScheduleState.DRAFT

    html = web.get("/").text

    assert sorted(ways(html)) == ["/rounds/one/plan", "/rounds/some/repairs"]
    assert "2 repairs to choose from. Spring 2027" in told(html)


def test_limits_that_contradict_each_other_press_most(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_round(db, state=RoundState.CLOSED)
        db.add(
            Wait(
                stream_id=streams.of_round(round_.id),
                waiting_for="possible_plan",
                since=NOW,
                until=None,
                heard_number=0,
            )
        )

    assert told(web.get("/").text) == [
        "No plan is possible: limits and locks contradict each other. "
        "Spring 2027 by Fri 29 January 2027 at 16:00"
    ]


def test_an_answered_endorsement_waits_no_more(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_endorsement(db, application=an_application(db, to=a_round(db)), state=EndorsementState.GIVEN)

    assert texts(web.get("/").text, "p", "empty") == [
        "Nothing waits for you now. You hear by mail when something does."
    ]


def test_pairs_without_days_are_asked_of_everybody_who_steers(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_round(db, reference="late", state=RoundState.RUNNING)
        db.add(
            Ask(
                stream_id=streams.of_round(round_.id),
                about=About.DATES_MISSING,
                subject_id=round_.id,
                first_id=round_.owner_id,
                whose_id=round_.owner_id,
                asked_at=NOW,
                deadline=CLOSES,
            )
        )

    html = web.get("/").text

    assert told(html) == [
        "Some pairs have agreed no days: prolong, or let them go. Spring 2027 by Fri 15 January 2027 at 16:00"
    ]
    assert ways(html) == ["/rounds/late/exchanges"]


def test_mails_that_need_a_human_wait_for_who_steers_everything(web: TestClient, database: Database) -> None:
    with database.change() as db:
        for outcome in ("no_calendar", "applied"):
            db.add(
                InboundMail(
                    message_id=f"<{outcome}@example.org>",
                    received_at=NOW,
                    octets=b"",
                    outcome=outcome,
                )
            )

    html = web.get("/").text

    assert told(html) == ["1 mail to us needs somebody's eyes."]
    assert ways(html) == ["/inbox?waits=true"]


@pytest.fixture
def of_another_house(database: Database) -> Iterator[TestClient]:
    with database.change() as db:
        a_schedule(db, of=a_round(db, state=RoundState.PLANNED))
        stranger: Person = a_person(db, name="Vieno Vieras")
        house = stranger.organisation_id
        an_appointee(db, person=stranger, role=Role.HR, organisation_id=house)
    yield from browser(database, person_id=stranger.id)


def test_another_house_sees_nothing_of_it(of_another_house: TestClient) -> None:
    html = of_another_house.get("/").text

    assert (told(html), Page(html).all("article")) == ([], [])


def test_a_newcomer_is_shown_how_to_begin(web: TestClient) -> None:
    page = Page(web.get("/").text)

    assert [(each.text, each.attributes["href"]) for each in page.all("a", "button")] == [
        ("Start a round", "/rounds/new"),
        ("Bring your own spreadsheet", "/import"),
    ]


def test_a_name_of_a_round_smuggles_nothing_in(web: TestClient, database: Database) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    with database.change() as db:
        a_schedule(db, of=a_round(db, state=RoundState.PLANNED, name_en=evil))

    page = Page(web.get("/").text)

    assert (strange_scripts(page), page.all("img")[1:]) == ([], [])


def test_ten_rounds_ask_the_database_as_often_as_one(web: TestClient, database: Database) -> None:
    def more(number: int) -> None:
        with database.change() as db:
            for _ in range(number):
                round_ = a_round(db, state=RoundState.PLANNED)
                a_schedule(db, of=round_)
                an_endorsement(db, application=an_application(db, to=round_))
                a_refused_mail(db, round_)

    more(1)
    once = asked(database, web, "/")
    more(9)

    assert asked(database, web, "/") == once


def test_stuck_cases_are_counted_as_operations_finds_them(database: Database) -> None:
    with database.change() as db:
        for late in (timedelta(hours=7), timedelta(hours=5), timedelta(days=9)):
            a_case(db, waits_since=late)
        found = operations.stuck(db, now=NOW)

        counted = stuck_streams.count(db, now=NOW)

    assert counted == dict.fromkeys((each.round_id for each in found), 1)
    assert len(found) == 2


def a_case(db: Session, *, waits_since: timedelta) -> None:
    """A round whose step should have answered so long ago."""
    round_ = a_round(db)
    stream = db.get_one(Stream, streams.of_round(round_.id))
    stream.last_number = stream.bell_number = 1
    fact = RoundOpened(round_id=round_.id)
    db.add(Event(stream_id=stream.id, number=1, type=fact.type, fact=fact, at=NOW - waits_since))
    db.flush()


def a_refused_mail(db: Session, round_: Round) -> Mail:
    exchange = an_exchange_of(db, round_)
    return a_mail(db, about=exchange, to=db.get_one(Person, exchange.guest_id), state=MailState.REFUSED)
