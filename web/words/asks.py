"""What people are asked, in a few words: for lists and timelines; the question itself says more."""

from invites.links import Purpose
from models.asks import About
from models.languages import _

ABOUT = {
    About.ENDORSEMENT: _("the supervisor's endorsement"),
    About.AGREES_TO_APPLY: _("whether they want to take part"),
    About.EVENING_BEFORE: _("whether the guest may come tomorrow"),
    About.DATES: _("which days suit"),
    About.DATES_MISSING: _("what becomes of pairs without days"),
    About.DATES_SUIT_UNIT: _("whether the days suit the unit"),
    About.HOST_INTEREST: _("whether the organisation can host"),
    About.HOST_OFFER: _("what a host offers"),
    About.FIRST_MEETING: _("whether the pair goes on after the first meeting"),
    About.PAIR_AGREEMENT: _("how the pair works together"),
    About.MID_TERM: _("how it goes at half-time"),
    About.CARRY_GOALS: _("whether the next mentor may see the goals"),
    About.SUCCESSOR: _("who mentors instead"),
    About.NEW_DAYS: _("whether other days suit"),
    About.IS_ILL: _("whether everybody shall hear of an illness"),
    About.TOOK_PLACE: _("whether they met"),
    About.AGREEMENT: _("the agreement between the organisations"),
    About.WORKSHOP: _("whether they come to a gathering"),
    About.WORKSHOP_SEAT: _("a seat that is free"),
    About.WORKSHOP_WORK: _("work for a gathering"),
    About.WORKSHOP_ATTENDANCE: _("who came to a gathering"),
    About.SUPERVISOR_REVIEW: _("what came of the visit"),
    About.SEMINAR_OFFER: _("whether it is told at home"),
    About.VISIT_AGAIN: _("whether they meet again"),
    About.KEEP_IN_TOUCH: _("whether they may be named later on"),
}
ASKED_FOR = {
    Purpose.PROPOSAL: _("an answer to the proposal"),
    Purpose.DOUBT: _("what a no meant"),
    Purpose.OTHER_DAYS: _("whether other days suit"),
    Purpose.NOTE: _("a note"),
}
