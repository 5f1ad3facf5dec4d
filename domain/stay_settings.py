"""What a round asks and sends while its stays are lived."""

from dataclasses import dataclass

from domain.refusals import Conflict
from models.languages import _
from models.rounds import Round
from models.states import RoundState

OVER = (RoundState.ENDED, RoundState.CANCELLED)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is not said stays as it is."""

    evening_before: bool | None = None
    attendance: bool | None = None
    travel_orders: bool | None = None
    agreement: bool | None = None


def change(round_: Round, wanted: Wanted) -> None:
    """Chapters look at it when they next have something to do; what was asked stays asked."""
    if round_.state in OVER:
        raise Conflict(_("The round is over: nothing in it changes any more."))
    if wanted.evening_before is not None:
        round_.asks_evening_before = wanted.evening_before
    if wanted.attendance is not None:
        round_.asks_attendance = wanted.attendance
    if wanted.travel_orders is not None:
        round_.sends_travel_orders = wanted.travel_orders
    if wanted.agreement is not None:
        round_.requires_agreement = wanted.agreement
