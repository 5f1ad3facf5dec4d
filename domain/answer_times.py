"""Until when people answer a proposal: their working days, but never into the days themselves."""

from datetime import date, datetime

from domain.refusals import Conflict
from domain.working_days import in_working_days, subtract_working_days
from models.languages import _
from models.rounds import Round
from models.timeline import EVENING, moment


def answer_by(round_: Round, first: date, *, now: datetime) -> datetime:
    """The evening of the last day to answer; refused when even the evening before the first day is gone."""
    latest = eve(first)
    if latest <= now:
        raise Conflict(_("The days are too near by now."))
    return min(in_working_days(now, round_.answer_working_days, EVENING), latest)


def eve(first: date) -> datetime:
    """The last moment at which an answer still helps: the evening of the working day before."""
    return moment(subtract_working_days(first, 1), EVENING)
