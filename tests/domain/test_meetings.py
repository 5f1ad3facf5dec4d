from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import meetings
from invites.meetings import AllDay, Move, Series, Timed
from models.exchanges import Appointment, Exchange
from models.languages import Language
from models.offers import VisitPack
from models.schedules import Block
from models.states import AppointmentState, Half, Kind
from models.timeline import HELSINKI, moment
from tests.builders import STAY, a_host_offer, a_mentor_offer, a_person, an_organisation
from tests.builders_of_exchanges import some_sessions
from tests.domain.lived import a_confirmed_exchange, a_placed_application, a_running_round

AM, PM = Half.MORNING, Half.AFTERNOON
MONDAY, WEDNESDAY = STAY.first_day, STAY.last_day


def here(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), HELSINKI)


def of(db: Session, *blocks: Block) -> Exchange:
    stays = [Appointment(number=number, **each.model_dump()) for number, each in enumerate(blocks, start=1)]
    return a_confirmed_exchange(db, appointments=stays)


def test_whole_days_are_all_day_in_calendars(lite: Session) -> None:
    assert meetings.whens(of(lite, STAY)) == (AllDay(MONDAY, WEDNESDAY),)


@pytest.mark.parametrize(
    ("first", "last", "when"),
    [
        (PM, PM, Timed(here(MONDAY, 12, 30), here(WEDNESDAY, 16))),
        (AM, AM, Timed(here(MONDAY, 9), here(WEDNESDAY, 12))),
        (PM, AM, Timed(here(MONDAY, 12, 30), here(WEDNESDAY, 12))),
    ],
)
def test_half_days_have_hours(lite: Session, first: Half, last: Half, when: Timed) -> None:
    exchange = of(lite, STAY.model_copy(update={"first_half": first, "last_half": last}))

    assert meetings.whens(exchange) == (when,)


def test_each_block_of_a_stay_is_a_meeting_of_its_own(lite: Session) -> None:
    second = Block(first_day=date(2027, 3, 17), last_day=date(2027, 3, 18))
    exchange = of(lite, STAY, second)

    assert meetings.whens(exchange) == (AllDay(MONDAY, WEDNESDAY), AllDay(second.first_day, second.last_day))
    assert meetings.first_moment(exchange) == here(MONDAY, 9)
    assert meetings.last_moment(exchange) == here(second.last_day, 16)


@pytest.mark.parametrize("first", [date(2027, 3, 16), date(2027, 10, 19)])
def test_a_series_keeps_its_local_hour_across_the_clock_changes(lite: Session, first: date) -> None:
    starts = meetings.by_rule(moment(first, time(13)), every_weeks=2, count=3)
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING, appointments=some_sessions(*starts))

    (series,) = meetings.whens(exchange)

    assert isinstance(series, Series)
    assert series == Series(here(first, 13), minutes=60, every_weeks=2, count=3)
    assert [(each.hour, each.date()) for each in series.starts] == [
        (13, first + timedelta(weeks=2 * number)) for number in range(3)
    ]


def test_a_session_that_was_shifted_is_a_move_from_the_rule(lite: Session) -> None:
    starts = [moment(date(2027, 3, day), time(9)) for day in (1, 15)]
    rule = [*starts, moment(date(2027, 3, 29), time(9))]
    sessions = some_sessions(*starts, moment(date(2027, 4, 5), time(9)))
    for session, original in zip(sessions, rule, strict=True):
        session.original_starts_at = original
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING, appointments=sessions)

    (series,) = meetings.whens(exchange)

    assert isinstance(series, Series)
    assert series.moved == (Move(here(date(2027, 3, 29), 9), here(date(2027, 4, 5), 9)),)
    assert meetings.last_moment(exchange) == here(date(2027, 4, 5), 10)


def test_a_cancelled_session_stays_in_the_rule_and_is_named(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)
    exchange.appointments[1].state = AppointmentState.CANCELLED

    (series,) = meetings.whens(exchange)

    assert isinstance(series, Series)
    assert (series.count, series.cancelled) == (3, (here(date(2027, 3, 16), 13),))


def test_people_read_the_place_and_names_in_their_language(lite: Session) -> None:
    house = an_organisation(lite, name_fi="Talon liitto", name_sv="Husets förbund", seat_sv="Huset")
    exchange = a_confirmed_exchange(
        lite, offer=a_host_offer(lite, to=a_running_round(lite), person=a_person(lite, organisation=house))
    )

    finnish, swedish = (meetings.particulars(exchange, each) for each in (Language.FI, Language.SV))

    assert (finnish.host_organisation, finnish.place) == ("Talon liitto", "Talon liitto, Keksilä")
    assert (swedish.host_organisation, swedish.place) == ("Husets förbund", "Husets förbund, Huset")


def test_the_visit_pack_names_the_place_and_what_to_know(lite: Session) -> None:
    pack = VisitPack(ask_for="Onni", place="Toritie 1", bring="Läppäri")
    exchange = a_confirmed_exchange(lite, offer=a_host_offer(lite, to=a_running_round(lite), visit_pack=pack))

    wording = meetings._wording(exchange, Language.EN)

    assert (wording.location, wording.description) == (
        "Toritie 1, Regional Council of Keksilä, Keksilä",
        "Ask for: Onni\nBring along: Läppäri",
    )


def test_mentoring_is_online_behind_the_mentors_link(lite: Session) -> None:
    round_ = a_running_round(lite)
    exchange = a_confirmed_exchange(
        lite,
        application=a_placed_application(lite, to=round_, kind=Kind.MENTORING),
        offer=a_mentor_offer(lite, to=round_, online_link="https://meet.example.org/onni"),
    )

    wording = meetings._wording(exchange, Language.EN)

    assert (wording.location, wording.url) == ("Online", "https://meet.example.org/onni")
    assert wording.summary == "Mentoring: Aino Keksitty and Onni Keksitty"
