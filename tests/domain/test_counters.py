"""Another time, proposed from a calendar, is judged at once; asking for the invitation sends it again."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from time import process_time as time_used
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import counters, invitations, replies
from domain.counters import Counter
from domain.obstacles import obstacle
from invites.codes import Obstacle
from invites.meetings import Answer as Word
from models.doubts import Days
from models.exchanges import Exchange
from models.mails import Mail
from models.organisations import ClosedDay
from models.schedules import Block
from models.states import ExchangeState, Half, Kind
from models.timeline import moment
from tests.builders import SESSIONS, added, an_availability
from tests.builders_of_exchanges import a_stay
from tests.domain.doubted import NEXT_WEEK, NO
from tests.domain.lived import a_confirmed_exchange, calendar_of, invited, lane, letters, loaded, taken
from tests.invites.made import Seen, events, values
from workers.replying import Answering, Client, Saying, reply_mail

MONDAY = NEXT_WEEK.first_day


def wishing(db: Session, exchange: Exchange, *, style: Client = Client.OUTLOOK, **said: Any) -> bytes:
    """What the guest's calendar sends on the newest request."""
    mail = newest(db, exchange.guest_id)
    usual = Answering(
        attendee=mail.recipient,
        answer=Word.TENTATIVE,
        stamp=NO,
        message_id=f"{said.get('starts')}".replace(":", ".").replace(" ", "") + f"{style}@mail.example.org",
        saying=Saying.COUNTER,
    )
    answering = replace(usual, **said)
    return reply_mail(mail.octets, answering, style=style)


def newest(db: Session, person_id: UUID) -> Mail:
    found = select(Mail).where(Mail.person_id == person_id, Mail.method.is_not(None))
    return db.scalars(found.order_by(Mail.number.desc()).limit(1).options(undefer(Mail.octets))).one()


def event_in(mail: Mail) -> tuple[str, Seen]:
    """The method and the event of a mail of ours, as another program reads it."""
    parts = message_from_bytes(mail.octets).walk()
    part = next(each for each in parts if each.get_content_type() == "text/calendar")
    octets = part.get_payload(decode=True)
    assert isinstance(octets, bytes)
    return str(Calendar.from_ical(octets.decode())["METHOD"]), events(octets)[0]


@pytest.mark.parametrize("style", Client)
def test_a_possible_time_moves_the_stay_with_one_update_to_all(db: Session, style: Client) -> None:
    exchange = invited(db, a_confirmed_exchange(db))

    outcome = replies.receive(db, wishing(db, exchange, starts=MONDAY, style=style), now=NO)

    moved = loaded(db, exchange)
    assert (outcome, moved.state) == ("counter_taken", ExchangeState.CONFIRMED)
    assert (moved.appointments[0].first_day, moved.appointments[0].last_day) == (MONDAY, NEXT_WEEK.last_day)
    assert calendar_of(db, lane(exchange))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Onni")]
    assert taken(db, moved) == (6, 0)


def guest_cannot(db: Session, exchange: Exchange) -> None:
    an_availability(db, of=exchange.application, first_day=MONDAY, last_day=MONDAY)


def host_cannot(db: Session, exchange: Exchange) -> None:
    an_availability(db, of=exchange.offer, first_day=MONDAY, last_day=MONDAY, half=Half.AFTERNOON)


def somebody_else_comes(db: Session, exchange: Exchange) -> None:
    a_confirmed_exchange(db, offer=exchange.offer, appointments=a_stay(NEXT_WEEK))


def the_office_is_closed(db: Session, exchange: Exchange) -> None:
    added(db, ClosedDay(organisation_id=exchange.offer.organisation_id, day=MONDAY))


@pytest.mark.parametrize(
    ("because", "reason"),
    [
        (guest_cannot, "Ehdotettu aika ei käy vieraalle tai mentoroitavalle."),
        (host_cannot, "Ehdotettu aika ei käy vastaanottajalle tai mentorille."),
        (somebody_else_comes, "Ehdotettuina päivinä ei ole enää paikkaa."),
        (the_office_is_closed, "Ehdotettu aika ei käy vieraalle tai mentoroitavalle."),
    ],
)
def test_an_impossible_time_is_declined_with_the_reason(lite: Session, because: object, reason: str) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    assert callable(because)
    because(lite, exchange)

    outcome = replies.receive(lite, wishing(lite, loaded(lite, exchange), starts=MONDAY), now=NO)

    assert outcome == "counter_declined"
    assert calendar_of(lite, lane(exchange))[2:] == [("DECLINECOUNTER", 0, "Aino")]
    assert reason in letters(lite, lane(exchange))[-1]
    assert taken(lite, loaded(lite, exchange)) == (6, 0)


@pytest.mark.parametrize(
    ("starts", "reason"),
    [
        (date(2028, 1, 3), "Ehdotetut päivät eivät ole ohjelmakierroksen ajalla."),
        (date(2027, 2, 4), "Ehdotetut päivät ovat liian lähellä."),
        (date(2027, 3, 12), "osuu viikonloppu, pyhäpäivä"),  # Friday, and over the weekend
        (date(2027, 3, 25), "osuu viikonloppu, pyhäpäivä"),  # over Good Friday
    ],
)
def test_days_outside_are_declined(lite: Session, starts: date, reason: str) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    outcome = replies.receive(lite, wishing(lite, exchange, starts=starts), now=NO)

    assert (outcome, reason in letters(lite, lane(exchange))[-1]) == ("counter_declined", True)


def test_the_decline_echoes_the_counter_and_names_possible_dates(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    host_cannot(lite, exchange)

    replies.receive(lite, wishing(lite, loaded(lite, exchange), starts=MONDAY), now=NO)

    mail = newest(lite, exchange.guest_id)
    method, event = event_in(mail)
    assert method == "DECLINECOUNTER"
    assert values(event, "SEQUENCE", "ATTENDEE") == [0, f"mailto:{exchange.guest.email}"]
    assert "ORGANIZER" in event
    assert "STATUS" not in event
    assert "- ti 9.3. – to 11.3.2027 (vk 10)" in letters(lite, lane(exchange))[-1]


def test_a_proposal_to_an_older_version_moves_nothing(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    old = wishing(lite, exchange, starts=date(2027, 3, 22))
    replies.receive(lite, wishing(lite, exchange, starts=MONDAY, style=Client.GMAIL), now=NO)

    outcome = replies.receive(lite, old, now=NO)

    assert outcome == "old_version"
    assert loaded(lite, exchange).appointments[0].first_day == MONDAY


def test_the_time_as_it_is_proposes_nothing(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    outcome = replies.receive(lite, wishing(lite, exchange, starts=date(2027, 3, 8)), now=NO)

    assert (outcome, calendar_of(lite, lane(exchange))[2:]) == ("counter", [])


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date.max, None),
        (date.min, date.min),
        (MONDAY, date.max),
        (MONDAY, MONDAY.replace(year=2327)),
        (datetime.max.replace(tzinfo=UTC), None),
        (datetime.min.replace(tzinfo=UTC), MONDAY),
        (NO - timedelta(days=3_653 + 365), None),
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_days_more_than_ten_years_away_are_left_to_a_human(
    lite: Session, kind: Kind, *, starts: datetime | date, ends: datetime | date | None
) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=kind))
    (invite,) = invitations.of_exchange(lite, exchange)
    proposal = Counter(starts, ends, sequence=0)

    outcome = counters.answer(lite, exchange, invite, exchange.guest, proposal, now=NO)

    assert (outcome, calendar_of(lite, lane(exchange))[2:]) == ("counter", [])


def test_a_stay_into_the_last_of_all_years_is_refused_before_its_days_are_counted(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    forever = Days(blocks=(Block(first_day=MONDAY, last_day=date(9999, 12, 30)),))

    begun = time_used()
    found = obstacle(lite, exchange, forever, now=NO)

    assert found is Obstacle.WINDOW
    assert time_used() - begun < 1  # second; counting them takes many


def at_one(day: date) -> datetime:
    return moment(day, time(13, 0))


@pytest.mark.parametrize("style", [Client.OUTLOOK, Client.GMAIL])
def test_one_session_moves_alone_where_both_can(db: Session, style: Client) -> None:
    exchange = invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))
    wished = at_one(date(2027, 3, 23))

    octets = wishing(db, exchange, occurrence=SESSIONS[1], starts=wished, style=style)
    outcome = replies.receive(db, octets, now=NO)

    assert outcome == "counter_taken"
    assert [each.starts_at for each in loaded(db, exchange).appointments] == [
        SESSIONS[0],
        wished,
        SESSIONS[2],
    ]
    assert calendar_of(db, lane(exchange))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Onni")]
    assert event_in(newest(db, exchange.guest_id))[1]["RECURRENCE-ID"].dt == SESSIONS[1]


def test_one_session_at_no_weekly_time_of_theirs_is_declined(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    octets = wishing(lite, exchange, occurrence=SESSIONS[1], starts=at_one(date(2027, 3, 18)))
    outcome = replies.receive(lite, octets, now=NO)

    method, event = event_in(newest(lite, exchange.guest_id))
    assert (outcome, method, event["RECURRENCE-ID"].dt) == ("counter_declined", "DECLINECOUNTER", SESSIONS[1])


def test_who_asks_for_the_invitation_gets_it_alone_with_the_same_number(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    before = event_in(newest(lite, exchange.guest_id))[1]["DTSTAMP"].dt

    outcome = replies.receive(lite, wishing(lite, exchange, saying=Saying.REFRESH), now=NO)

    assert outcome == "refresh"
    assert calendar_of(lite, lane(exchange))[2:] == [("REQUEST", 0, "Aino")]
    assert event_in(newest(lite, exchange.guest_id))[1]["DTSTAMP"].dt > before


def test_within_an_hour_the_invitation_is_not_sent_again(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    for number, minutes in enumerate((0, 59, 61)):
        stamp = NO + timedelta(minutes=minutes)
        message_id = f"{number}@mail.example.org"
        octets = wishing(lite, exchange, saying=Saying.REFRESH, stamp=stamp, message_id=message_id)
        replies.receive(lite, octets, now=stamp)

    assert calendar_of(lite, lane(exchange))[2:] == [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Aino")]
