"""What each letter is for: at which moment of a round it goes, and to whom."""

from collections.abc import Mapping
from enum import StrEnum

from models.languages import Words, _
from web.words.kinds import kind


class Moment(StrEnum):
    """In the order of a round."""

    APPLYING = "applying"
    DECIDING = "deciding"
    ASKING = "asking"
    CALENDAR = "calendar"
    DAYS = "days"
    MENTORING = "mentoring"
    WORKSHOPS = "workshops"
    AFTER = "after"
    CHANGES = "changes"
    HOUSE = "house"
    PARTS = "parts"


MOMENTS: Mapping[Moment, Words] = {
    Moment.APPLYING: _("Applying and offering"),
    Moment.DECIDING: _("The plan"),
    Moment.ASKING: _("The proposal and its answers"),
    Moment.CALENDAR: _("Calendar invitations and their changes"),
    Moment.DAYS: _("The days themselves"),
    Moment.MENTORING: _("Mentoring"),
    Moment.WORKSHOPS: _("Workshops"),
    Moment.AFTER: _("Afterwards"),
    Moment.CHANGES: _("Changes of a round"),
    Moment.HOUSE: _("About mails and the system"),
    Moment.PARTS: _("Parts that several letters share"),
}
PARTS: Mapping[str, Words] = {
    "_footer": _("End of a letter"),
    "_round": _("Last lines"),
    "_who_helps": _("Who helps"),
    "_particulars": _("When, where and who"),
    "_answer": _("Yes and no"),
    "_choices": _("Buttons of a question"),
    "_asked": _("Until when to answer"),
    "_calendar": _("Answering in the calendar"),
    "_trouble": _("When one cannot come"),
    "_reasons": _("Why this match"),
    "_pack": _("Good to know before a visit"),
    "_agreed": _("What a pair has agreed"),
    "_goals": _("Goals"),
    "_gathering": _("When and where of a workshop"),
    "_material": _("Material of a workshop"),
    "_endorse": _("Endorsement missing"),
    "_approve": _("How to approve"),
    "_no_link_yet": _("Online link follows"),
    "_after_all": _("Changing one's mind"),
}


def title(name: str) -> Words:
    """How a letter, or a part of letters, is called."""
    return PARTS.get(name) or kind(name)
