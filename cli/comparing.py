"""Two plans beside each other on the terminal: who gains, loses and moves, and what it costs."""

from datetime import datetime

from cli import speech
from cli.listing import Listing, show
from domain.comparisons import Comparison, Fate, Place, Sums, names_of
from domain.plan_words import days
from invites import dates
from models.languages import Language, Words, _
from models.timeline import HELSINKI
from web.words.plans import VERDICTS

TITLES = (_("Who"), _("What"), _("Before"), _("After"), _("Fit"))


def tell(found: Comparison) -> None:
    """A row for each person for whom something changes, then the figures of both plans."""
    reader = speech.reader()
    show(Listing(TITLES, tuple(_row(each, reader) for each in found.changed)))
    for words in lines(found):
        speech.say(words)


def lines(found: Comparison) -> tuple[Words, ...]:
    """Who gains, loses and moves, and both plans in figures."""
    nobody = _("nobody")
    return (
        _("Gain: {people}", people=names_of(found.gaining) or nobody),
        _("Lose: {people}", people=names_of(found.losing) or nobody),
        _("Move: {people}", people=names_of(found.moving) or nobody),
        _("Before: {sums}", sums=_sums(found.before)),
        _("After: {sums}", sums=_sums(found.after)),
    )


def _sums(told: Sums) -> Words:
    return _(
        "{placed} placed, fit {fit} in all, {minutes} minutes one way, {euros} euros",
        placed=told.placed,
        fit=told.fit,
        minutes=told.minutes,
        euros=told.euros,
    )


def _row(fate: Fate, reader: Language) -> tuple[str, ...]:
    fits = " → ".join(f"{each.fit}" for each in (fate.before, fate.after) if each)
    return (
        fate.person,
        VERDICTS[fate.verdict].words.into(reader),
        _place(fate.before, reader),
        _place(fate.after, reader),
        fits,
    )


def _place(place: Place | None, reader: Language) -> str:
    if place is None:
        return "–"
    where = f"{place.host}, {place.organisation.name(reader)}"
    when = ", ".join(days(place.days, reader)) or _sessions(place.sessions, reader)
    return f"{where}: {when}" if when else where


def _sessions(sessions: tuple[datetime, ...], reader: Language) -> str:
    return dates.moment(sessions[0].replace(tzinfo=HELSINKI), reader) if sessions else ""
