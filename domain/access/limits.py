"""How often somebody may try: counted in rows of their own, so that every process counts together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, literal, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from domain.access.sessions import hashed
from models.access import RateCount
from models.base import UtcTime


@dataclass(frozen=True)
class Limit:
    """So many tries within a stretch of time, which begins with the first of them."""

    what: str
    most: int
    within: timedelta


A_LINK_EACH_MINUTE = Limit("link-minute", 3, timedelta(minutes=1))  # asked for one address
A_LINK_EACH_DAY = Limit("link-day", 20, timedelta(days=1))
LINKS_OF_A_NETWORK = Limit("links", 60, timedelta(minutes=1))  # a whole house may share one address
TRIES_OF_A_NETWORK = Limit("tries", 60, timedelta(minutes=1))  # codes and links


def wait_until(db: Session, limit: Limit, who: str, *, now: datetime) -> datetime | None:
    """Count one more try; if it is one too many, when the stretch ends."""
    key = f"{limit.what}:{hashed(who)}"
    counted = _one_more(db, key, limit, now=now)
    if counted is None:
        _begin(db, RateCount(key=key, number=0, ends_at=now))
        counted = _one_more(db, key, limit, now=now)
    if counted is None:
        raise LookupError(key)
    number, ends_at = counted
    return ends_at if number > limit.most else None


def _one_more(db: Session, key: str, limit: Limit, *, now: datetime) -> tuple[int, datetime] | None:
    is_over = RateCount.ends_at <= now
    anew = literal(now + limit.within, UtcTime())
    count = (
        update(RateCount)
        .where(RateCount.key == key)
        .values(
            number=case((is_over, 1), else_=RateCount.number + 1),
            ends_at=case((is_over, anew), else_=RateCount.ends_at),
        )
        .returning(RateCount.number, RateCount.ends_at)
        .execution_options(synchronize_session=False)
    )
    found = db.execute(count).one_or_none()
    return None if found is None else (found[0], found[1])


def _begin(db: Session, row: RateCount) -> None:
    """The row, unless somebody else has just begun to count too."""
    values = {"key": row.key, "number": row.number, "ends_at": row.ends_at}
    if db.get_bind().dialect.name == "postgresql":
        db.execute(postgresql.insert(RateCount).values(values).on_conflict_do_nothing())
    else:
        db.execute(sqlite.insert(RateCount).values(values).on_conflict_do_nothing())


def forget(db: Session, *, before: datetime) -> int:
    """Returns how many counts."""
    over = delete(RateCount).where(RateCount.ends_at <= before)
    return len(db.scalars(over.returning(RateCount.key)).all())
