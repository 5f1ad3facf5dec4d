"""What HR sets for the plans of a round: what they aim at, and which repairs need no approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from domain import changing
from domain.events import record
from domain.refusals import Conflict, Invalid
from models import streams
from models.deciding_facts import PlanningSet
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import RoundState

MOST_REGRET = 24 * 60  # minutes
OVER = (RoundState.ENDED, RoundState.CANCELLED)


@dataclass(frozen=True)
class RepairLimit:
    """A repair is made without asking if no more than so many others move, and it costs no more than this."""

    most_moved: int
    most_euros: int


def weigh(db: Session, round_: Round, points: Mapping[str, int], *, by: Person, now: datetime) -> None:
    """What the next plans aim at; a plan that waits already stays as it is."""
    _check_lives(round_)
    for name, each in points.items():
        round_.weights = changing.weighed(round_.weights, name, each)
    _note(db, round_, by=by, now=now)


def limit_repairs(
    db: Session, round_: Round, limit: RepairLimit | None, *, by: Person, now: datetime
) -> None:
    """From now on; without a limit HR approves every repair."""
    _check_lives(round_)
    if limit is not None and min(limit.most_moved, limit.most_euros) < 0:
        raise Invalid(_("A limit is 0 or more."))
    round_.auto_repair_most_moved = limit.most_moved if limit else None
    round_.auto_repair_most_euros = limit.most_euros if limit else None
    _note(db, round_, by=by, now=now)


def set_waiting_bonus(db: Session, round_: Round, points: int, *, by: Person, now: datetime) -> None:
    """How much priority those get who waited in vain to the end of their last round."""
    _check_lives(round_)
    if points < 0:
        raise Invalid(_("A limit is 0 or more."))
    round_.waiting_bonus = points
    _note(db, round_, by=by, now=now)


def set_regret(db: Session, round_: Round, minutes: int, *, by: Person, now: datetime) -> None:
    """How long an approval can be taken back before the plan is published; 0: it leaves at once."""
    _check_lives(round_)
    if not 0 <= minutes <= MOST_REGRET:
        raise Invalid(_("Give between 0 and {most} minutes.", most=MOST_REGRET))
    round_.regret_minutes = minutes
    _note(db, round_, by=by, now=now)


def _check_lives(round_: Round) -> None:
    if round_.state in OVER:
        raise Conflict(_("The round is over: nothing is planned any more."))


def _note(db: Session, round_: Round, *, by: Person, now: datetime) -> None:
    fact = PlanningSet(round_id=round_.id)
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=by.id)
