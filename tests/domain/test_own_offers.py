"""What a person offers on their own: single days beside weeks, where one meets, what calendars tell."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import meetings, named_days, own_offers, weeks_off
from domain.named_days import Named
from domain.own_offers import Said
from domain.refusals import Invalid
from models import streams
from models.languages import Language, _
from models.offers import Offer, TopicStrength
from models.people import Person
from models.rounds import Round
from models.states import Kind
from tests.builders import NOON, a_mentor_offer, a_person, a_round
from tests.domain.lived import a_confirmed_exchange, a_running_round, facts

SAID = Said(
    most=2,
    guests_per_day=1,
    unit="Kaava",
    topics=(TopicStrength(topic="planning"),),
    languages=(Language.FI,),
    slots=("tue 13:00",),
)
EASTER = Named(date(2027, 3, 25), date(2027, 3, 31))
ONE_WEEK = Named(date(2027, 4, 12), date(2027, 4, 16), can=True)


def offered(db: Session, kind: Kind = Kind.SHADOWING, **said: object) -> tuple[Round, Person, Offer]:
    round_, person = a_round(db), a_person(db)
    return round_, person, make(db, round_, person, kind, **said)


def make(db: Session, round_: Round, person: Person, kind: Kind, **said: object) -> Offer:
    wanted = Said(**{**vars(SAID), **said})
    return own_offers.make(db, round_, person, kind, wanted, now=NOON)


def named(db: Session, offer: Offer) -> list[Named]:
    return list(named_days.of(db, offer, db.get_one(Round, offer.round_id)).values())


def test_single_days_are_exactly_those_that_are_told(lite: Session) -> None:
    round_, person, offer = offered(lite, named={EASTER, ONE_WEEK})
    first = named(lite, offer)

    make(lite, round_, person, Kind.SHADOWING, named={ONE_WEEK}, without=off(lite, round_, "2027-W15"))
    second = named(lite, offer)
    make(lite, round_, person, Kind.SHADOWING, without=off(lite, round_, "2027-W15"))

    assert (first, second, named(lite, offer)) == ([EASTER, ONE_WEEK], [ONE_WEEK], [ONE_WEEK])


def off(db: Session, round_: Round, *kept: str) -> frozenset[str]:
    weeks = weeks_off.weeks(round_)
    return frozenset(weeks.keys() - set(kept))


def test_days_that_leave_nothing_are_refused(lite: Session) -> None:
    with pytest.raises(Invalid):
        offered(lite, named={Named(date(2027, 3, 1), date(2027, 5, 28))})


def test_a_host_never_meets_in_person_only(lite: Session) -> None:
    _round, _person, offer = offered(lite, in_person=True)

    assert offer.in_person is False


def test_what_a_caller_does_not_say_stays(lite: Session) -> None:
    link = "https://meet.example.org/onni"
    round_, person, offer = offered(lite, Kind.MENTORING, in_person=True, online_link=link)

    make(lite, round_, person, Kind.MENTORING, most=3)

    assert (offer.most, offer.in_person, offer.online_link) == (3, True, link)


def test_calendars_follow_when_a_mentor_meets_in_person(lite: Session) -> None:
    round_ = a_running_round(lite)
    mentor = a_person(lite)
    offer = a_mentor_offer(lite, to=round_, person=mentor)
    exchange = a_confirmed_exchange(lite, offer=offer, kind=Kind.MENTORING)
    before = meetings.particulars(exchange, Language.FI).place

    make(lite, round_, mentor, Kind.MENTORING, in_person=True)

    assert before == _("Online").into(Language.FI)
    assert meetings.particulars(exchange, Language.FI).place == "Keksilän liitto, Keksilä"
    assert facts(lite, streams.of_exchange(exchange.id)) == ["particulars_changed"]


def test_saving_the_same_again_tells_nobody(lite: Session) -> None:
    round_ = a_running_round(lite)
    mentor = a_person(lite)
    offer = a_mentor_offer(lite, to=round_, person=mentor)
    exchange = a_confirmed_exchange(lite, offer=offer, kind=Kind.MENTORING)

    make(lite, round_, mentor, Kind.MENTORING, in_person=False)

    assert facts(lite, streams.of_exchange(exchange.id)) == []
    assert lite.scalars(select(Offer)).one().most == 2
