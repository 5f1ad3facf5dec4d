"""The figures of a round: over time, and of its newest plan."""

from sqlalchemy import select

from models.record import Record
from models.schedules import Schedule
from web.pictures.columns import Columns
from web.views import weeks
from web.views.hr import round_head
from web.views.hr.round_head import RoundHead
from web.views.pictures import plan_figures, progress
from web.views.reading import Reading


class FiguresView(Record):
    """`version` is of the newest plan; pictures for which there is nothing yet are missing."""

    head: RoundHead
    version: int | None
    over_time: tuple[Columns, ...]
    of_plan: tuple[Columns, ...]


def look(seen: Reading, reference: str) -> FiguresView:
    round_ = round_head.find(seen, reference)
    plan = seen.db.execute(
        select(Schedule.id, Schedule.version)
        .where(Schedule.round_id == round_.id)
        .order_by(Schedule.version.desc())
        .limit(1)
    ).one_or_none()
    over_time = (
        progress.applications(seen, round_),
        progress.exchanges(seen, round_),
        weeks.picture(weeks.load(seen.db, round_.id), seen.language),
    )
    of_plan = (
        (
            plan_figures.fits(seen.db, plan.id),
            plan_figures.wishes(seen, plan.id),
            plan_figures.journeys(seen, plan.id),
        )
        if plan
        else ()
    )
    return FiguresView(
        head=round_head.head(seen, round_, "/calendar"),
        version=plan.version if plan else None,
        over_time=tuple(each for each in over_time if each),
        of_plan=tuple(each for each in of_plan if each),
    )
