"""What a round or an exchange waits for."""

from models.languages import Words, _

WAITS = {
    "opening": _("the round to open"),
    "closing": _("applications"),
    "applications": _("applications"),
    "planning": _("the schedule to be planned"),
    "approval": _("the schedule to be approved"),
    "exchanges": _("the exchanges to take place"),
    "repair": _("a change proposal"),
    "ending": _("the round to end"),
    "answers": _("answers to the proposal"),
    "confirmation": _("answers to the proposal"),
    "first_day": _("the first day"),
    "week_reminder": _("the reminder a week before"),
    "day_reminder": _("the reminder the day before"),
    "last_day": _("the last day"),
    "days": _("the days to pass"),
    "sessions": _("the sessions to be held"),
    "notes": _("answers to the follow-up"),
    "follow_up": _("answers to the follow-up"),
    "follow_ups": _("answers to the follow-up"),
}


def wait(code: str) -> Words:
    return WAITS.get(code) or _("step: {code}", code=code.replace("_", " "))
