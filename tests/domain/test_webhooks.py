"""Which addresses are told, for whom, how often; and the one order of all facts."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import integrations, news, webhooks
from domain.access.actors import Actor, Grant
from domain.events import record
from domain.refusals import Invalid, NotAllowed
from domain.webhooks import Wish
from models import streams
from models.facts import ApplicationSubmitted
from models.integrations import KeptAnswer, NewsNumber
from models.people import Person
from models.states import Role
from tests.builders import a_person, a_round, an_application

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def happens(db: Session) -> None:
    round_ = a_round(db)
    application = an_application(db, to=round_)
    fact = ApplicationSubmitted(application_id=application.id)
    record(db, fact, on=streams.of_round(round_.id), now=NOW)


def administrator(person: Person) -> Actor:
    return Actor(person.id, person.organisation_id, (Grant(Role.ADMINISTRATOR),))


@pytest.mark.parametrize(
    "address", ["http://example.org/", "https://a:b@example.org/", "ftp://x", "https://"]
)
def test_only_https_without_a_sign_in_is_taken(db: Session, address: str) -> None:
    maker = a_person(db)

    with pytest.raises(Invalid):
        webhooks.make(db, Wish("HR", address), by=maker, actor=administrator(maker), now=NOW)


def test_nobody_lets_others_hear_more_than_they_may(db: Session) -> None:
    maker = a_person(db)
    local = Actor(maker.id, maker.organisation_id, (Grant(Role.ADMINISTRATOR, maker.organisation_id),))

    with pytest.raises(NotAllowed):
        webhooks.make(db, Wish("HR", "https://example.org/"), by=maker, actor=local, now=NOW)


def test_an_ended_webhook_forgets_its_secret(db: Session) -> None:
    maker = a_person(db)
    made = webhooks.make(
        db, Wish("HR", "https://example.org/"), by=maker, actor=administrator(maker), now=NOW
    )

    webhooks.end(made, now=NOW)

    assert (made.secret, made.ended_at) == ("", NOW)


def test_pauses_double_up_to_an_hour() -> None:
    pauses = [webhooks.pause(attempts).total_seconds() for attempts in (1, 2, 3, 10, 11, 4_000)]

    assert pauses == [5, 10, 20, 2560, 3600, 3600]


def test_numbers_have_no_gaps_and_no_fact_has_two(db: Session) -> None:
    for _turn in range(3):
        happens(db)
    first = news.number(db)
    happens(db)

    second, third = news.number(db), news.number(db)

    assert (first, second, third) == (3, 1, 0)
    assert db.scalars(select(NewsNumber.number).order_by(NewsNumber.number)).all() == [1, 2, 3, 4]
    assert not news.has_more(db)


def test_what_programs_were_answered_is_forgotten_after_a_week(db: Session) -> None:
    maker = a_person(db)
    wish = integrations.Wish("HR", Role.HR)
    made, _token = integrations.make(db, wish, by=maker, actor=administrator(maker), now=NOW)
    for days in (6, 8):
        at = NOW - timedelta(days=days)
        answer = {"asked": "", "status": 200, "body": b"", "at": at}
        db.add(KeptAnswer(integration_id=made.id, key=f"{days}", **answer))
    db.flush()

    integrations.forget(db, now=NOW)

    assert db.scalars(select(KeptAnswer.key)).all() == ["6"]
