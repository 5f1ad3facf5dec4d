"""One thing that waits for whoever steers a round: what, until when, and the one place where it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from models.languages import Words
from models.record import Record
from models.rounds import Round
from web.views.hr.round_head import address
from web.views.reading import Reading


class Press(StrEnum):
    """How much it presses: shown by shape, colour and order."""

    BAD = "bad"  # something stands still or was lost
    WARN = "warn"  # a decision is waited for
    NEWS = "news"  # it can still go by itself


class Todo(Record):
    words: Words
    action: Words
    address: str
    round_name: str  # empty: of no one round
    press: Press
    deadline: datetime | None = None


@dataclass(frozen=True)
class Desk:
    """The living rounds that somebody steers, in one moment."""

    seen: Reading
    rounds: Mapping[UUID, Round]

    def todo(
        self,
        round_: Round,
        words: Words,
        action: Words,
        end: str,
        *,
        press: Press = Press.WARN,
        deadline: datetime | None = None,
    ) -> Todo:
        """`end` is the part of the address after the round's own."""
        return Todo(
            words=words,
            action=action,
            address=f"{address(round_.reference)}{end}",
            round_name=round_.name(self.seen.language),
            press=press,
            deadline=deadline,
        )
