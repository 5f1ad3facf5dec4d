"""What would have changed somebody's waiting, in words for themself."""

from collections.abc import Sequence

from domain.slots import WEEKDAYS, parse_slot
from invites import dates
from models.languages import Language, Words, _, plural
from models.schedules import Advice

LANGUAGES = {Language.FI: _("in Finnish"), Language.SV: _("in Swedish"), Language.EN: _("in English")}
DAYS = dict(
    zip(
        WEEKDAYS,
        (
            _("Mondays"),
            _("Tuesdays"),
            _("Wednesdays"),
            _("Thursdays"),
            _("Fridays"),
            _("Saturdays"),
            _("Sundays"),
        ),
        strict=True,
    )
)


def in_words(told: Sequence[Advice], reader: Language) -> Words:
    """One sentence, of nobody else."""
    if not told:
        return _("No answer of your own would have changed this.")
    changes = _clause(told[0], reader)
    for each in told[1:]:
        changes = _("{first} and {second}", first=changes, second=_clause(each, reader))
    if told[0].more:
        return plural(
            "{number} more offer would have been within your reach if {changes}.",
            "{number} more offers would have been within your reach if {changes}.",
            told[0].more,
            changes=changes,
        )
    return _("There would have been a place for you if {changes}.", changes=changes)


def _clause(one: Advice, reader: Language) -> Words:
    match one.code:
        case "minutes":
            return _("you could travel {minutes} minutes one way", minutes=one.to)
        case "cost":
            return _("the journey could cost {euros} euros", euros=one.to)
        case "language":
            return _("you could take part {language}", language=LANGUAGES[Language(one.what)])
        case "own_slot":
            return _weekly(one.what)
        case _:
            days = dates.days(min(one.days), max(one.days), reader)
            return _("you were free on other days, for example {days}", days=days)


def _weekly(slot: str) -> Words:
    _weekday, start = parse_slot(slot)
    return _("you were free on {weekday} at {time}", weekday=DAYS[slot.split()[0]], time=f"{start:%H.%M}")
