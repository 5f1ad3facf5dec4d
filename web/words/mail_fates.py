"""What has become of a mail, why, and what to do next."""

import re
from collections.abc import Mapping

from models.languages import Words, _

STATUS = re.compile(r"\b[45]\.(\d)\.(\d{1,3})\b")
BY_SUBJECT: Mapping[str, Words] = {
    "1": _("The address is not known there. Ask for the right one by phone; correct it and send again."),
    "2": _("Their mailbox is full or closed. Call them, and send again when it takes mail."),
    "3": _("The mail is too large for their server, or of a kind that it does not take. Tell them by phone."),
    "4": _("Their server cannot be found. Look at what stands behind the @; correct it and send again."),
    "7": _("Their server does not trust ours. Tell your administrator; call the person meanwhile."),
}
"""The middle number of an enhanced status code says what it is about (RFC 3463)."""
FOR_DAYS = _("Their server has said: not now, for three days. Send again later, or call the person.")
OTHERWISE = _("Their server does not take it. Call the person, and ask which address works.")


def why_refused(status: str) -> Words:
    found = STATUS.search(status)
    if found:
        return BY_SUBJECT.get(found[1], OTHERWISE)
    return FOR_DAYS if status.endswith("for days") else OTHERWISE
