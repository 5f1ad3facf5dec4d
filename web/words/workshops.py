"""Workshops, those who come and what is said of them, in words."""

from models.languages import Words, _
from models.states import WorkshopState
from models.workshop_states import Audience, FeedbackState, SignUpState, WorkshopKind
from web.words.tags import Tag, Tone

STATES = {
    WorkshopState.DRAFT: Tag(_("Draft"), Tone.IDLE),
    WorkshopState.PLANNED: Tag(_("Announced"), Tone.NEWS),
    WorkshopState.HELD: Tag(_("Held"), Tone.OK),
    WorkshopState.CLOSED: Tag(_("Followed up"), Tone.IDLE),
    WorkshopState.CANCELLED: Tag(_("Cancelled"), Tone.BAD),
}
STANDS: dict[SignUpState, Words] = {
    SignUpState.INVITED: _("Invited"),
    SignUpState.SIGNED_UP: _("Has a seat"),
    SignUpState.WAITING: _("On the waiting list"),
    SignUpState.OFFERED: _("Is asked about a free seat"),
    SignUpState.DECLINED: _("Does not come"),
    SignUpState.SILENT: _("Has not answered"),
    SignUpState.LEFT: _("Has given the seat back"),
    SignUpState.REMOVED: _("Removed"),
}
FEEDBACK: dict[FeedbackState, Words] = {
    FeedbackState.GIVEN: _("Waits to be looked at"),
    FeedbackState.SHOWN: _("Shown"),
    FeedbackState.HIDDEN: _("Hidden"),
}
KINDS = {
    WorkshopKind.KICK_OFF: _("Kick-off"),
    WorkshopKind.BRIEFING: _("Briefing"),
    WorkshopKind.MENTOR_TRAINING: _("Training of mentors"),
    WorkshopKind.NETWORKING: _("Networking"),
    WorkshopKind.PUIMALA: _("Forum (puimala)"),
    WorkshopKind.DISSEMINATION: _("Seminar at home"),
}
AUDIENCES = {
    Audience.INVITED: _("Those who are invited one by one"),
    Audience.ROUND: _("Everybody who takes part in the round"),
    Audience.ORGANISATION: _("Everybody in the organisation"),
}
