"""A draft that was rehearsed three times over, and is being rehearsed again."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from domain.rehearsals import orders, playing
from domain.rehearsals.behaviour import Said
from domain.rehearsals.orders import Wanted
from domain.rehearsals.playing import Scene
from domain.rehearsals.report import Counts, Outcome, Phases, Week
from models.people import Person
from models.rounds import Round
from models.states import RoundState

WORKER = UUID(int=7)
FIRST = date(2027, 11, 1)


def rehearse(db: Session, draft: Round, *, by: Person, now: datetime) -> None:
    """Its page shows a result, and another one that is on its way."""
    wanted = Wanted(seeds=3, people=Said(declines=0.15), invented=24)
    for is_done in (True, False):
        orders.order(db, draft, wanted, by=by, now=now)
        if row := playing.take(db, worker_id=WORKER, now=now):
            for seed in (1, 2, 3) if is_done else (1,):
                playing.keep(db, row.id, _outcome(seed))
            if is_done:
                playing.end(row, now=now)
                db.flush()
            else:
                scene = Scene(seed=2, day=FIRST, phase=RoundState.RUNNING, mails=41)
                playing.hold(db, row.id, worker_id=WORKER, now=now, at=scene)


def _outcome(seed: int) -> Outcome:
    counts = {name: 5 * number + seed for number, name in enumerate(Counts.model_fields, start=1)}
    ends = {name: FIRST + timedelta(days=40 * n + seed) for n, name in enumerate(Phases.model_fields)}
    return Outcome(
        seed=seed,
        counts=Counts(**counts),
        phases=Phases(**ends),
        weeks=tuple(Week(monday=FIRST + timedelta(weeks=n), mails=3 * n + seed) for n in range(9)),
        released_because={"illness": seed, "no_answer": 1},
    )
