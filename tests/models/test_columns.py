"""What goes into a column comes out of it, on SQLite and on PostgreSQL."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from models.events import Event, Stream
from models.facts import ExchangeBroken
from models.followups import FollowUp, Note
from models.offers import Offer, VisitPack
from models.rounds import Design, Round
from models.schedules import Block, FitReason, Pairing
from models.states import Half, Kind
from models.timeline import HELSINKI
from tests.builders import CLOSES, NOON, SESSIONS, a_host_offer, a_pairing, a_round, added, an_application
from tests.builders_of_exchanges import a_follow_up, an_exchange


def test_a_time_without_a_zone_is_refused(db: Session) -> None:
    with pytest.raises(StatementError, match="a stored time needs its zone"):
        a_round(db, closes_at=datetime.fromisoformat("2027-01-15T16:00"))


def test_a_helsinki_time_comes_back_as_the_same_moment_in_utc(db: Session) -> None:
    a_round(db, closes_at=datetime(2027, 1, 15, 16, 0, tzinfo=HELSINKI))

    read = db.scalars(select(Round.closes_at)).one()

    assert (read.isoformat(), CLOSES.isoformat()) == ("2027-01-15T14:00:00+00:00",) * 2


def test_times_are_compared_as_moments(db: Session) -> None:
    round_ = a_round(db)
    second = timedelta(seconds=1)

    for limit, expected in ((CLOSES - second, []), (CLOSES.astimezone(HELSINKI), [round_.id])):
        assert db.scalars(select(Round.id).where(Round.closes_at <= limit)).all() == expected


def test_records_come_back_as_they_were(db: Session) -> None:
    design = Design(objectives="Oppia toisilta", time="Kevät")
    round_ = a_round(db, design=design, follow_up_days=(0, 14))
    offer = a_host_offer(db, to=round_, visit_pack=VisitPack(place="Käsikatu 1"), prefers=(round_.id,))
    db.expunge_all()

    read, host = db.get_one(Round, round_.id), db.get_one(Offer, offer.id)

    assert (read.design, read.kinds, read.follow_up_days) == (
        design,
        (Kind.SHADOWING, Kind.MENTORING),
        (0, 14),
    )
    assert (host.visit_pack, host.prefers) == (VisitPack(place="Käsikatu 1"), (round_.id,))


def test_the_dates_of_a_pairing_come_back_as_they_were(db: Session) -> None:
    block = Block(first_day=date(2027, 3, 29), last_day=date(2027, 3, 30), last_half=Half.MORNING)
    reasons = (FitReason(code="topic", about="kaavoitus", points=25),)
    stay = a_pairing(db, blocks=(block,), reasons=reasons)
    series = a_pairing(db, application=an_application(db, kind=Kind.MENTORING))
    db.expunge_all()

    read = [db.get_one(Pairing, each.id) for each in (stay, series)]

    assert [(each.blocks, each.starts, each.reasons) for each in read] == [
        ((block,), (), reasons),
        ((), SESSIONS, ()),
    ]


def test_a_fact_comes_back_as_its_own_kind(db: Session) -> None:
    nobody = UUID(int=7)
    day = date(2027, 3, 8)
    fact = ExchangeBroken(exchange_id=nobody, person_id=nobody, first_day=day, last_day=day)
    added(db, Stream(id="exchange-7"))
    added(db, Event(stream_id="exchange-7", number=1, type=fact.type, fact=fact, at=NOON))
    db.expunge_all()

    assert db.scalars(select(Event.fact)).all() == [fact]


def test_an_absent_record_is_null_to_the_database(db: Session) -> None:
    exchange = an_exchange(db)
    a_follow_up(db, exchange=exchange, days_after=0, note=None)
    given = a_follow_up(db, exchange=exchange, days_after=30, note=Note(learnt="Kaava on yhteinen"))

    given.note = None
    db.flush()

    assert db.scalars(select(FollowUp.days_after).where(FollowUp.note.is_(None))).all() == [0, 30]


def test_states_are_readable_words(db: Session) -> None:
    a_round(db)

    assert db.execute(text("SELECT state, date_mode FROM rounds")).all() == [("open", "fixed")]
