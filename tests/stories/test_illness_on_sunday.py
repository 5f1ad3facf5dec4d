"""On a Sunday evening a guest falls ill; by ten everybody knows, other days are found, nobody else moves."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import colleagues, exchanges, links
from domain.money import costs
from domain.money.costs import Sum
from models.costs import CostKind
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import Urgency
from tests.stories.company import AINO, BERTTA, HELMI, ONNI, SVEN, Company, at
from tests.stories.test_second_thoughts import ADDRESS, link_in, newest
from tests.stories.theatre import Theatre
from web.app import create_app

AGREED, OTHER = (date(2027, 11, 8), date(2027, 11, 10)), (date(2027, 11, 22), date(2027, 11, 24))
TEAM = tuple(f"{name}@example.org" for name in ("kaisa", "lauri", "minna", "niilo"))


@pytest.fixture
def phone(play: Theatre) -> Iterator[TestClient]:
    """A telephone with which links are tapped."""
    app = create_app(play.database, temporal_ui=None, outbox=None, clock=play.office.clock)
    with TestClient(app, base_url=ADDRESS) as client:
        yield client


def an_autumn(play: Theatre, people: Company) -> None:
    with play.database.change() as db:
        links.lay(db, address=ADDRESS)
        row = db.get_one(Round, people.round.id)
        row.opens_at, row.closes_at = at(2027, 8, 2), at(2027, 9, 10, 16)
        row.decide_by = at(2027, 9, 24, 16)
        row.first_day, row.last_day = date(2027, 11, 1), date(2027, 11, 26)
        row.follow_up_days = (0,)
    people.round = row


async def two_visits_in_the_same_week(play: Theatre, people: Company) -> None:
    """Aino visits Onni and four of his colleagues, Bertta visits Sven."""
    an_autumn(play, people)
    people.hosts(ONNI, AGREED, OTHER)
    people.hosts(SVEN, AGREED)
    play.begin(people.round)
    await play.until(at(2027, 9, 1))
    people.applies(AINO, priority=9, wishing=ONNI)
    people.applies(BERTTA, wishing=SVEN)
    people.can_only(AINO, *AGREED)
    people.endorses(AINO, BERTTA)
    await play.until(at(2027, 9, 13))
    people.approves()
    await play.until(at(2027, 9, 14))
    people.agree((AINO, ONNI), (BERTTA, SVEN))
    people.can_only(AINO, *OTHER)
    await play.until(at(2027, 10, 1))
    with play.speaking() as db:
        exchange = exchanges.load(db, people.exchange_id(AINO))
        for email in TEAM:
            each = colleagues.a_colleague(
                exchange, of=exchange.host, name=email, email=email, language=None, is_asked=False
            )
            colleagues.bring(db, exchange, each, by=exchange.host, now=play.now())


async def test_a_guest_falls_ill_on_sunday_evening_and_comes_two_weeks_later(
    play: Theatre, people: Company, phone: TestClient
) -> None:
    await two_visits_in_the_same_week(play, people)
    await play.until(at(2027, 11, 7, 21, 40))

    page = link_in(newest(play, "reminder_day", AINO))
    said = phone.post(page, data={"word": "ill", "until": "2027-11-10"}, headers={"origin": ADDRESS})
    await play.until(at(2027, 11, 7, 22))
    by_ten = play.letters.by_person(since=at(2027, 11, 7, 21))
    after = people.states()
    a_lost_ticket(play, people)
    await play.until(at(2027, 11, 8, 10))
    for who in (ONNI, AINO):
        days = link_in(newest(play, "ask_new_days", who))
        phone.post(days, data={"word": "suits"}, headers={"origin": ADDRESS})
    await play.until(at(2027, 11, 8, 11))

    assert said.status_code == 200
    off, asked = "2027-11-07 21:40 invitation_cancel CANCEL 1", "2027-11-07 21:40 ask_new_days"
    assert by_ten == {
        "aino": [off, asked],
        "onni": [off, asked],
        **{each: [off] for each in ("kaisa", "lauri", "minna", "niilo")},
        "helmi": ["2027-11-07 21:40 days_wanted"],
    }
    assert {urgency for kind, urgency in that_evening(play) if kind == "invitation_cancel"} == {
        Urgency.AT_ONCE
    }
    assert after == ["round running", "aino to onni broken", "bertta to sven confirmed"]
    assert people.states() == ["round running", "aino to onni confirmed", "bertta to sven confirmed"]
    assert (people.days_of(AINO), people.days_of(BERTTA)) == ([OTHER], [AGREED])
    assert play.letters.by_person(since=at(2027, 11, 8)) == {
        each: ["2027-11-08 10:00 invitation REQUEST 0"]
        for each in ("aino", "onni", "kaisa", "lauri", "minna", "niilo")
    }
    assert lost(play, people) == [("K", "4711", 118_00)]


def a_lost_ticket(play: Theatre, people: Company) -> None:
    with play.speaking() as db:
        helmi = db.scalars(select(Person).where(Person.email == HELMI)).one()
        exchange = exchanges.load(db, people.exchange_id(AINO))
        ticket = Sum(CostKind.LOST, 118_00, centre="4711", words="Junalippu")
        costs.note(db, exchange, ticket, by=helmi, now=play.now())


def lost(play: Theatre, people: Company) -> list[tuple[str, str, int]]:
    with play.database.look() as db:
        totals = costs.of_round(db, db.get_one(Round, people.round.id))
        return [(each.payer.code, each.centre, each.lost) for each in totals if each.lost]


def that_evening(play: Theatre) -> set[tuple[str, Urgency]]:
    """The kinds of mails, and whether they wait for the end of quiet hours."""
    with play.database.look() as db:
        found = db.scalars(select(Mail).where(Mail.queued_at == at(2027, 11, 7, 21, 40)))
        return {(each.kind, each.urgency) for each in found}
