"""What two do at the same moment on PostgreSQL: whoever waits acts on what the other has saved."""

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import applications, exchanges, illnesses, publishing, replies, schedules
from invites.meetings import Answer as Word
from models.applications import Application
from models.database import Database
from models.exchanges import Exchange
from models.invites import Reply
from models.mails import Mail
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, Reason, RoundState
from tests.builders import STAY, a_pairing, an_application
from tests.builders_of_exchanges import a_stay
from tests.domain.crossing import crossing
from tests.domain.lived import (
    LATER,
    SECOND_STAY,
    a_confirmed_exchange,
    a_proposed_exchange,
    facts,
    invited,
    lane,
    loaded,
)
from tests.domain.plans import NOW, a_planned_round, an_approved_plan
from workers.replying import Answering, Client, reply_mail

WITHDRAWN = ApplicationState.WITHDRAWN


def test_who_is_released_while_their_illness_is_being_saved_stays_released(
    postgresql_database: Database,
) -> None:
    with postgresql_database.change() as db:
        proposed = a_proposed_exchange(db)

    def falls_ill(db: Session) -> list[Exchange]:
        guest_id, (first, last) = proposed.guest_id, (STAY.first_day, STAY.last_day)
        return illnesses.fall_ill(db, proposed.round_id, guest_id, first=first, last=last, now=LATER)

    with crossing(postgresql_database) as other, postgresql_database.change() as db:
        silent = exchanges.load(db, proposed.id)
        illness = other.meanwhile(falls_ill)
        exchanges.release(db, silent, reason=Reason.NO_ANSWER, now=LATER)

    assert illness.result() == []
    with postgresql_database.look() as db:
        released = db.get_one(Exchange, proposed.id)
        assert (released.state, released.broken_at) == (ExchangeState.RELEASED, None)
        assert facts(db, lane(released)) == ["exchange_released"]


def a_no(db: Session, exchange: Exchange) -> bytes:
    """The guest declines the days that stand in the first invitation."""
    found = select(Mail).where(Mail.exchange_id == exchange.id, Mail.person_id == exchange.guest_id)
    mail = db.scalars(found.options(undefer(Mail.octets))).one()
    said = Answering(
        attendee=mail.recipient, answer=Word.DECLINED, stamp=LATER, message_id="no@mail.example.org"
    )
    return reply_mail(mail.octets, said, style=Client.OUTLOOK)


def test_an_answer_that_comes_while_the_days_move_is_judged_by_the_new_days(
    postgresql_database: Database,
) -> None:
    with postgresql_database.change() as db:
        exchange = invited(db, a_confirmed_exchange(db))
        octets = a_no(db, exchange)
        exchange.state, exchange.broken_at = ExchangeState.BROKEN, LATER

    with crossing(postgresql_database) as other, postgresql_database.change() as db:
        broken = exchanges.load(db, exchange.id)
        exchanges.move(db, broken, a_stay(SECOND_STAY), now=LATER)
        db.flush()
        answer = other.meanwhile(lambda db: replies.receive(db, octets, now=LATER))

    assert answer.result() == "old_version"
    with postgresql_database.change() as db:
        moved = loaded(db, exchange)
        assert (moved.state, moved.appointments[0].first_day) == (
            ExchangeState.CONFIRMED,
            SECOND_STAY.first_day,
        )
        assert db.scalars(select(Reply.outcome)).all() == ["old_version"]


def an_approved_pairing(db: Session) -> Application:
    pairing = a_pairing(db, schedule=an_approved_plan(db, of=a_planned_round(db)))
    return db.get_one(Application, pairing.application_id)


def publishes(db: Session, application: Application) -> None:
    round_ = db.get_one(Round, application.round_id)
    newest = schedules.newest(db, round_)
    assert newest is not None
    publishing.publish(db, round_, newest, now=NOW)


def withdraws(db: Session, application: Application) -> None:
    applications.withdraw(db, db.get_one(Application, application.id), now=NOW)


def outcome(db: Session, application: Application) -> tuple[ApplicationState, list[ExchangeState]]:
    """What became of the application, and of the exchanges that were begun for it."""
    begun = select(Exchange.state).where(Exchange.application_id == application.id)
    return db.get_one(Application, application.id).state, list(db.scalars(begun))


def test_who_withdraws_while_their_place_is_published_gives_it_back(postgresql_database: Database) -> None:
    with postgresql_database.change() as db:
        application = an_approved_pairing(db)

    with crossing(postgresql_database) as other, postgresql_database.change() as db:
        publishes(db, application)
        db.flush()
        leaving = other.meanwhile(lambda db: withdraws(db, application))

    leaving.result()
    with postgresql_database.look() as db:
        assert outcome(db, application) == (WITHDRAWN, [ExchangeState.RELEASED])
        assert facts(db, lane(db.scalars(select(Exchange)).one())) == [
            "exchange_proposed",
            "exchange_released",
        ]


def test_a_place_is_not_proposed_to_who_withdraws_while_it_is_published(
    postgresql_database: Database,
) -> None:
    with postgresql_database.change() as db:
        application = an_approved_pairing(db)

    with crossing(postgresql_database) as other, postgresql_database.change() as db:
        withdraws(db, application)
        db.flush()
        publishing_ = other.meanwhile(lambda db: publishes(db, application))

    publishing_.result()
    with postgresql_database.look() as db:
        assert outcome(db, application) == (WITHDRAWN, [])
        assert db.get_one(Round, application.round_id).state is RoundState.RUNNING


def test_who_withdraws_while_the_others_are_told_is_not_put_on_the_waiting_list(
    postgresql_database: Database,
) -> None:
    with postgresql_database.change() as db:
        unplaced = an_application(db, to=a_planned_round(db))
        an_approved_plan(db, of=db.get_one(Round, unplaced.round_id))

    with crossing(postgresql_database) as other, postgresql_database.change() as db:
        withdraws(db, unplaced)
        db.flush()
        publishing_ = other.meanwhile(lambda db: publishes(db, unplaced))

    publishing_.result()
    with postgresql_database.look() as db:
        assert outcome(db, unplaced) == (WITHDRAWN, [])
        assert db.scalars(select(Mail.kind)).all() == []


def test_who_withdraws_while_their_host_says_no_leaves_nobody_waiting_for_another(
    postgresql_database: Database,
) -> None:
    with postgresql_database.change() as db:
        exchange = a_proposed_exchange(db)

    with crossing(postgresql_database) as other, postgresql_database.change() as db:
        refused = exchanges.load(db, exchange.id)
        leaving = other.meanwhile(lambda db: withdraws(db, exchange.application))
        exchanges.release(db, refused, reason=Reason.HOST_DECLINED, now=LATER)

    leaving.result()
    with postgresql_database.look() as db:
        assert outcome(db, exchange.application) == (WITHDRAWN, [ExchangeState.RELEASED])
