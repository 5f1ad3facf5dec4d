"""One exchange as its letters describe it."""

from dataclasses import dataclass

from invites.codes import Form
from invites.meetings import When


@dataclass(frozen=True)
class Particulars:
    """One exchange as its people see it; `blocks` are its stays, or its sessions."""

    form: Form
    guest: str
    guest_organisation: str
    host: str
    host_organisation: str
    blocks: tuple[When, ...]
    place: str = ""
    online: str = ""
    journey: str = ""
