"""Digests on PostgreSQL beside verbs that write to the same round: neither waits for the other for ever."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import digests
from models.database import Database
from models.events import Stream
from models.mails import Mail
from models.people import Person
from models.streams import of_round
from tests.builders_of_exchanges import a_mail
from tests.domain.crossing import crossing
from tests.domain.lived import LATER, a_confirmed_exchange


def compose(db: Session) -> None:
    digests.compose(db, now=LATER)


def test_a_digest_and_a_verb_that_hurries_its_items_do_not_wait_for_each_other(
    postgresql_database: Database,
) -> None:
    with postgresql_database.change() as db:
        exchange = a_confirmed_exchange(db)
        guest = db.get_one(Person, exchange.guest_id)
        waiting = {"held_until": LATER - timedelta(hours=1), "waits_for_digest": True}
        items = [a_mail(db, about=exchange, to=guest, **waiting).id for _turn in range(3)]

    with crossing(postgresql_database) as other, postgresql_database.change() as db:
        db.get_one(Stream, of_round(exchange.round_id), with_for_update=True)
        composed = other.meanwhile(compose)
        db.get_one(Mail, items[0]).waits_for_digest = False
        db.flush()

    composed.result()
    with postgresql_database.look() as db:
        states = {each.id: each.state for each in db.scalars(select(Mail))}
        kinds = [each.kind for each in db.scalars(select(Mail).order_by(Mail.number))]
    assert [states[each].value for each in items] == ["queued", "carried", "carried"]
    assert kinds.count("digest") == 1
