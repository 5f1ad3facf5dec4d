"""Why a pair ends early, and what follows, before and after it is said."""

from domain.mentoring.endings import Next
from models.languages import Words, _
from models.mentoring import EndCode

WHY: dict[EndCode, Words] = {
    EndCode.GOALS_REACHED: _("The goals are reached"),
    EndCode.NO_TIME: _("There is no time for it"),
    EndCode.NEW_WORK: _("One of us has other work now"),
    EndCode.NO_MATCH: _("We do not suit each other well"),
}
FOLLOWS: dict[Next, Words] = {
    Next.NOTES: _("What has been stays, and both are asked what they learnt."),
    Next.ANOTHER_PAIR: _("The mentee waits for another mentor and comes first."),
    Next.LEAVES: _("You have not met yet: the mentee takes no part in this round any more."),
}
ENDED: dict[EndCode, Words] = {
    EndCode.FIRST_MEETING: _("It was nobody's fault, and nobody is told whose wish it was."),
    EndCode.MENTOR_LEFT: _("The mentor cannot go on."),
}
"""What both may read; other reasons are not told."""
GOALS: dict[bool | None, Words] = {
    True: _("Your open goals go along."),
    False: _("You begin anew, without the goals of this pair."),
    None: _("You are asked whether your open goals go along."),
}
"""By the mentee's word; none yet."""
EARLY, LEAVES, LEFT = _("This mentoring has ended early"), _("The mentor leaves"), _("The mentor has left")
