"""What has just been done, by the code that the address carries: no words travel there."""

from collections.abc import Mapping

from models.languages import Words, _

NOTICES: Mapping[str, Words] = {
    "saved": _("Saved."),
    "welcome": _("You are signed in."),
}


def notice(code: str) -> Words | None:
    return NOTICES.get(code)
