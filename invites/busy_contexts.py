"""What letters about people's own calendars need to know."""

from dataclasses import dataclass
from datetime import datetime

from invites.letterhead import Letterhead
from models.languages import Words


@dataclass(frozen=True, kw_only=True)
class BusyTrouble(Letterhead):
    """To somebody whose calendar cannot be read; the address itself is a secret and not repeated."""

    kind = "busy_trouble"
    server: str
    reason: Words
    read_at: datetime | None


BUSY_KINDS: tuple[type[Letterhead], ...] = (BusyTrouble,)
