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
    """`number` is how many have come so far; `end` is the part of a round's address that shows them."""

    step: Step
    standing: Standing
    number: int = 0
    end: str = ""


ORDER = tuple(Step)
BY_STATE = {
    RoundState.OPEN: Step.APPLY,
    RoundState.CLOSED: Step.MATCH,
    RoundState.PLANNED: Step.MATCH,
}


def strip(state: RoundState, counts: Counts, *, first_day: date, today: date) -> tuple[StripStep, ...]:
    """A draft has not begun; a round that has ended has every step behind it, a cancelled one none."""
    if state is RoundState.ENDED:
        return tuple(_step(step, Standing.DONE, counts) for step in ORDER)
    current = _current(state, counts, first_day=first_day, today=today)
    here = ORDER.index(current) if current else -1
    return tuple(_step(step, _standing(n, here), counts) for n, step in enumerate(ORDER))


def _step(step: Step, standing: Standing, counts: Counts) -> StripStep:
    """Who has applied, who has a place, who has said yes, who has met, who has been followed up."""
    closed = counts.of(ExchangeState.CLOSED)
    held = closed + counts.of(ExchangeState.HELD)
    numbers = {
        Step.APPLY: (counts.applications, "/applications"),
        Step.MATCH: (counts.placed, "/applications?state=placed"),
        Step.CONFIRM: (held + counts.of(ExchangeState.CONFIRMED), "/exchanges?state=confirmed"),
        Step.MEET: (held, "/exchanges?state=held"),
        Step.FOLLOW_UP: (closed, "/exchanges?state=closed"),
    }
    number, end = numbers[step]
    return StripStep(step=step, standing=standing, number=number, end=end)


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
