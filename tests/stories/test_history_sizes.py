"""How long the histories of real lives grow: each event costs the server a write, and a replay its time."""

from collections import Counter

import pytest
from sqlalchemy import select

from models import streams
from models.database import Database
from models.exchanges import Appointment, Exchange
from models.states import Kind
from tests.stories.company import AINO, FIRST, MARY, ONNI, STINA, Company, at
from tests.stories.theatre import Theatre

OF_A_STAY = 100  # from the question to both until the last note
OF_A_SESSION = 25


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """One is enough: the database makes no difference to histories."""
    return sqlite_database


async def test_smooth_exchanges_keep_their_histories_short(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    people.mentors(MARY)
    await people.apply(AINO)
    people.applies(STINA, kind=Kind.MENTORING)
    people.endorses(STINA)
    await play.until(at(2027, 1, 18))
    people.approves()
    await play.until(at(2027, 1, 19))
    people.agree((AINO, ONNI), (STINA, MARY))
    await play.until(at(2027, 3, 15))
    people.writes_notes(AINO, ONNI)
    await play.to_the_end()

    stay, mentoring = [await events(play, kind) for kind in (Kind.SHADOWING, Kind.MENTORING)]

    assert stay <= OF_A_STAY
    assert mentoring <= OF_A_STAY + OF_A_SESSION * sessions(play)


async def events(play: Theatre, kind: Kind) -> int:
    """As on the wall's clock, where a moment is a timer (two events) instead of a signal."""
    with play.database.look() as db:
        exchange_id = db.scalars(select(Exchange.id).where(Exchange.kind == kind)).one()
    handle = play.client.get_workflow_handle(streams.of_exchange(exchange_id))
    history = await handle.fetch_history()
    named = Counter(each.workflow_execution_signaled_event_attributes.signal_name for each in history.events)
    return len(history.events) + named["tell_time"]


def sessions(play: Theatre) -> int:
    with play.database.look() as db:
        return len(db.scalars(select(Appointment.id).where(Appointment.starts_at.is_not(None))).all())
