"""How often somebody may try."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import limits
from domain.access.limits import Limit
from models.access import RateCount
from models.database import Database

NOW = datetime(2027, 3, 16, 7, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
THREE = Limit("links", 3, MINUTE)


def waits(db: Session, who: str, *, at: datetime = NOW) -> datetime | None:
    return limits.wait_until(db, THREE, who, now=at)


def test_the_fourth_try_in_a_minute_waits_for_its_end(db: Session) -> None:
    said = [waits(db, "a", at=NOW + timedelta(seconds=second)) for second in (0, 1, 2, 3)]

    assert said == [None, None, None, NOW + MINUTE]
    assert waits(db, "a", at=NOW + MINUTE) is None


def test_each_is_counted_alone(db: Session) -> None:
    for _each in range(4):
        waits(db, "a")

    assert waits(db, "b") is None


def test_tries_at_the_same_time_are_all_counted(database: Database) -> None:
    def attempt(_number: int) -> bool:
        with database.change() as db:
            return waits(db, "a") is None

    with ThreadPoolExecutor(8) as threads:
        went = list(threads.map(attempt, range(16)))

    assert sorted(went) == [False] * 13 + [True] * 3


def test_no_address_stands_in_a_row_and_old_rows_are_forgotten(db: Session) -> None:
    waits(db, "aino@example.org")
    keys = db.scalars(select(RateCount.key)).all()

    limits.forget(db, before=NOW + MINUTE)

    assert [each for each in keys if "aino" in each] == []
    assert db.scalars(select(RateCount)).all() == []
