"""The whole timetable of a workshop from the hours of its meeting: what is due when, before and after."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.working_days import add_working_days, on_or_after, subtract_working_days
from models.timeline import EVENING, MORNING, local_day, moment
from models.workshop_states import Work, WorkshopKind

FORUM_WEEKS = 7  # from asking for stories to the meeting: the forum of 28 May 2008 began on 7 April
NOTES_WORKING_DAYS = 5
FEEDBACK_DAYS = 21


@dataclass(frozen=True)
class Habit:
    """Days before the meeting; `inputs` are wanted so long before sign-up opens."""

    opens: int
    closes: int
    inputs: int = 0
    needs: tuple[Work, ...] = ()


USUAL = Habit(opens=28, closes=5)
HABITS: dict[WorkshopKind, Habit] = {
    WorkshopKind.KICK_OFF: Habit(opens=21, closes=3),
    WorkshopKind.BRIEFING: Habit(opens=21, closes=1),
    WorkshopKind.MENTOR_TRAINING: USUAL,
    WorkshopKind.NETWORKING: USUAL,
    WorkshopKind.PUIMALA: Habit(opens=28, closes=7, inputs=2, needs=(Work.STORIES, Work.FACT_PACK)),
    WorkshopKind.DISSEMINATION: Habit(opens=21, closes=2),
}


@dataclass(frozen=True)
class Timetable:
    """Every moment on a working day; `work` is what is due, and when."""

    begins: date  # the latest day on which to announce it, so that everybody has their time
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime
    ends_at: datetime
    feedback_until: datetime
    work: tuple[tuple[Work, datetime], ...]


def timetable(kind: WorkshopKind, *, starts_at: datetime, ends_at: datetime) -> Timetable:
    """As is usual for such a workshop; each day may be chosen otherwise."""
    habit, day = HABITS[kind], local_day(starts_at)
    opens = on_or_after(day - timedelta(days=habit.opens))
    inputs_due = moment(subtract_working_days(opens, habit.inputs), EVENING)
    notes_due = moment(add_working_days(local_day(ends_at), NOTES_WORKING_DAYS), EVENING)
    weeks = FORUM_WEEKS if habit.needs else habit.opens // 7
    return Timetable(
        begins=on_or_after(day - timedelta(weeks=weeks)),
        opens_at=moment(opens, MORNING),
        closes_at=moment(_on_or_before(day - timedelta(days=habit.closes)), EVENING),
        starts_at=starts_at,
        ends_at=ends_at,
        feedback_until=moment(local_day(ends_at) + timedelta(days=FEEDBACK_DAYS), time(23, 59)),
        work=(*((each, inputs_due) for each in habit.needs), (Work.NOTES, notes_due)),
    )


def _on_or_before(day: date) -> date:
    return subtract_working_days(day + timedelta(days=1), 1)
