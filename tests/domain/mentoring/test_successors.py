"""A mentee whose mentor leaves: a successor by a day, with the goals if they agree, never the log."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import round_life
from domain.mentoring import goals, leaving, log, succession
from models import streams
from models.applications import Application
from models.asks import About, Ask
from models.exchanges import Exchange
from models.messages import Outcome, Standing
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState
from models.timeline import moment
from tests.builders import a_mentor_offer, a_person
from tests.builders_of_exchanges import some_sessions
from tests.domain.lived import a_confirmed_exchange, at, lane, loaded, told
from tests.domain.mentoring.paired import A_MINUTE, a_pair, by_phone, live, says

LEFT = at(date(2027, 3, 31), time(9))
FIND_BY = at(date(2027, 4, 21), time(16))
MEETS = moment(date(2027, 4, 27), time(13))


def an_orphan(db: Session) -> Exchange:
    """Aino after three sessions with Onni, with one goal open and something private in the log."""
    pair = a_pair(db)
    goals.add(db, pair, "Johtaa hanke", by=pair.guest, now=LEFT)
    log.write(db, pair, 1, "Vain meille.", by=pair.guest, now=LEFT)
    round_ = db.get_one(Round, pair.round_id)
    leaving.leave(db, pair.host, round_, since=LEFT, now=LEFT, behalf=by_phone(db, pair))
    return loaded(db, pair)


def a_successor(db: Session, orphan: Exchange) -> Exchange:
    """Mary has said yes, and so has Aino."""
    round_ = db.get_one(Round, orphan.round_id)
    offer = a_mentor_offer(db, to=round_, person=a_person(db, name="Mary Keksitty"))
    asks = db.get_one(Application, orphan.application_id)
    asks.state = ApplicationState.PLACED
    return a_confirmed_exchange(db, application=asks, offer=offer, appointments=some_sessions(MEETS))


def watch(db: Session, orphan: Exchange, now: datetime) -> Standing:
    return round_life.watch(db, db.get_one(Round, loaded(db, orphan).round_id), heard=1, now=now)


def test_a_successor_gets_the_goals_and_not_the_log(lite: Session) -> None:
    orphan = an_orphan(lite)
    says(lite, About.CARRY_GOALS, orphan.guest, "carry", now=LEFT + A_MINUTE)

    new = a_successor(lite, orphan)
    live(lite, new, LEFT + timedelta(days=2))

    new = loaded(lite, new)
    assert goals.still_open(lite, new) == ("Johtaa hanke",)
    assert log.read(lite, new, new.host) == []
    assert told(lite, lane(new))[-2:] == [("goals_carried", "Aino"), ("goals_carried", "Mary")]


def test_without_the_mentees_yes_nothing_is_carried(lite: Session) -> None:
    orphan = an_orphan(lite)

    new = a_successor(lite, orphan)
    live(lite, new, LEFT + timedelta(days=2))

    assert goals.of(lite, new) == []


def test_a_yes_after_the_successor_has_begun_carries_the_goals_then(lite: Session) -> None:
    orphan = an_orphan(lite)
    new = a_successor(lite, orphan)
    live(lite, new, LEFT + timedelta(days=2))

    says(lite, About.CARRY_GOALS, loaded(lite, new).guest, "carry", now=LEFT + timedelta(days=3))

    assert goals.still_open(lite, new) == ("Johtaa hanke",)


def test_a_successor_ends_the_looking(lite: Session) -> None:
    orphan = an_orphan(lite)
    round_ = lite.get_one(Round, orphan.round_id)
    before = succession.is_awaited(lite, round_)

    live(lite, a_successor(lite, orphan), LEFT + timedelta(days=2))

    assert (before, succession.is_awaited(lite, round_)) == (True, False)


def test_when_nobody_is_found_in_time_the_mentee_hears_of_it(lite: Session) -> None:
    orphan = an_orphan(lite)
    orphan.repaired = True
    lite.flush()

    waiting = watch(lite, orphan, FIND_BY - A_MINUTE)
    ended = watch(lite, orphan, FIND_BY)

    assert waiting.until == FIND_BY
    assert ended.outcome is Outcome.DONE
    assert told(lite, streams.of_round(orphan.round_id))[-1] == ("no_successor", "Aino")


def test_looking_again_makes_a_new_plan_under_the_same_promise(lite: Session) -> None:
    orphan = an_orphan(lite)
    orphan.repaired = True
    hr = lite.get_one(Person, lite.get_one(Round, orphan.round_id).owner_id)

    says(lite, About.SUCCESSOR, hr, "look_again", now=LEFT + timedelta(days=7))

    deadlines = lite.scalars(select(Ask.deadline).where(Ask.about == About.SUCCESSOR)).all()
    assert deadlines == [FIND_BY, FIND_BY]
    assert watch(lite, orphan, LEFT + timedelta(days=7)).outcome is Outcome.REPAIR
