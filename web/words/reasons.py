"""Why an exchange was released, in a few words."""

from models.languages import _
from models.states import Reason

REASONS = {
    Reason.GUEST_DECLINED: _("the guest or mentee declined"),
    Reason.HOST_DECLINED: _("the host or mentor declined"),
    Reason.NO_ANSWER: _("there was no answer in time"),
    Reason.ILLNESS: _("somebody was ill"),
    Reason.WITHDRAWN: _("the application was withdrawn"),
    Reason.REARRANGED: _("something else was found for the guest"),
    Reason.ROUND_CANCELLED: _("the round was cancelled"),
    Reason.NO_DATES: _("the two found no days"),
    Reason.UNIT_DECLINED: _("the supervisor did not agree to the days"),
    Reason.NO_SHOW: _("somebody did not come"),
    Reason.FIRST_MEETING: _("the pair parted after the first meeting"),
    Reason.MENTOR_LEFT: _("the mentor left"),
    Reason.ENDED_EARLY: _("the pair ended it early"),
    Reason.CANCELLED_BY_HR: _("HR cancelled it"),
}
