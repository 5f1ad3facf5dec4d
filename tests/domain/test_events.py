from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.events import close_stream, open_stream, record
from models.base import new_id
from models.database import Database
from models.events import Event, Stream
from models.facts import ApplicationSubmitted, RoundOpened
from tests.builders import CLOSES, NOON

QUIET, RINGING = ApplicationSubmitted, RoundOpened


def test_facts_of_a_stream_are_numbered_one_after_the_other(db: Session) -> None:
    open_stream(db, "round-a")
    open_stream(db, "round-b")

    for stream in ("round-a", "round-b", "round-a"):
        record(db, QUIET(application_id=new_id()), on=stream, now=NOON)

    found = db.execute(select(Event.stream_id, Event.number).order_by(Event.stream_id, Event.number))
    assert [tuple(each) for each in found] == [("round-a", 1), ("round-a", 2), ("round-b", 1)]


def test_the_bell_stands_at_the_newest_fact_that_rings(db: Session) -> None:
    stream = open_stream(db, "round-a")

    record(db, RINGING(round_id=new_id()), on="round-a", now=NOON)
    record(db, QUIET(application_id=new_id()), on="round-a", now=NOON)

    assert (stream.last_number, stream.bell_number) == (2, 1)


def test_a_fact_is_read_back_as_it_was_written(db: Session) -> None:
    open_stream(db, "round-a")
    fact = RoundOpened(round_id=new_id())

    event = record(db, fact, on="round-a", now=NOON)

    db.expire_all()
    assert (event.fact, event.type, event.at) == (fact, "round_opened", NOON)


def test_a_stream_that_was_closed_keeps_its_first_end(db: Session) -> None:
    stream = open_stream(db, "round-a")

    close_stream(db, "round-a", now=NOON)
    close_stream(db, "round-a", now=CLOSES)

    assert stream.closed_at == NOON


def test_facts_that_are_recorded_at_once_have_different_numbers(database: Database) -> None:
    with database.change() as db:
        open_stream(db, "round-a")

    def write(_turn: int) -> None:
        with database.change() as db:
            record(db, RINGING(round_id=new_id()), on="round-a", now=NOON)

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(12)))

    with database.look() as db:
        assert db.scalars(select(Event.number).order_by(Event.number)).all() == list(range(1, 13))
        assert db.scalars(select(Stream.bell_number)).one() == 12
