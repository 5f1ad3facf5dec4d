"""The chosen columns as a solution: pairings with their reasons, and why the others are unplaced."""

from collections import Counter
from datetime import date, datetime, timedelta

from solver.days import stay_days
from solver.model import Column
from solver.pairs import candidates_of, first_no
from solver.problem import Application, StayDay
from solver.solution import Pairing, Removed, Rule, Unplaced
from solver.view import View


def pairing(view: View, column: Column) -> Pairing:
    """One chosen column."""
    pair, placement = column.pair, column.placement
    days = stay_days(view.window, placement.halves)
    slot = None if placement.slot is None else view.slot[placement.slot]
    sessions = () if slot is None else tuple(datetime.combine(day, slot.start) for day in placement.sessions)
    return Pairing(
        application=pair.application.id,
        offer=pair.offer.id,
        days=days,
        window=_weeks(days) if days and view.problem.date_mode == "window" else None,
        slot=placement.slot,
        sessions=sessions,
        fit=pair.fit,
        reasons=pair.reasons,
        journey=pair.journey,
        asks_first=pair.offer.first_refusal,
    )


def _weeks(days: tuple[StayDay, ...]) -> tuple[date, date]:
    """From the Monday of the first week to the Sunday of the last."""
    first, last = days[0].date, days[-1].date
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def unplaced(view: View, application: Application) -> Unplaced:
    """Why an application has no pairing: the rules that took offers out of reach, and what stayed."""
    said = Counter(first_no(candidate) for candidate in candidates_of(view, application))
    in_reach = said.pop(None, 0)
    return Unplaced(
        application=application.id,
        code="lost_to_others" if in_reach else "nothing_in_reach",
        in_reach=in_reach,
        removed=tuple(Removed(rule=rule, offers=said[rule]) for rule in Rule if said[rule]),
    )
