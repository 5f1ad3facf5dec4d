"""A mentoring series that runs keeps its dates, whatever weekly times its people name by now."""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.slots import SESSION_MINUTES, parse_slot, planned_starts, slot_of
from models.exchanges import Exchange
from models.timeline import local_day
from solver import problem as p
from solver.placements import series

A_WEEK = timedelta(weeks=1)


def agreed(exchange: Exchange) -> tuple[date, ...]:
    """The dates of its sessions on its weekday, rising: one that was moved counts in the week it had."""
    days = [local_day(start) for start in planned_starts(exchange)]
    held: list[date] = []
    for day in days:
        on_weekday = day + timedelta(days=days[0].isoweekday() - day.isoweekday())
        held.append(max(on_weekday, held[-1] + A_WEEK) if held else on_weekday)
    return tuple(held)


def keeps_its_slot(problem: p.Problem, exchange: Exchange, needs: p.Sessions, offer: p.MentorOffer) -> bool:
    """Whether the weekly times and the cadence, as they are told now, still give the agreed dates."""
    held, name = agreed(exchange), _slot_of(exchange)
    slot = next((each for each in problem.slots if each.id == name), None)
    if slot is None or held[0] not in slot.dates or name not in (offer.slots or (name,)):
        return False
    return series(slot, slot.dates.index(held[0]), needs) == held


def with_own_slots(problem: p.Problem, exchanges: Iterable[Exchange]) -> p.Problem:
    """The problem in which each of these series has a weekly time of its own, which is full with it."""
    own = {str(each.application_id): _own_slot(each) for each in exchanges}
    return problem.model_copy(
        update={
            "slots": (*problem.slots, *own.values()),
            "locked": tuple(_in_slot(each, own.get(each.application)) for each in problem.locked),
            "mentor_offers": tuple(_opened(each, problem.locked, own) for each in problem.mentor_offers),
        }
    )


def _in_slot(lock: p.Lock, own: p.Slot | None) -> p.Lock:
    return lock if own is None else lock.model_copy(update={"slot": own.id})


def _opened(offer: p.MentorOffer, locks: tuple[p.Lock, ...], own: dict[str, p.Slot]) -> p.MentorOffer:
    if offer.slots is None:
        return offer
    names = (own[each.application].id for each in locks if each.offer == offer.id and each.application in own)
    return offer.model_copy(update={"slots": (*offer.slots, *names)})


def _own_slot(exchange: Exchange) -> p.Slot:
    weekday, start = parse_slot(_slot_of(exchange))
    return p.Slot(
        id=f"{_slot_of(exchange)} {exchange.application_id}",
        weekday=weekday,
        start=start,
        minutes=exchange.appointments[0].minutes or SESSION_MINUTES,
        dates=agreed(exchange),
    )


def _slot_of(exchange: Exchange) -> str:
    starts = planned_starts(exchange)
    return slot_of(starts[0]) if starts else ""
