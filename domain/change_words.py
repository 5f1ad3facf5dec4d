"""What would have to change for somebody to have a place: one change, as a clause."""

from collections.abc import Callable
from dataclasses import replace

from domain.plan_words import days, money
from models.languages import Language, Words, _
from solver.changes import Change, Kind
from solver.problem import Problem

Named = Callable[[str], str]

FREE, TAKES_SLOT = _("{whose} is free: {days}"), _("{whose} takes the weekly time {what}")
AFTER_ALL, GUESTS = _("{whose} goes to {what} after all"), _("{whose} takes {to} guests at a time: {days}")
CHANGES = {
    Kind.MINUTES: _("{whose} accepts {to} minutes one way"),
    Kind.COST: _("{whose} may spend {money} more"),
    Kind.LANGUAGE: _("{whose} gets by in the language “{what}”"),
    Kind.EXCLUDED_ORGANISATION: AFTER_ALL,
    Kind.EXCLUDED_PERSON: AFTER_ALL,
    Kind.OWN_DAYS: FREE,
    Kind.OWN_SLOT: TAKES_SLOT,
    Kind.TOPICS: _("people find that {what} suits {whose}"),
    Kind.OFFER_EXCLUDES_ORGANISATION: _("{whose} takes people of {what} after all"),
    Kind.OFFER_EXCLUDES_PERSON: _("{whose} takes {what} after all"),
    Kind.OFFER_DAYS: FREE,
    Kind.OFFER_SLOT: TAKES_SLOT,
    Kind.GUESTS_PER_DAY: GUESTS,
    Kind.MENTEES_PER_SESSION: _("{whose} takes {to} at a time"),
    Kind.MOST: _("{whose} takes {to} in all"),
    Kind.LEAST: _("{whose} is content with {to}"),
    Kind.CLOSED: _("{whose} is open: {days}"),
    Kind.ORGANISATION_GUESTS: GUESTS,
    Kind.TRAVEL_BUDGET: _("{whose} has {money} more for travel"),
    Kind.LISTED: _("people list the pairing with {what}"),
    Kind.FORBIDDEN: _("people no longer rule out {what}"),
    Kind.LOCK: _("the lock on {what} is lifted"),
}


def as_it_is(told: str) -> str:
    return told


def clause(change: Change, problem: Problem, language: Language, named: Named = as_it_is) -> Words:
    """`named` makes names of the ids of people and organisations."""
    fields = {
        "whose": named(change.whose),
        "what": named(change.what or ""),
        "to": change.to,
        "money": money(change.amount, problem, language),
        "days": ", ".join(days(change.days, language)),
    }
    return replace(CHANGES[change.kind], fields=tuple(fields.items()))
