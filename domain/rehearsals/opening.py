"""Where a rehearsal begins: at the moment and in the phase that its round is in, with a clock that stands."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import rounds
from domain.events import open_stream, record
from domain.refusals import Conflict
from models import streams
from models.applications import Application
from models.facts import RoundOpened
from models.languages import _
from models.rehearsals import Rehearsal
from models.rounds import Round
from models.states import ApplicationState, RoundState

START_SECONDS = 15.0  # the processes of a house, measured on two cores
SECONDS_EACH = 1.0  # for each application, its exchange and the changes on the way
REHEARSED = (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED, RoundState.PLANNED)


def check(round_: Round) -> None:
    """Refuse a round whose exchanges have begun: what people then do is no rehearsal any more."""
    if round_.state not in REHEARSED:
        raise Conflict(_("Only a round whose exchanges have not begun can be rehearsed."))


def check_applicants(db: Session, round_: Round, *, invented: int | None) -> None:
    """Invented people apply only where nobody real does, and only before applications are closed."""
    some = applicants(db, round_)
    if invented and some:
        raise Conflict(_("The round has applications of its own: rehearse it without invented ones."))
    if invented and round_.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise Conflict(_("The round does not take applications now."))
    if not invented and not some:
        raise Conflict(_("The round has no applications: say how many are to be invented (--applicants)."))


def applicants(db: Session, round_: Round) -> int:
    """How many have applied, or begun to."""
    asks = select(func.count(Application.id)).where(Application.round_id == round_.id)
    return db.scalar(asks.where(Application.state != ApplicationState.WITHDRAWN)) or 0


def seconds(applications: int) -> float:
    """How long one rehearsal takes: a straight line through the times of 8 and of 120 applications."""
    return START_SECONDS + SECONDS_EACH * applications


def begins_at(round_: Round, *, now: datetime) -> datetime:
    """A round that is being prepared opens on its date, or now; any other goes on from now."""
    return max(now, round_.opens_at) if round_.state is RoundState.DRAFT else now


def begin(db: Session, round_: Round, *, seed: int, now: datetime) -> None:
    """Stop the clock, and let the copied round's workflow start. A plan that was made is made anew."""
    db.add(Rehearsal(id=1, seed=seed, now=now))
    open_stream(db, streams.of_round(round_.id))
    round_.paused_at = None
    if round_.state is RoundState.DRAFT:
        rounds.let_in(db, round_, now=now)
        return
    if round_.state is RoundState.PLANNED:
        round_.state = RoundState.CLOSED
    record(db, RoundOpened(round_id=round_.id), on=streams.of_round(round_.id), now=now)
