"""What a rehearsal counts, and how an order of rehearsals stands."""

from domain.rehearsals.playing import BEGUN, BROKEN
from models.languages import Words, _
from models.rehearsal_orders import OrderState
from web.words.tags import Tag, Tone

ORDERS = {
    OrderState.ORDERED: Tag(_("Waits for its turn"), Tone.NEWS),
    OrderState.RUNNING: Tag(_("Is being rehearsed"), Tone.NEWS),
    OrderState.DONE: Tag(_("Ready"), Tone.OK),
    OrderState.FAILED: Tag(_("Came to nothing"), Tone.BAD),
    OrderState.CANCELLED: Tag(_("Stopped"), Tone.IDLE),
}
FAILURES = {
    BEGUN: _("The exchanges of the round began before it: there is nothing to rehearse any more."),
    BROKEN: _("It was begun three times and did not come to its end. Tell whoever looks after the machine."),
}
COUNTS: dict[str, Words] = {
    "applications": _("Applications"),
    "proposed": _("Proposed in the first plan"),
    "placed": _("Exchanges that took place"),
    "released": _("Released"),
    "repaired": _("Repaired"),
    "unanswered": _("Questions that nobody answered"),
    "ended_by_silence": _("Ended by a deadline without an answer"),
    "mails": _("Mails in all"),
    "mails_to_one": _("Mails to one person, usually"),
    "mails_to_one_most": _("Mails to one person, at most"),
    "decisions": _("The coordinator's decisions"),
    "mails_to_coordinator": _("Mails to the coordinator"),
}
PHASES: dict[str, Words] = {
    "applications": _("Applications closed"),
    "first_plan": _("First plan published"),
    "confirmed": _("Last exchange confirmed"),
    "last_day": _("Last day of the exchanges"),
    "ended": _("Round ended"),
}
