"""What every letter has."""

from dataclasses import dataclass
from typing import ClassVar

from invites.meetings import Mailbox


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """What every mail has: whom it greets, the round, and the person to ask."""

    kind: ClassVar[str]
    name: str
    round_name: str
    coordinator: Mailbox
