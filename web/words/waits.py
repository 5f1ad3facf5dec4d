"""What a round or an exchange waits for."""

from models.languages import Words, _

WAITS = {
    "preparation": _("the round to be prepared and opened"),
    "pause": _("the pause to end"),
    "places": _("somebody on the waiting list to get a place that is free"),
    "applications": _("applications"),
    "possible_plan": _("limits and locks that allow a plan"),
    "approval": _("the schedule to be approved"),
    "departure": _("the approved schedule to leave"),
    "exchanges": _("the exchanges to take place"),
    "repair": _("a change proposal"),
    "answers": _("answers to the proposal"),
    "days": _("the days to pass"),
    "dates": _("the two to agree their days"),
    "unit": _("the supervisor's word on the days"),
    "doubt": _("an answer after a no in a calendar"),
    "notes": _("answers to the follow-up"),
    "new_days": _("an answer about other days"),
    "presence": _("whether it took place"),
    "sign_up": _("sign-up to open"),
    "work": _("what must be there before sign-up"),
    "workshop": _("the workshop"),
    "feedback": _("notes and feedback"),
}


def wait(code: str) -> Words:
    return WAITS.get(code) or _("step: {code}", code=code.replace("_", " "))
