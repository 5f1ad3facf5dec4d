"""What an offer lacks because others have it: one thing, as a clause."""

from dataclasses import replace

from domain.change_words import Named, as_it_is
from domain.plan_words import days, money
from models.languages import Language, Words, _, plural
from solver.explaining.why import Resource, Taken
from solver.problem import Problem

PLACES_FOR_GUESTS = plural(
    "{whose} lacks {number} place for guests: {days}", "{whose} lacks {number} places for guests: {days}", 1
)
LACKING = {
    Resource.GUESTS_PER_DAY: PLACES_FOR_GUESTS,
    Resource.ORGANISATION_GUESTS: PLACES_FOR_GUESTS,
    Resource.MENTEES_PER_SESSION: plural(
        "{whose} lacks {number} place at a time", "{whose} lacks {number} places at a time", 1
    ),
    Resource.MOST: plural("{whose} lacks {number} place", "{whose} lacks {number} places", 1),
    Resource.LEAST: _("{whose} would have fewer than wanted: {number} short"),
    Resource.TRAVEL_BUDGET: _("{whose} lacks {money} for travel"),
    Resource.BOOKED: _("{whose} is elsewhere then"),
    Resource.LOCKED: _("{whose} is locked to another place or time"),
}


def clause(taken: Taken, problem: Problem, language: Language, named: Named = as_it_is) -> Words:
    """And who has it; `named` makes names of ids."""
    fields = {
        "whose": named(taken.whose),
        "number": taken.short,
        "money": money(taken.short, problem, language),
        "days": ", ".join(days(taken.days, language)),
    }
    words = replace(LACKING[taken.resource], number=taken.short, fields=tuple(fields.items()))
    who = ", ".join(named(each) for each in taken.by)
    return _("{lacking} (see {applications})", lacking=words, applications=who) if taken.by else words
