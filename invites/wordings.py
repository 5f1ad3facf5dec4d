"""Words for the codes that mails speak of."""

from invites.codes import Ending, Form, Obstacle, Shortage
from invites.intake import Unread
from invites.judgement import Outcome
from models.languages import Words, _

FORMS = {
    Form.SHADOWING: _("expert exchange"),
    Form.MENTORING: _("mentoring"),
}

ENDINGS = {
    Ending.GUEST_DECLINED: _("The applicant cannot take part after all."),
    Ending.HOST_DECLINED: _("The host or mentor cannot take part after all."),
    Ending.NO_ANSWER: _("We did not get everybody's answer in time."),
    Ending.WITHDRAWN: _("The application was withdrawn."),
    Ending.ILLNESS: _("Somebody cannot take part after all."),
    Ending.HOST_UNAVAILABLE: _("We had to arrange this anew."),
    Ending.ROUND_ENDED: _("The round has ended."),
    Ending.NO_DATES: _("No days were agreed in time."),
    Ending.UNIT_DECLINED: _("The days do not suit the unit."),
    Ending.NO_SHOW: _("You did not meet as agreed."),
    Ending.FIRST_MEETING: _("The first meeting showed that another pair suits better; nobody is at fault."),
    Ending.MENTOR_LEFT: _("The mentor cannot go on."),
    Ending.ENDED_EARLY: _("The mentoring has ended before its last session."),
    Ending.CANCELLED_BY_HR: _("The coordinator has cancelled this."),
}
"""Illness is never named to others."""

SHORTAGES = {
    Shortage.NO_FITTING_OFFER: _("Nobody offered a place that fits your topics."),
    Shortage.PLACES_TAKEN: _("There were more applications than places for your topics."),
    Shortage.NO_COMMON_DAYS: _("We found no days that suit both you and those who offer a place."),
    Shortage.NO_COMMON_LANGUAGE: _("We found no place in the languages you named."),
    Shortage.TOO_FAR: _("The places that were left are further away than you can travel."),
    Shortage.NOT_ENDORSED: _("Your supervisor's endorsement was missing when the round closed."),
}

OBSTACLES = {
    Obstacle.LENGTH: _("The proposed time is longer or shorter than what was agreed."),
    Obstacle.WINDOW: _("The proposed days lie outside the round."),
    Obstacle.TOO_NEAR: _("The proposed days are too near."),
    Obstacle.CLOSED: _(
        "On the proposed days there is a weekend, a holiday or a day when the office is closed."
    ),
    Obstacle.GUEST_BUSY: _("The guest or mentee cannot take part on the proposed days."),
    Obstacle.HOST_BUSY: _("The host or mentor cannot take part on the proposed days."),
    Obstacle.FULL: _("There is no place left on the proposed days."),
}

HELD = {
    Outcome.HELD_SENDER: _("The sender is not the person who was invited."),
    Outcome.HELD_WORDS: _("The answer is in plain words, without a calendar answer."),
    Outcome.HELD_RANGE: _("The answer is about a session and all that follow it."),
    Outcome.HELD_DELEGATION: _("The invited person wants somebody else to come."),
    Outcome.HELD_SEQUENCE: _("The answer names a version that we have not sent."),
    Outcome.OLD_VERSION: _("The answer is to an older time or place."),
    Outcome.NOT_INVITED: _("The sender is not among those invited."),
    Outcome.COUNTER: _("Another time is proposed."),
    Outcome.ASKS_RELEASE: _("The invited person cancelled the meeting in their own calendar."),
    Outcome.UNKNOWN_SESSION: _("The answer is about a session that does not exist."),
    Outcome.NO_ANSWER: _("The mail does not say yes or no."),
    Outcome.WRONG_METHOD: _("The mail is not an answer to an invitation."),
}


def held_because(outcome: Outcome | Unread) -> Words:
    """Why a human is needed, for `contexts.HeldReply`."""
    return (HELD.get(outcome) if isinstance(outcome, Outcome) else None) or _("The mail could not be read.")
