"""What takes part in a round, in the words of those who take part; and what is asked of them."""

from domain.open_questions import OpenQuestion
from invites.links import Purpose
from models.applications import Conditions
from models.asks import About
from models.languages import Words, _
from models.states import ApplicationState, EndorsementState, OfferState
from web.words.tags import Tag, Tone

APPLICATIONS = {
    ApplicationState.DRAFT: Tag(_("Draft"), Tone.WARN),
    ApplicationState.SUBMITTED: Tag(_("Sent in"), Tone.NEWS),
    ApplicationState.PLACED: Tag(_("Has a place"), Tone.OK),
    ApplicationState.WAITING: Tag(_("On the waiting list"), Tone.WARN),
    ApplicationState.WITHDRAWN: Tag(_("Withdrawn"), Tone.IDLE),
}
OFFERS = {
    OfferState.OPEN: Tag(_("Takes guests"), Tone.OK),
    OfferState.WITHDRAWN: Tag(_("Withdrawn"), Tone.IDLE),
}
ENDORSEMENTS = {
    EndorsementState.ASKED: Tag(_("Waits for an answer"), Tone.WARN),
    EndorsementState.GIVEN: Tag(_("Endorsed"), Tone.OK),
    EndorsementState.REFUSED: Tag(_("Not endorsed"), Tone.BAD),
}
ASKED = {
    About.ENDORSEMENT: _("Do you endorse it?"),
    About.AGREES_TO_APPLY: _("Would you like to take part?"),
    About.EVENING_BEFORE: _("Is everything ready for tomorrow?"),
    About.DATES: _("Which days suit you?"),
    About.DATES_MISSING: _("What becomes of a pair without days?"),
    About.DATES_SUIT_UNIT: _("Do these days suit your unit?"),
    About.HOST_INTEREST: _("Can you host somebody?"),
    About.HOST_OFFER: _("What do you offer?"),
    About.FIRST_MEETING: _("How was the first meeting?"),
    About.PAIR_AGREEMENT: _("Is this how you work together?"),
    About.MID_TERM: _("How does it go at half-time?"),
    About.CARRY_GOALS: _("May the next mentor see your goals?"),
    About.SUCCESSOR: _("Who mentors instead?"),
    About.NEW_DAYS: _("Would other days suit instead?"),
    About.IS_ILL: _("Shall we tell everybody that you are ill?"),
    About.TOOK_PLACE: _("Did you meet?"),
    About.AGREEMENT: _("Does your organisation accept the agreement?"),
    About.WORKSHOP: _("Do you come?"),
    About.WORKSHOP_SEAT: _("A seat is free: do you take it?"),
    About.WORKSHOP_WORK: _("Is your part of the work done?"),
    About.WORKSHOP_ATTENDANCE: _("Who came?"),
    About.SUPERVISOR_REVIEW: _("What came of it?"),
    About.SEMINAR_OFFER: _("Shall it be told at home?"),
    About.VISIT_AGAIN: _("Shall you meet again?"),
    About.KEEP_IN_TOUCH: _("May you be named and asked later on?"),
}
PURPOSES = {
    Purpose.PROPOSAL: _("Does this suit you?"),
    Purpose.DOUBT: _("Shall we cancel, or would other days suit you?"),
    Purpose.OTHER_DAYS: _("Another time is proposed: does it suit you?"),
    Purpose.NOTE: _("What did you take with you? Short questions"),
}


def asked(question: OpenQuestion) -> Words:
    return ASKED[question.about] if question.about else PURPOSES[question.purpose]


def conditions(told: Conditions | None) -> tuple[Words, ...]:
    """What a supervisor's yes depends on."""
    if told is None:
        return ()
    weeks = ", ".join(week.partition("-W")[2].lstrip("0") for week in told.weeks)
    said = [_("not in week {weeks}", weeks=weeks)] if weeks else []
    if told.most_euros is not None:
        said.append(_("at most {euros} €", euros=told.most_euros))
    return tuple(said)
