"""States that only the terminal names so far."""

from models.languages import Words, _
from models.states import ApplicationState, EndorsementState

APPLICATIONS = {
    ApplicationState.DRAFT: _("Draft"),
    ApplicationState.SUBMITTED: _("Sent in"),
    ApplicationState.PLACED: _("Has a place"),
    ApplicationState.WAITING: _("On the waiting list"),
    ApplicationState.WITHDRAWN: _("Withdrawn"),
}


def endorsement(state: EndorsementState, supervisor: str) -> Words:
    return {
        EndorsementState.ASKED: _("Waits for {name}", name=supervisor),
        EndorsementState.GIVEN: _("Endorsed by {name}", name=supervisor),
        EndorsementState.REFUSED: _("Not endorsed by {name}", name=supervisor),
    }[state]
