"""The dates that a round was promised, and which of them are behind us."""

from datetime import date, datetime
from enum import StrEnum

from models.record import Record
from models.rounds import Round
from models.timeline import EVENING, MORNING, moment


class Milestone(StrEnum):
    OPENS = "opens"
    CLOSES = "closes"
    DECIDED = "decided"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"


class Dated(Record):
    """A milestone with a clock time, or one that means a whole day."""

    milestone: Milestone
    at: datetime | None
    day: date | None
    is_past: bool


def milestones(round_: Round, now: datetime) -> tuple[Dated, ...]:
    return (
        _at(Milestone.OPENS, round_.opens_at, now),
        _at(Milestone.CLOSES, round_.closes_at, now),
        _at(Milestone.DECIDED, round_.decide_by, now),
        _on(Milestone.FIRST_DAY, round_.first_day, is_past=moment(round_.first_day, MORNING) <= now),
        _on(Milestone.LAST_DAY, round_.last_day, is_past=moment(round_.last_day, EVENING) <= now),
    )


def _at(milestone: Milestone, at: datetime, now: datetime) -> Dated:
    return Dated(milestone=milestone, at=at, day=None, is_past=at <= now)


def _on(milestone: Milestone, day: date, *, is_past: bool) -> Dated:
    return Dated(milestone=milestone, at=None, day=day, is_past=is_past)
