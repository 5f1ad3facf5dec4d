"""The five questions after a stay or a mentoring, and who reads what is answered."""

from dataclasses import dataclass

from models.followups import Sharing
from models.languages import Words, _


@dataclass(frozen=True)
class Asked:
    """One question; `is_degree` asks for a number from 1 to 5, `is_line` for a few words."""

    name: str
    words: Words
    is_degree: bool = False
    is_line: bool = False


USEFUL = Asked("useful", _("How useful was it? 5 is the most."), is_degree=True)
AT_ONCE = (
    Asked("learnt", _("What did you learn?")),
    Asked("tried", _("What will you try in your own work?")),
    Asked("passed_on", _("Whom will you tell about it?")),
    USEFUL,
    Asked("strength", _("How much strength did it give you for your work? 5 is the most."), is_degree=True),
)
LATER = (
    Asked("tried", _("What have you tried in your own work?")),
    Asked("passed_on", _("Whom have you told about what you learnt?")),
    Asked("practice", _("Which practice could others use too? Its name, if there is one"), is_line=True),
    Asked("effect", _("What has changed by it?")),
    USEFUL,
)
REACHES = {
    Sharing.PAIR: _("The two of us"),
    Sharing.PROGRAMME: _("The coordinators too"),
    Sharing.EVERYBODY: _("Everybody who takes part, with my name"),
}
LEVELS = {
    Sharing.PAIR: _("between the two of you"),
    Sharing.PROGRAMME: _("open to the coordinators"),
    Sharing.EVERYBODY: _("open to everybody"),
}
AFTER = {
    0: _("Right afterwards"),
    30: _("After a month"),
    180: _("After half a year"),
}


def after(days: int) -> Words:
    return AFTER.get(days) or _("After {days} days", days=days)


def questions(days_after: int) -> tuple[Asked, ...]:
    return LATER if days_after else AT_ONCE
