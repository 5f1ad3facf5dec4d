"""Plans in the words of those who judge them."""

from collections.abc import Mapping

from domain.send_plans import Effect
from models.languages import Words, _
from models.states import WhatIfState
from solver.difference import Verdict
from web.words.effects import EFFECTS as WORDS
from web.words.tags import Tag, Tone

WITHOUT: Mapping[str, Words] = {
    "no_fitting_offer": _("No offer fits the topics that were asked for."),
    "places_taken": _("Others got the places that would have fitted."),
    "no_common_days": _("No days suit both this person and an offer that fits."),
    "no_common_language": _("No offer that fits is in a language of this person."),
    "too_far": _("The offers that fit are further away than this person travels."),
    "not_endorsed": _("The supervisor's endorsement was missing."),
}
EFFECTS: Mapping[Effect, Tag] = {
    Effect.NEW: Tag(WORDS[Effect.NEW], Tone.OK),
    Effect.MOVED: Tag(WORDS[Effect.MOVED], Tone.WARN),
    Effect.CHANGED: Tag(WORDS[Effect.CHANGED], Tone.NEWS),
    Effect.CANCELLED: Tag(WORDS[Effect.CANCELLED], Tone.BAD),
    Effect.TOLD: Tag(WORDS[Effect.TOLD], Tone.IDLE),
}
VERDICTS: Mapping[Verdict, Tag] = {
    "same": Tag(_("Stays"), Tone.IDLE),
    "other_dates": Tag(_("Other days"), Tone.WARN),
    "other_offer": Tag(_("Another host or mentor"), Tone.WARN),
    "newly_placed": Tag(_("Gets a place"), Tone.OK),
    "no_longer_placed": Tag(_("Loses the place"), Tone.BAD),
    "unplaced": Tag(_("Has no place"), Tone.IDLE),
    "left": Tag(_("Has left"), Tone.IDLE),
}
WHAT_IFS: Mapping[WhatIfState, Tag] = {
    WhatIfState.ASKED: Tag(_("waits for the solver"), Tone.NEWS),
    WhatIfState.SOLVED: Tag(_("answered"), Tone.OK),
    WhatIfState.IMPOSSIBLE: Tag(_("no plan is possible"), Tone.BAD),
    WhatIfState.ADOPTED: Tag(_("adopted"), Tone.OK),
    WhatIfState.DROPPED: Tag(_("dropped"), Tone.IDLE),
}
AIMS: Mapping[str, Words] = {
    "least_change": _("As few as possible move"),
    "nobody_else": _("As few as possible move"),
    "own_objective": _("As the round weighs it"),
    "best_value": _("Best for all together"),
}
BETWEEN, NOBODY_ELSE = _("Between the two"), _("Nobody else moves")
BROKEN: Mapping[str, Words] = {
    "own_organisation": _("One of them would go to their own organisation."),
    "same_person": _("One of them would go to themself."),
    "forbidden": _("One of the pairings is ruled out."),
    "excluded_by_application": _("One of them does not go there."),
    "excluded_by_offer": _("One of the hosts does not take this person."),
    "language": _("Two of them would have no language in common."),
    "topics": _("One of them would learn too little of what they wished for."),
    "max_minutes": _("It is too far for one of them."),
    "max_cost": _("The journey is too dear for one of them."),
    "travel_budget": _("An organisation has not so much money for travel."),
    "locked": _("One of them is locked where they are: lift the lock first."),
    "two_places": _("Somebody would be in two places at once."),
    "companions": _("One of them travels together with somebody."),
}
ANOTHER = _("The days of one do not suit the other, or a place is too small.")


def broken(rule: str) -> Words:
    """Why a change is not possible, by the name of the rule that it would break."""
    return BROKEN.get(rule, ANOTHER)


def aim(code: str, *, others_moved: int) -> Words:
    """What a repair looks at first, as it shows in what becomes of people."""
    return AIMS.get(code, BETWEEN) if others_moved else NOBODY_ELSE
