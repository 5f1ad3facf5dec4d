"""What a message of a send-plan means to the one who gets it, in words."""

from domain.send_plans import Effect
from models.languages import Words, _

NOTHING = _("Nothing")
EFFECTS: dict[Effect, Words] = {
    Effect.NEW: _("New"),
    Effect.MOVED: _("Moved"),
    Effect.CHANGED: _("Changed"),
    Effect.CANCELLED: _("Cancelled"),
    Effect.TOLD: _("Letter"),
}
