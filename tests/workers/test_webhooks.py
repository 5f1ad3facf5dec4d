"""Other programs are told what happened: a real receiver judges, refuses, is killed and comes back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update

from domain import webhooks
from domain.access.actors import Actor, Grant
from domain.events import record
from domain.refusals import Invalid
from domain.webhooks import PATIENCE, Wish
from models import streams
from models.clock import WallClock
from models.database import Database
from models.facts import ApplicationSubmitted, ApplicationWithdrawn
from models.integrations import Webhook
from models.mails import Mail
from models.rehearsals import Rehearsal
from models.rounds import Round
from models.states import Role
from tests.builders import a_person, a_round, an_application, an_organisation
from tests.workers.calendar_server import a_fetcher
from tests.workers.receiver import Receiver
from workers.fetching import for_the_world
from workers.office import Office
from workers.webhooks import Webhooks

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    receiver = Receiver(tmp_path)
    yield receiver
    receiver.is_killed()


def a_webhook(database: Database, receiver: Receiver, **said: object) -> Webhook:
    with database.change() as db:
        maker = a_person(db, name="Helena Keksitty")
        everywhere = Actor(maker.id, maker.organisation_id, (Grant(Role.ADMINISTRATOR),))
        wish = Wish(**{"name": "HR", "address": receiver.address} | said)  # type: ignore[arg-type]
        return webhooks.make(db, wish, by=maker, actor=everywhere, now=NOW)


def happens(
    database: Database,
    fact: type[ApplicationSubmitted] | type[ApplicationWithdrawn] = ApplicationSubmitted,
    *,
    to: UUID | None = None,
) -> UUID:
    """One fact of an application; which one."""
    with database.change() as db:
        round_ = db.get_one(Round, to) if to else a_round(db)
        application = an_application(db, to=round_)
        fact_ = fact(application_id=application.id)
        record(db, fact_, on=streams.of_round(round_.id), now=NOW)
        return application.id


def telling(database: Database) -> Webhooks:
    return Webhooks(Office(database, WallClock()), a_fetcher())


def its_time_comes(database: Database, webhook: Webhook) -> None:
    with database.change() as db:
        db.execute(update(Webhook).where(Webhook.id == webhook.id).values(next_try_at=None))


def stored(database: Database, webhook: Webhook) -> Webhook:
    with database.look() as db:
        return db.get_one(Webhook, webhook.id)


def test_facts_are_told_in_their_order_signed_and_with_ids_only(
    database: Database, receiver: Receiver
) -> None:
    webhook = a_webhook(database, receiver)
    receiver.starts(webhook.secret)
    applications = [happens(database) for _turn in range(3)]

    taken = telling(database).carry()

    assert taken == 3
    assert receiver.numbers == [1, 2, 3]
    bodies = [body for _id, body in receiver.taken]
    assert {f"{each['ids']}" for each in bodies} == {
        f"{ {'application_id': str(each)} }" for each in applications
    }
    assert set(bodies[0]) == {"id", "webhook", "number", "type", "at", "round_id", "ids"}
    assert [each for each, _body in receiver.taken] == [body["id"] for body in bodies]


def test_a_signature_of_another_secret_is_not_taken(database: Database, receiver: Receiver) -> None:
    webhook = a_webhook(database, receiver)
    receiver.starts("another")
    happens(database)

    telling(database).carry()

    told = stored(database, webhook)
    assert (receiver.taken, told.trouble, told.attempts) == ([], "http 401", 1)


def test_what_was_refused_is_told_again_before_what_follows(database: Database, receiver: Receiver) -> None:
    webhook = a_webhook(database, receiver)
    receiver.starts(webhook.secret, 200, 500)
    for _turn in range(3):
        happens(database)
    worker = telling(database)

    worker.carry()
    before, trouble = receiver.numbers, stored(database, webhook).trouble
    worker.carry()  # its time has not come
    meanwhile = receiver.numbers
    its_time_comes(database, webhook)
    worker.carry()

    assert (before, trouble, meanwhile) == ([1], "http 500", [1])
    assert receiver.numbers == [1, 2, 3]
    assert stored(database, webhook).trouble is None


def test_a_receiver_that_is_killed_gets_everything_when_it_comes_back(
    database: Database, receiver: Receiver
) -> None:
    webhook = a_webhook(database, receiver)
    receiver.starts(webhook.secret)
    happens(database)
    worker = telling(database)
    worker.carry()
    receiver.is_killed()
    happens(database)
    worker.carry()
    trouble = stored(database, webhook).trouble

    receiver.starts(webhook.secret)
    its_time_comes(database, webhook)
    worker.carry()

    assert (trouble, receiver.numbers) == ("unreachable", [1, 2])


def test_a_worker_that_dies_before_it_could_note_it_tells_the_same_again(
    database: Database, receiver: Receiver
) -> None:
    webhook = a_webhook(database, receiver)
    receiver.starts(webhook.secret)
    happens(database)
    telling(database).carry()
    with database.change() as db:
        db.get_one(Webhook, webhook.id).told = 0

    telling(database).carry()

    [first, again] = receiver.taken
    assert first == again


def test_a_lease_keeps_others_away_until_it_ends(database: Database, receiver: Receiver) -> None:
    webhook = a_webhook(database, receiver)
    receiver.starts(webhook.secret)
    happens(database)
    with database.change() as db:
        db.get_one(Webhook, webhook.id).leased_until = datetime.now(UTC) + timedelta(minutes=1)
    during = telling(database).carry()
    with database.change() as db:
        db.get_one(Webhook, webhook.id).leased_until = datetime.now(UTC) - timedelta(minutes=1)

    assert (during, telling(database).carry()) == (0, 1)


def test_only_facts_that_are_wanted_are_told(database: Database, receiver: Receiver) -> None:
    with database.change() as db:
        ours = an_organisation(db, code="ours")
        round_id = a_round(db, organisation_id=ours.id).id
    webhook = a_webhook(database, receiver, types=("application_withdrawn",), organisation_id=ours.id)
    receiver.starts(webhook.secret)
    happens(database, to=round_id)
    happens(database, ApplicationWithdrawn)
    wanted = happens(database, ApplicationWithdrawn, to=round_id)
    happens(database, to=round_id)
    worker = telling(database)

    worker.carry()
    worker.carry()

    assert [body["ids"] for _id, body in receiver.taken] == [{"application_id": str(wanted)}]
    assert stored(database, webhook).told == 4  # those for others have been passed over


def test_after_days_of_failure_it_rests_and_its_maker_is_told_once(
    database: Database, receiver: Receiver
) -> None:
    webhook = a_webhook(database, receiver)
    happens(database)
    worker = telling(database)
    worker.carry()
    with database.change() as db:
        db.get_one(Webhook, webhook.id).failing_since = datetime.now(UTC) - PATIENCE
    for _turn in range(2):
        its_time_comes(database, webhook)
        worker.carry()

    told = stored(database, webhook)
    assert (told.paused_at is not None, told.attempts) == (True, 2)
    with database.look() as db:
        [mail] = db.scalars(select(Mail).where(Mail.kind == "webhook_paused"))
        assert mail.person_id == told.made_by_id


def test_it_goes_on_where_it_stopped_and_tells_again_what_is_asked_for(
    database: Database, receiver: Receiver
) -> None:
    webhook = a_webhook(database, receiver)
    receiver.starts(webhook.secret)
    for _turn in range(3):
        happens(database)
    worker = telling(database)
    worker.carry()

    with database.change() as db:
        webhooks.replay(db.get_one(Webhook, webhook.id), 1)
    worker.carry()

    assert receiver.numbers == [1, 2, 3, 2, 3]
    with database.change() as db, pytest.raises(Invalid):
        webhooks.replay(db.get_one(Webhook, webhook.id), 4)


def test_a_webhook_hears_nothing_of_what_was_before_it(database: Database, receiver: Receiver) -> None:
    happens(database)
    telling(database).carry()
    webhook = a_webhook(database, receiver)
    receiver.starts(webhook.secret)
    happens(database)

    telling(database).carry()

    assert receiver.numbers == [2]


def test_a_rehearsal_tells_nobody(database: Database, receiver: Receiver) -> None:
    webhook = a_webhook(database, receiver)
    receiver.starts(webhook.secret)
    with database.change() as db:
        db.add(Rehearsal(id=1, seed=1, now=NOW))
    happens(database)

    assert telling(database).carry() == 0
    assert receiver.taken == []


def test_in_earnest_no_address_of_our_own_house_is_told(database: Database, receiver: Receiver) -> None:
    inside = a_webhook(database, receiver, address=f"https://127.0.0.1:{receiver.port}/")
    happens(database)

    Webhooks(Office(database, WallClock()), for_the_world()).carry()

    assert stored(database, inside).trouble == "forbidden"
