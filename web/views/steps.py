"""The life of a round in the five steps that people talk about."""

from datetime import date
from enum import StrEnum

from models.record import Record
from models.states import ExchangeState, RoundState
from web.views.counts import Counts


class Step(StrEnum):
    APPLY = "apply"
    MATCH = "match"
    CONFIRM = "confirm"
    MEET = "meet"
    FOLLOW_UP = "follow_up"


class Standing(StrEnum):
    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


class StripStep(Record):
    step: Step
    standing: Standing


ORDER = tuple(Step)
BY_STATE = {
    RoundState.OPEN: Step.APPLY,
    RoundState.CLOSED: Step.MATCH,
    RoundState.PLANNED: Step.MATCH,
}


def strip(state: RoundState, counts: Counts, *, first_day: date, today: date) -> tuple[StripStep, ...]:
    """A draft has not begun; a round that has ended has every step behind it, a cancelled one none."""
    if state is RoundState.ENDED:
        return tuple(StripStep(step=step, standing=Standing.DONE) for step in ORDER)
    current = _current(state, counts, first_day=first_day, today=today)
    here = ORDER.index(current) if current else -1
    return tuple(StripStep(step=step, standing=_standing(n, here)) for n, step in enumerate(ORDER))


def _current(state: RoundState, counts: Counts, *, first_day: date, today: date) -> Step | None:
    if state is not RoundState.RUNNING:
        return BY_STATE.get(state)
    if today < first_day and counts.of(ExchangeState.PROPOSED):
        return Step.CONFIRM
    return Step.MEET if any(counts.of(each) for each in ExchangeState if each.is_live) else Step.FOLLOW_UP


def _standing(number: int, here: int) -> Standing:
    if here < 0 or number > here:
        return Standing.AHEAD
    return Standing.CURRENT if number == here else Standing.DONE
