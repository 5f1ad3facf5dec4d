"""The chosen columns as a solution: pairings with their reasons, and why the others are unplaced."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from solver.arrays.candidates import Candidates
from solver.arrays.columns import Columns
from solver.arrays.offered import Entry
from solver.arrays.shapes import Shape
from solver.arrays.supply import Supply
from solver.days import stay_days
from solver.fits import fit, journey
from solver.pairs import by_offer
from solver.placements import Placement
from solver.problem import Application, StayDay
from solver.solution import Pairing, Removed, Rule, SecondHost, Unplaced
from solver.view import View


def pairings(chosen: Columns) -> tuple[Pairing, ...]:
    """The pairings of a plan, in the order of the applications."""
    found = {one.application: one for one in _pairings(chosen)}
    return tuple(found[one.id] for one in chosen.board.view.applications if one.id in found)


def _pairings(chosen: Columns) -> Iterator[Pairing]:
    board = chosen.board
    for party, entry, time in zip(
        chosen.party.tolist(), chosen.entry.tolist(), chosen.time.tolist(), strict=True
    ):
        shape = board.shapes[board.shape_of[party]]
        for member in board.parties[party].members:
            yield pairing(board.view, member, board.entries[entry], board.placements(shape)[time], shape)


def pairing(
    view: View, application: Application, entry: Entry, placement: Placement, shape: Shape
) -> Pairing:
    """One application with one entry at one time."""
    points, reasons = fit(view, application, entry.offer, entry.second)
    days = stay_days(view.window, placement.halves)
    slot = None if placement.slot is None else view.slot[placement.slot]
    sessions = () if slot is None else tuple(datetime.combine(day, slot.start) for day in placement.sessions)
    second = (
        None if entry.second is None else SecondHost(offer=entry.second.id, days=days[shape.first_days :])
    )
    return Pairing(
        application=application.id,
        offer=entry.offer.id,
        days=days,
        second=second,
        window=_weeks(days) if days and view.problem.date_mode == "window" else None,
        slot=placement.slot,
        sessions=sessions,
        fit=points,
        reasons=reasons,
        journey=journey(view, application, entry.offer),
        asks_first=any(offer.first_refusal for offer in entry.both),
    )


def _weeks(days: tuple[StayDay, ...]) -> tuple[date, date]:
    """From the Monday of the first week to the Sunday of the last."""
    first, last = days[0].date, days[-1].date
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def unplaced(supply: Supply, application: Application) -> Unplaced:
    """Why an application has no pairing: the rules that took offers out of reach, and what stayed."""
    one = Candidates(supply, application)
    said = Counter(by_offer(one).values())
    in_reach = said[None]
    return Unplaced(
        application=application.id,
        code="lost_to_others" if in_reach else "nothing_in_reach",
        in_reach=in_reach,
        removed=tuple(Removed(rule=rule, offers=said[rule]) for rule in Rule if said[rule]),
    )
