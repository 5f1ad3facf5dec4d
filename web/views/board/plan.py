"""The matching board: who goes to whom, when and why, and who has no place."""

from uuid import UUID

from sqlalchemy import func, select

from domain import clashes
from domain.refusals import Conflict
from domain.ruled import check_followed
from models.languages import Words
from models.offers import Offer
from models.organisations import Organisation
from models.record import Record
from models.schedules import Pairing, Schedule
from models.states import ScheduleState
from web.pictures.columns import Columns
from web.views.board import standing
from web.views.board.choices import Choice, rank
from web.views.board.listing import Listed, listed
from web.views.board.standing import Head, Proof
from web.views.hr import round_head
from web.views.pictures import plan_figures
from web.views.reading import Reading


class WishCount(Record):
    """How many got this wish; 0 stands for places that nobody wished for."""

    wish: int
    number: int


class Said(Record):
    """What somebody has typed and chosen before a rule said no."""

    why: str = ""
    chosen: tuple[UUID, ...] = ()
    refused: Words | None = None


NOTHING_SAID = Said()


class BoardView(Record):
    """`unfollowed` says which younger rule a version that waits does not follow."""

    said: Said
    unfollowed: Words | None
    head: Head
    choice: Choice
    homes: tuple[tuple[str, str], ...]
    proof: Proof | None
    listed: Listed | None
    wishes: tuple[WishCount, ...]
    clashes: tuple[Words, ...]
    fits: Columns | None


def look(seen: Reading, reference: str, number: int | None, choice: Choice, *, said: Said) -> BoardView:
    round_ = round_head.find(seen, reference)
    head = standing.head(seen, round_, "/plan")
    schedule = standing.version(seen, round_, number)
    stuck = clashes.newest(seen.db, round_)
    return BoardView(
        said=said,
        unfollowed=_unfollowed(seen, schedule) if schedule else None,
        head=head,
        choice=choice,
        homes=_homes(seen),
        proof=standing.proof(seen, schedule, head.versions) if schedule else None,
        listed=listed(seen, round_, schedule, choice) if schedule else None,
        wishes=_wishes(seen, schedule) if schedule else (),
        fits=plan_figures.fits(seen.db, schedule.id) if schedule else None,
        clashes=clashes.lines(seen.db, stuck, seen.language) if stuck else (),
    )


def _wishes(seen: Reading, schedule: Schedule) -> tuple[WishCount, ...]:
    """How many got their first, second, third wish, and how many a place that they had not wished for."""
    ranked = (
        select(func.coalesce(rank(), 0).label("wish"))
        .select_from(Pairing)
        .join(Offer, Offer.id == Pairing.offer_id)
        .where(Pairing.schedule_id == schedule.id)
        .subquery()
    )
    found = seen.db.execute(select(ranked.c.wish, func.count()).group_by(ranked.c.wish))
    counted = dict(tuple(each) for each in found)
    known = sorted({1, 2, 3, *counted} - {0})
    return tuple(WishCount(wish=wish, number=counted.get(wish, 0)) for wish in (*known, 0))


def _unfollowed(seen: Reading, schedule: Schedule) -> Words | None:
    if schedule.state is not ScheduleState.DRAFT:
        return None
    try:
        check_followed(seen.db, schedule)
    except Conflict as refused:
        return refused.words
    return None


def _homes(seen: Reading) -> tuple[tuple[str, str], ...]:
    """Organisations to choose from, by code."""
    found = seen.db.scalars(select(Organisation).order_by(Organisation.code))
    return tuple(sorted(((each.code, each.name(seen.language)) for each in found), key=lambda one: one[1]))
