"""A trial told as a way out: its changes, and the pairings that they allow."""

from datetime import date, datetime, timedelta

from solver.beside.obstacles import changes_for
from solver.beside.trial import Trial
from solver.changes import Change, Kind, WayOut
from solver.problem import StayDay
from solver.solution import Pairing

VOUCHED = (Kind.TOPICS, Kind.LISTED)


def way_out(trial: Trial, application: str) -> WayOut:
    """The way out as it is told to one member of the party."""
    changes = changes_for(trial)
    pairings = {one.id: _pairing(trial, place, changes) for place, one in enumerate(trial.party)}
    return WayOut(
        application=application,
        pairing=pairings.pop(application),
        companions=tuple(pairings.values()),
        changes=changes,
        cost=sum([change.points for change in changes]),
    )


def _pairing(trial: Trial, place: int, changes: tuple[Change, ...]) -> Pairing:
    """A member's pairing as the solver would tell it once the changes are made."""
    view, placement, member = trial.view, trial.planned, trial.party[place]
    days = trial.room.days(placement.halves)
    slot = view.slot[placement.slot] if placement.slot is not None else None
    points, reasons = trial.fits[place]
    if any(one.kind in VOUCHED and one.whose == member.id for one in changes):
        reasons = reasons.model_copy(update={"explicit": True})
    return Pairing(
        application=member.id,
        offer=trial.offer.id,
        days=days,
        window=_weeks(days) if days and view.problem.date_mode == "window" else None,
        slot=placement.slot,
        sessions=tuple(datetime.combine(day, slot.start) for day in placement.sessions) if slot else (),
        fit=points,
        reasons=reasons,
        journey=trial.journeys[place],
        asks_first=trial.offer.first_refusal,
    )


def _weeks(days: tuple[StayDay, ...]) -> tuple[date, date]:
    """From the Monday of the first week to the Sunday of the last."""
    first, last = days[0].date, days[-1].date
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
