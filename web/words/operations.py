"""Running cases in words: what kind they are, why they need somebody, what was asked of them."""

from domain.operations import Trouble
from models import streams
from models.languages import Words, _
from models.messages import Action
from models.states import ExchangeState, RoundState, WorkshopState
from web.words.states import EXCHANGES, ROUNDS
from web.words.tags import Tag, Tone

KINDS = {streams.ROUND: _("round"), streams.EXCHANGE: _("exchange"), streams.WORKSHOP: _("workshop")}
TROUBLES = {
    Trouble.OVERDUE: _("its deadline has passed"),
    Trouble.AT_WORK: _("a step should have answered long ago"),
    Trouble.UNHEARD: _("what has happened was not acted on"),
}
WORKSHOPS = {
    WorkshopState.DRAFT: Tag(_("Workshop in preparation"), Tone.IDLE),
    WorkshopState.PLANNED: Tag(_("Workshop is planned"), Tone.NEWS),
    WorkshopState.HELD: Tag(_("Workshop was held"), Tone.OK),
    WorkshopState.CLOSED: Tag(_("Workshop is over"), Tone.IDLE),
    WorkshopState.CANCELLED: Tag(_("Workshop is cancelled"), Tone.BAD),
}
ACTIONS = {
    Action.RETRY: _("Try again now"),
    Action.SKIP: _("End the wait now"),
    Action.REASSIGN: _("Give it to somebody else"),
    Action.CANCEL: _("Cancel this exchange"),
    Action.REBUILD: _("Begin its workflow anew from the rows"),
}
WHAT_FOLLOWS = {
    Action.RETRY: _("The step that fails is asked again at once. Nothing else changes."),
    Action.SKIP: _("The wait ends as its deadline would end it: whoever has not answered is not waited for."),
    Action.REASSIGN: _("Letters about this case go to the person chosen, as long as this wait lasts."),
    Action.CANCEL: _("Its place comes free, calendars are cleared, and everybody concerned is told by mail."),
    Action.REBUILD: _("Only where its workflow is lost: one that runs is left alone."),
}
REFUSALS = {
    "moved_on": _("It waits for something else by now: look again."),
    "not_found": _("No workflow runs for this case: begin it anew."),
    "runs": _("Its workflow runs: there was nothing to begin."),
    "conflict": _("It is not possible any more: look again."),
    "not_allowed": _("The rules do not allow it."),
}


def refusal(code: str) -> Words:
    return REFUSALS.get(code) or _("The workflow refused ({code}).", code=code)


def phase(kind: str, state: str) -> Tag:
    """Where in its life a case is."""
    if kind == streams.ROUND:
        return ROUNDS[RoundState(state)]
    if kind == streams.EXCHANGE:
        return EXCHANGES[ExchangeState(state)]
    return WORKSHOPS[WorkshopState(state)]
