"""A person who is forgotten: what happened stays, and no row says any more who it was."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, undefer

from domain import aliases, audit, exchanges, forgetting_wishes, invitations
from domain.audit import Act, Doer
from domain.erasing.erase import NOBODY, erase
from domain.refusals import Conflict
from models.applications import Application
from models.base import Base
from models.exchanges import Exchange
from models.followups import FollowUp, Note
from models.forgetting import ForgettingWish
from models.languages import Language
from models.mails import Mail
from models.offers import Offer
from models.people import Person
from models.schedules import Schedule
from models.states import ApplicationState, EndorsementState, ExchangeState, MailState, Role
from solver.check import check
from solver.problem import Problem
from solver.solution import Solution
from tests.builders import (
    a_host_offer,
    a_person,
    a_round,
    a_schedule,
    an_application,
    an_appointee,
    an_endorsement,
)
from tests.builders_of_exchanges import a_follow_up
from tests.domain.lived import LATER, YES, a_confirmed_exchange, a_running_round, loaded
from tests.domain.solved import problem_of, solved

NAME, ADDRESS, OTHER = "Aino Erityinen", "aino.erityinen@example.org", "a.e@koti.example.org"
SECRET = "kätketty sana"
CANARIES = (NAME, ADDRESS, OTHER, SECRET)


def written(db: Session) -> Iterator[tuple[str, str]]:
    """Every word of every table, mails as their readers read them."""
    for mapper in Base.registry.mappers:
        for row in db.scalars(select(mapper.class_).options(undefer("*"))):
            for column in inspect(type(row)).column_attrs:
                value = getattr(row, column.key)
                for text in _texts(value) if isinstance(value, bytes) else (repr(value),):
                    yield f"{mapper.class_.__tablename__}.{column.key}", text


def _texts(octets: bytes) -> Iterator[str]:
    message = message_from_bytes(octets, policy=default)
    yield str(message.items())
    yield from (str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text")


def named_in(db: Session) -> set[str]:
    db.flush()
    db.expire_all()
    return {where for where, text in written(db) for word in CANARIES if word.casefold() in text.casefold()}


def aino_after_her_visit(db: Session) -> Exchange:
    """Planned by the solver, invited by mail, held, and answered for."""
    round_ = a_running_round(db)
    aino = a_person(db, name=NAME, email=ADDRESS, title=SECRET)
    aliases.add(db, aino, OTHER)
    application = an_application(
        db, to=round_, person=aino, state=ApplicationState.SUBMITTED, aims=SECRET, recorded_why=SECRET
    )
    an_endorsement(db, application=application, state=EndorsementState.GIVEN, reason=SECRET)
    offer = a_host_offer(db, to=round_)
    told = problem_of(db, round_)
    plan = solved(told)
    a_schedule(
        db,
        of=round_,
        problem=told.model_dump_json(),
        solution=plan.model_dump_json(),
        problem_hash=plan.input_sha256,
    )
    application = db.get_one(Application, application.id)
    application.state = ApplicationState.PLACED
    exchange = a_confirmed_exchange(db, application=application, offer=db.get_one(Offer, offer.id))
    invitations.follow(db, exchange, now=YES)
    exchange.state = ExchangeState.HELD
    note = Note(learnt=SECRET, tried=SECRET, useful=4)
    a_follow_up(db, exchange=exchange, note=note)
    audit.write(
        db, Act("application.noted", "application", application.id, reason=SECRET), by=Doer(None), now=YES
    )
    return exchange


def erased(db: Session, exchange: Exchange) -> Person:
    for mail in db.scalars(select(Mail)):
        mail.state = MailState.SENT
    person = db.get_one(Person, exchange.guest_id)
    erase(db, person, by=a_person(db, email="helmi@example.org"), now=LATER)
    return person


def test_no_row_of_any_table_says_who_it_was(db: Session) -> None:
    exchange = aino_after_her_visit(db)
    before = named_in(db)

    erased(db, exchange)

    assert {"people.name", "mails.octets", "invites.meeting", "schedules.problem", "aliases.email"} <= before
    assert {"applications.aims", "endorsements.reason", "follow_ups.note", "audit_reasons.words"} <= before
    assert named_in(db) == set()


def test_that_there_was_an_exchange_and_how_useful_it_was_stay(db: Session) -> None:
    exchange = aino_after_her_visit(db)

    person = erased(db, exchange)

    note = db.scalars(select(FollowUp)).one().note
    assert (person.name, person.forgotten_at) == (NOBODY, LATER)
    assert db.get_one(Exchange, exchange.id).state is ExchangeState.HELD
    assert note == Note(useful=4)


def test_the_plan_is_still_checked_against_its_problem(db: Session) -> None:
    exchange = aino_after_her_visit(db)

    erased(db, exchange)

    whole = undefer(Schedule.problem), undefer(Schedule.solution)
    plan = db.scalars(select(Schedule).where(Schedule.problem != "{}").options(*whole)).first()
    assert plan is not None
    problem, solution = Problem.model_validate_json(plan.problem), Solution.model_validate_json(plan.solution)
    assert (solution.input_sha256, list(check(problem, solution))) == (plan.problem_hash, [])


def test_who_is_forgotten_gets_no_mail_any_more(db: Session) -> None:
    exchange = aino_after_her_visit(db)
    aino = erased(db, exchange)
    before = len(db.scalars(select(Mail)).all())

    exchanges.ask(db, loaded(db, exchange), (aino,), now=LATER)

    assert len(db.scalars(select(Mail)).all()) == before


def test_the_wish_is_answered_with_it(db: Session) -> None:
    exchange = aino_after_her_visit(db)
    forgetting_wishes.ask(db, db.get_one(Person, exchange.guest_id), now=YES)

    erased(db, exchange)

    assert db.scalars(select(ForgettingWish.answered_at)).all() == [LATER]


def test_forgetting_twice_is_forgetting_once(db: Session) -> None:
    aino = erased(db, aino_after_her_visit(db))

    erase(db, aino, by=a_person(db), now=LATER + timedelta(days=1))

    assert aino.forgotten_at == LATER


def holds_a_role(db: Session, aino: Person) -> None:
    an_appointee(db, person=aino, role=Role.COORDINATOR)


def steers(db: Session, aino: Person) -> None:
    a_round(db, owner=aino)


def travels(db: Session, aino: Person) -> None:
    round_ = a_running_round(db)
    asked = an_application(db, to=round_, person=aino, state=ApplicationState.PLACED)
    a_confirmed_exchange(db, application=asked)


def asks(db: Session, aino: Person) -> None:
    an_application(db, to=a_round(db), person=aino)


def offers(db: Session, aino: Person) -> None:
    a_host_offer(db, to=a_round(db), person=aino)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (holds_a_role, "Aino Erityinen has a role: take it away first."),
        (steers, "Aino Erityinen steers a living round: give it to somebody else first."),
        (travels, "Aino Erityinen has an exchange ahead: cancel it first."),
        (asks, "Aino Erityinen has an application in a living round: withdraw it first."),
        (offers, "Aino Erityinen has an offer in a living round: take it back first."),
    ],
)
def test_nobody_is_forgotten_on_whom_others_count(
    db: Session, ahead: Callable[[Session, Person], None], said: str
) -> None:
    aino = a_person(db, name=NAME, email=ADDRESS)
    ahead(db, aino)

    with pytest.raises(Conflict) as refused:
        erase(db, aino, by=aino, now=LATER)

    assert (refused.value.words.into(Language.EN), aino.name) == (said, NAME)
