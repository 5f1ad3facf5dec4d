"""After the visit: notes, the supervisor's review, a seminar at home, and meeting again outside of rounds."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges
from domain.afterwards import choosing, contacts, reviews, visits
from domain.asks import asking
from domain.refusals import Conflict, Invalid
from models import streams
from models.asks import Ask, AskState, Filled, Reply
from models.events import Stream
from models.exchanges import Exchange
from models.messages import Outcome, Standing
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import Answer, AskedAfter, ExchangeState, RoundState, WorkshopState
from models.workshop_states import Audience, WorkshopKind
from models.workshops import Workshop
from tests.builders import STAY, a_person
from tests.domain.lived import a_confirmed_exchange, at, facts, lane, loaded, told

LAST_DAY = STAY.last_day  # Wednesday 10 March 2027
HELD = at(LAST_DAY, time(16))
EVERYTHING = tuple(AskedAfter)


class After:
    """A stay that is over, in a round that asks about it; `at` moves the clock."""

    def __init__(self, db: Session, *, asks: tuple[AskedAfter, ...] = EVERYTHING) -> None:
        self.db = db
        exchange = a_confirmed_exchange(db)
        round_ = db.get_one(Round, exchange.round_id)
        round_.asks_after, round_.follow_up_days = asks, ()
        exchange.guest.supervisor_id = a_person(db, name="Eero Keksitty").id
        self.exchange = loaded(db, exchange)
        exchanges.hold(db, self.exchange, now=HELD)

    def at(self, now: datetime) -> Standing:
        standing = exchange_life.follow_up(self.db, loaded(self.db, self.exchange), heard=0, now=now)
        self.db.flush()
        return standing

    def through(self, until: datetime) -> Standing:
        standing = self.at(HELD)
        while standing.until and standing.until <= until:
            standing = self.at(standing.until)
        return standing

    def says(self, who: str, word: str, *, now: datetime, **filled: str) -> None:
        """Whoever has this first name answers the newest question."""
        open_ = select(Ask).where(Ask.state == AskState.OPEN).order_by(Ask.asked_at.desc())
        whose = {"Aino": self.exchange.guest_id, "Onni": self.exchange.host_id}.get(
            who, self.exchange.guest.supervisor_id
        )
        ask = next(each for each in self.db.scalars(open_) if each.whose_id == whose)
        fields = tuple(Filled(name=name, value=value) for name, value in filled.items())
        asking.answer(self.db, ask, Reply(word=word, filled=fields), now=now)


def test_each_is_asked_on_its_day_and_reminded_once(lite: Session) -> None:
    after = After(lite)

    standing = after.through(at(date(2027, 12, 31)))

    assert standing == Standing(outcome=Outcome.DONE)
    heard, first = told(lite, lane(after.exchange)), [
        ("keep_in_touch", "Aino"), ("keep_in_touch", "Onni"), ("review_asked", "Eero"),
    ]  # fmt: skip
    assert [sorted(heard[:3]), sorted(heard[3:6])] == [first, first]
    assert heard[6:] == [
        ("seminar_offered", "Aino"), ("seminar_offered", "Aino"),
        ("visit_offered", "Aino"), ("visit_offered", "Aino"),
    ]  # fmt: skip


def test_a_round_that_asks_nothing_more_is_done_at_once(lite: Session) -> None:
    after = After(lite, asks=())

    assert after.at(HELD) == Standing(outcome=Outcome.DONE)


def test_the_supervisor_says_what_came_of_it(lite: Session) -> None:
    after = After(lite)
    after.through(at(date(2027, 3, 24)))

    said = {"outcome": "Uusi tapa", "next": "Kokeillaan", "worth": "4"}
    after.says("Eero", "reviewed", now=at(date(2027, 3, 25)), **said)

    review = reviews.of_exchange(lite, after.exchange.id)
    assert review is not None
    assert (review.outcome, review.next_steps, review.worth) == ("Uusi tapa", "Kokeillaan", 4)
    assert facts(lite, lane(after.exchange))[-1] == "ask_answered"


def test_an_empty_review_is_refused(lite: Session) -> None:
    after = After(lite)
    after.through(at(date(2027, 3, 24)))

    with pytest.raises(Invalid):
        after.says("Eero", "reviewed", now=at(date(2027, 3, 25)))


def test_who_may_be_named_later_is_who_has_said_yes_and_not_taken_it_back(lite: Session) -> None:
    after = After(lite)
    after.through(at(date(2027, 3, 24)))

    after.says("Aino", "yes", now=at(date(2027, 3, 25)))
    after.says("Onni", "no", now=at(date(2027, 3, 25)))
    said = contacts.of_exchange(lite, after.exchange.id)
    contacts.take_back(lite, after.exchange.id, after.exchange.guest)

    assert said == [after.exchange.guest]
    assert contacts.of_exchange(lite, after.exchange.id) == []


def test_one_click_drafts_a_seminar_at_home(lite: Session) -> None:
    after = After(lite)
    after.through(at(date(2027, 4, 12)))

    after.says("Aino", "draft", now=at(date(2027, 4, 13)))

    workshop = lite.scalars(select(Workshop)).one()
    assert (workshop.kind, workshop.state, workshop.audience) == (
        WorkshopKind.DISSEMINATION,
        WorkshopState.DRAFT,
        Audience.ORGANISATION,
    )
    assert (workshop.organiser_id, workshop.exchange_id) == (after.exchange.guest_id, after.exchange.id)
    assert workshop.starts_at == at(date(2027, 5, 11), time(9))
    assert told(lite, lane(after.exchange))[-1] == ("seminar_drafted", "Helmi")


def test_with_a_day_colleagues_are_invited_too(lite: Session) -> None:
    after = After(lite)
    after.through(at(date(2027, 4, 12)))

    after.says("Aino", "announce", day="2027-05-20", title="Mitä opin", now=at(date(2027, 4, 13)))

    workshop = lite.scalars(select(Workshop)).one()
    assert (workshop.state, workshop.title.fi) == (WorkshopState.PLANNED, "Mitä opin")
    assert facts(lite, streams.of_workshop(workshop.id)) == ["workshop_planned"]
    assert lite.get_one(Round, workshop.round_id).is_standing


def test_a_day_that_is_too_near_is_refused(lite: Session) -> None:
    after = After(lite)
    after.through(at(date(2027, 4, 12)))

    with pytest.raises(Invalid):
        after.says("Aino", "announce", day="14.4.2027", now=at(date(2027, 4, 13)))


def test_meeting_again_asks_both_and_goes_the_usual_way(lite: Session) -> None:
    after = After(lite)
    after.through(at(date(2027, 8, 9)))

    after.says("Aino", "yes", first="2027-09-07", days="2", now=at(date(2027, 8, 10)))

    found = select(Exchange.id).where(Exchange.id != after.exchange.id)
    made = exchanges.load(lite, lite.scalars(found).one())
    exchange_life.confirm(lite, made, heard=1, now=at(date(2027, 8, 10)))
    for each in (made.guest_id, made.host_id):
        exchanges.answer(lite, made, each, Answer.ACCEPTED, now=at(date(2027, 8, 11)))
    exchange_life.accompany(lite, made, heard=1, now=at(date(2027, 8, 11)))
    assert [(each.first_day, each.last_day) for each in made.appointments] == [
        (date(2027, 9, 7), date(2027, 9, 8))
    ]
    assert facts(lite, lane(made)) == [
        "exchange_proposed", "proposal_answered", "proposal_answered", "exchange_confirmed",
    ]  # fmt: skip
    assert told(lite, lane(made)) == [
        ("ask_guest", "Aino"), ("ask_host", "Onni"), ("invitation", "Aino"), ("invitation", "Onni"),
    ]  # fmt: skip


def test_the_standing_round_wakes_no_workflow(lite: Session) -> None:
    after = After(lite)

    made = visits.again(lite, loaded(lite, after.exchange), date(2027, 9, 7), days=2, now=HELD)

    round_ = lite.get_one(Round, made.round_id)
    stream = lite.get_one(Stream, streams.of_round(round_.id))
    assert (round_.state, round_.is_standing, round_.last_day) == (
        RoundState.RUNNING,
        True,
        date(2027, 9, 8),
    )
    assert stream.closed_at is not None


def test_a_visit_past_the_matching_hangs_on_no_plan(lite: Session) -> None:
    after = After(lite)

    made = visits.again(lite, loaded(lite, after.exchange), date(2027, 9, 7), days=2, now=HELD)

    plans = lite.scalars(select(Schedule).where(Schedule.round_id == made.round_id)).all()
    assert (made.schedule_id, plans) == (None, [])


def test_the_same_two_may_meet_a_third_time(lite: Session) -> None:
    after = After(lite)
    first = visits.again(lite, loaded(lite, after.exchange), date(2027, 9, 7), days=2, now=HELD)

    second = visits.again(lite, loaded(lite, after.exchange), date(2027, 10, 5), days=1, now=HELD)

    assert first.round_id != second.round_id
    assert {first.state, second.state} == {ExchangeState.PROPOSED}


def test_nobody_is_at_two_places_on_one_day(lite: Session) -> None:
    after = After(lite)
    visits.again(lite, loaded(lite, after.exchange), date(2027, 9, 7), days=2, now=HELD)

    with pytest.raises(Conflict):
        visits.again(lite, loaded(lite, after.exchange), date(2027, 9, 8), days=1, now=HELD)


def test_what_has_not_taken_place_is_not_followed_by_another(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    with pytest.raises(Conflict):
        visits.again(lite, exchange, date(2027, 9, 7), days=2, now=HELD)


def test_what_is_over_already_follows_when_hr_chooses_more(lite: Session) -> None:
    after = After(lite, asks=())
    round_ = lite.get_one(Round, after.exchange.round_id)
    owner = lite.get_one(Person, round_.owner_id)

    choosing.choose(lite, round_, (AskedAfter.SEMINAR,), by=owner, now=HELD)

    assert facts(lite, lane(after.exchange))[-1] == "asked_after_chosen"
    assert after.at(HELD).until == at(date(2027, 4, 9), time(9))
