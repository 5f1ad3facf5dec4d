"""Why HR steers a round: a sentence that people read, and that holds no identity code."""

from domain.identity_codes import holds_identity_code
from domain.refusals import Invalid
from models.languages import _


def reason(why: str) -> str:
    """The sentence without what surrounds it; there must be one."""
    said = " ".join(why.split())
    if not said:
        raise Invalid(_("Say why: those concerned read it."))
    if holds_identity_code(said):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    return said
