"""The solver's pairings as rows, and rows as the appointments of an exchange."""

from datetime import date, timedelta
from uuid import UUID

from domain import fit_words
from domain.meetings import by_rule
from domain.slots import SESSION_MINUTES
from domain.working_days import is_working_day
from invites.contexts import Shortage
from models.applications import Application
from models.exchanges import Appointment
from models.schedules import Block, Pairing, Unplaced
from models.states import Half
from models.timeline import moment
from solver.problem import StayDay
from solver.solution import Pairing as Found
from solver.solution import Rule
from solver.solution import Unplaced as Left

SHORTAGES = {
    Rule.LANGUAGE: Shortage.NO_COMMON_LANGUAGE,
    Rule.MINUTES: Shortage.TOO_FAR,
    Rule.COST: Shortage.TOO_FAR,
    Rule.DATES: Shortage.NO_COMMON_DAYS,
}


def row(found: Found, *, sizes: tuple[int, ...]) -> Pairing:
    """A pairing of a plan, whose stays have blocks of so many half-days."""
    return Pairing(
        application_id=UUID(found.application),
        offer_id=UUID(found.offer),
        blocks=blocks(found.days, sizes),
        starts=tuple(moment(each.date(), each.time()) for each in found.sessions),
        minutes=SESSION_MINUTES if found.sessions else None,
        fit=found.fit,
        reasons=fit_words.codes(found.reasons),
    )


def copied(pairing: Pairing) -> Pairing:
    """The same in another version of the plan."""
    return Pairing(
        application_id=pairing.application_id,
        offer_id=pairing.offer_id,
        blocks=pairing.blocks,
        starts=pairing.starts,
        minutes=pairing.minutes,
        fit=pairing.fit,
        reasons=pairing.reasons,
    )


def copied_unplaced(left: Unplaced) -> Unplaced:
    """The same in another version of the plan."""
    return Unplaced(application_id=left.application_id, reason=left.reason, advice=left.advice)


def unplaced(left: Left) -> Unplaced:
    """Why: what went to others, or the rule that took most offers out of reach."""
    shortage = Shortage.PLACES_TAKEN
    if left.code == "nothing_in_reach":
        rules = sorted(left.removed, key=lambda each: (-each.offers, each.rule.value))
        known = (SHORTAGES[each.rule] for each in rules if each.rule in SHORTAGES)
        shortage = next(known, Shortage.NO_FITTING_OFFER)
    return Unplaced(application_id=UUID(left.application), reason=shortage.value)


def appointments(pairing: Pairing, application: Application) -> list[Appointment]:
    """The days or sessions of a pairing as the appointments of an exchange."""
    if pairing.starts:
        return _sessions(pairing, every_weeks=application.cadence_weeks or 1)
    return [
        Appointment(
            number=number,
            first_day=block.first_day,
            last_day=block.last_day,
            first_half=block.first_half,
            last_half=block.last_half,
        )
        for number, block in enumerate(pairing.blocks, start=1)
    ]


def _sessions(pairing: Pairing, *, every_weeks: int) -> list[Appointment]:
    """By the rule where most sessions follow it; else each stands alone."""
    rule = by_rule(pairing.starts[0], every_weeks=every_weeks, count=len(pairing.starts))
    pairs = list(zip(pairing.starts, rule, strict=True))
    kept = sum(start == original for start, original in pairs)
    is_regular = len(pairs) > 1 and 2 * kept > len(pairs)
    return [
        Appointment(
            number=number,
            starts_at=start,
            original_starts_at=original if is_regular else None,
            minutes=pairing.minutes,
        )
        for number, (start, original) in enumerate(pairs, start=1)
    ]


def blocks(days: tuple[StayDay, ...], sizes: tuple[int, ...]) -> tuple[Block, ...]:
    """The stay's days cut into its blocks: a new one begins where a working day lies between."""
    runs: list[list[StayDay]] = []
    for day in days:
        if runs and _follows(runs[-1][-1].date, day.date) and _size(runs[-1]) < sizes[len(runs) - 1]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(
        Block(
            first_day=run[0].date,
            last_day=run[-1].date,
            first_half=Half.MORNING if run[0].am else Half.AFTERNOON,
            last_half=Half.AFTERNOON if run[-1].pm else Half.MORNING,
        )
        for run in runs
    )


def _follows(before: date, after: date) -> bool:
    between = (before + timedelta(days=n) for n in range(1, (after - before).days))
    return not any(is_working_day(day) for day in between)


def _size(run: list[StayDay]) -> int:
    return sum(day.am + day.pm for day in run)
