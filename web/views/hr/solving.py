"""How far the solver is with a round, as its page tells it while it works."""

from datetime import datetime, timedelta

from models.record import Record
from models.rounds import Round
from models.solving import Solving
from web.views.reading import Reading

SILENT = timedelta(seconds=90)  # a worker that has died tells no more


class SolvingView(Record):
    """`gap` is the share that may still be missing; None while there is no plan, or no bound."""

    name: str
    is_working: bool
    phase: str
    value: int | None
    bound: int | None
    placed: int | None
    gap: float | None
    seconds: int


def look(seen: Reading, round_: Round, *, now: datetime) -> SolvingView | None:
    """None where nothing has been computed, or a worker was silent for long; `now` is the wall's clock."""
    row = seen.db.get(Solving, round_.id)
    if row is None or (row.ended_at is None and now - row.told_at > SILENT):
        return None
    return SolvingView(
        name=round_.name(seen.language),
        is_working=row.ended_at is None,
        phase=row.phase,
        value=row.value,
        bound=row.bound,
        placed=row.placed,
        gap=_gap(row.value, row.bound),
        seconds=max(0, round(((row.ended_at or row.told_at) - row.began_at).total_seconds())),
    )


def _gap(value: int | None, bound: int | None) -> float | None:
    if value is None or bound is None:
        return None
    return abs(bound - value) / max(1, abs(bound))
