"""Whole weeks in which somebody cannot take part, beside the single days that they have named."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.working_days import is_working_day
from models.applications import Application
from models.offers import Availability, Offer
from models.rounds import Round
from models.timeline import days, iso_week

A_DAY = timedelta(days=1)
Week = tuple[date, ...]


def weeks(round_: Round) -> dict[str, Week]:
    """The working days of each week of a round, by its ISO name; weeks without any are left out."""
    found: dict[str, Week] = {}
    for day in days(round_.first_day, round_.last_day):
        if is_working_day(day):
            found[iso_week(day)] = (*found.get(iso_week(day), ()), day)
    return found


def of(db: Session, owner: Application | Offer) -> list[Availability]:
    mine = Availability.offer_id if isinstance(owner, Offer) else Availability.application_id
    return list(db.scalars(select(Availability).where(mine == owner.id).order_by(Availability.first_day)))


def off(rows: Sequence[Availability], round_: Round) -> frozenset[str]:
    """The weeks of which no whole day is left."""
    return frozenset(
        name for name, week in weeks(round_).items() if not any(_is_free(rows, day) for day in week)
    )


def _is_free(rows: Sequence[Availability], day: date) -> bool:
    named = [each for each in rows if each.can]
    can = not named or any(each.first_day <= day <= each.last_day for each in named)
    return can and not any(each.first_day <= day <= each.last_day for each in rows if _is_whole(each))


def _is_whole(row: Availability) -> bool:
    return not row.can and row.half is None


def choose(db: Session, owner: Application | Offer, round_: Round, *, without: Collection[str]) -> bool:
    """Make these the weeks in which they cannot; whether that changed anything."""
    rows = of(db, owner)
    before, after = off(rows, round_), frozenset(without) & weeks(round_).keys()
    for name in sorted(before ^ after):
        week = weeks(round_)[name]
        if name in after:
            db.add(_absence(owner, week[0], week[-1]))
        else:
            _free(db, owner, rows, (week[0], week[-1]))
    db.flush()
    return before != after


def _absence(owner: Application | Offer, first: date, last: date, *, can: bool = False) -> Availability:
    mine = {"offer_id" if isinstance(owner, Offer) else "application_id": owner.id}
    return Availability(**mine, first_day=first, last_day=last, can=can)


def _free(
    db: Session, owner: Application | Offer, rows: Iterable[Availability], week: tuple[date, date]
) -> None:
    """What says otherwise is cut around the week; where only named days count, these are named too."""
    first, last = week
    for each in [row for row in rows if _is_whole(row)]:
        if each.first_day > last or each.last_day < first:
            continue
        for start, end in ((each.first_day, first - A_DAY), (last + A_DAY, each.last_day)):
            if start <= end:
                db.add(_absence(owner, start, end))
        db.delete(each)
    if any(each.can for each in rows):
        db.add(_absence(owner, first, last, can=True))
