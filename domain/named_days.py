"""Days that somebody has named one by one: only on these, or not on these, beside the whole weeks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from domain import weeks_off
from domain.refusals import Invalid
from domain.weeks_off import Week
from models.applications import Application
from models.languages import _
from models.offers import Availability, Offer
from models.rounds import Round
from models.states import Half

MOST = 20


@dataclass(frozen=True, order=True)
class Named:
    """From the first day to the last, both counted: they can come only then, or cannot then."""

    first: date
    last: date
    can: bool = False
    half: Half | None = None


def of(db: Session, owner: Application | Offer, round_: Round) -> dict[UUID, Named]:
    """By the row that says it, in order of days; whole weeks off are told as weeks, not here."""
    weeks = tuple(weeks_off.weeks(round_).values())
    rows = [each for each in weeks_off.of(db, owner) if not _is_weeks(each, weeks)]
    return {each.id: Named(each.first_day, each.last_day, each.can, each.half) for each in rows}


def _is_weeks(row: Availability, weeks: Sequence[Week]) -> bool:
    """Whether an absence leaves no working day of any week that it touches."""
    touched = [week for week in weeks if row.first_day <= week[-1] and row.last_day >= week[0]]
    is_whole = not row.can and row.half is None and bool(touched)
    return is_whole and all(row.first_day <= week[0] and week[-1] <= row.last_day for week in touched)


def add(db: Session, owner: Application | Offer, round_: Round, named: Named) -> None:
    """One more span of days; naming it twice is naming it once."""
    check(round_, named)
    standing = of(db, owner, round_)
    if named in standing.values():
        return
    if len(standing) >= MOST:
        raise Invalid(_("At most {most} spans of days can be named.", most=MOST))
    row = _row(owner, named)
    refuse_nothing_left([*weeks_off.of(db, owner), row], round_)
    db.add(row)
    db.flush()


def check(round_: Round, named: Named) -> None:
    """In order, and with a working day of the round among them."""
    if named.last < named.first:
        raise Invalid(_("The first day comes before the last."))
    working = (day for week in weeks_off.weeks(round_).values() for day in week)
    if not any(named.first <= day <= named.last for day in working):
        raise Invalid(
            _(
                "The round is from {first} to {last}: name a working day of it.",
                first=_written(round_.first_day),
                last=_written(round_.last_day),
            )
        )


def drop(db: Session, owner: Application | Offer, round_: Round, row_id: UUID) -> bool:
    """What was named does not hold any more; whether it had."""
    if row_id not in of(db, owner, round_):
        return False
    rows = weeks_off.of(db, owner)
    refuse_nothing_left([each for each in rows if each.id != row_id], round_)
    db.execute(delete(Availability).where(Availability.id == row_id))
    return True


def choose(
    db: Session,
    owner: Application | Offer,
    round_: Round,
    *,
    without: Collection[str],
    named: Collection[Named] | None = None,
) -> None:
    """These weeks off and, unless they are left as they were, exactly these days.

    Weeks come first: they are told as they were before the days changed.
    """
    before = of(db, owner, round_)
    weeks_off.choose(db, owner, round_, without=without)
    if named is None:
        return
    gone = [row_id for row_id, each in before.items() if each not in named]
    db.execute(delete(Availability).where(Availability.id.in_(gone)))
    for each in sorted(set(named) - set(before.values())):
        add(db, owner, round_, each)
    refuse_nothing_left(weeks_off.of(db, owner), round_)


def _row(owner: Application | Offer, named: Named) -> Availability:
    mine = {"offer_id" if isinstance(owner, Offer) else "application_id": owner.id}
    return Availability(**mine, first_day=named.first, last_day=named.last, can=named.can, half=named.half)


def refuse_nothing_left(rows: Sequence[Availability], round_: Round) -> None:
    if weeks_off.off(rows, round_) >= weeks_off.weeks(round_).keys():
        raise Invalid(_("No day of the round would be left."))


def _written(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
