"""A data folder with a round of thousands of applications and its plan, for pages to be asked from."""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain import planning, rounds, schedules
from domain.access import sessions
from domain.access.sessions import Browser
from domain.rehearsals import inventing
from domain.spreadsheets.loading import load
from domain.spreadsheets.reading import open_books
from migrations.upgrade import upgrade
from models.access import Entrance
from models.applications import Application, Endorsement
from models.database import Database
from models.people import Appointee, Person
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, Role, RoundState
from solver.solve import solve

SAMPLE = "councils-2027"
SEED, PATIENCE = 1, 60.0


@dataclass(frozen=True)
class WebHouse:
    """The round's name in addresses, and the sessions of who steers it and who takes part in it."""

    reference: str
    coordinator: str
    participant: str


def built(folder: Path, *, applicants: int) -> WebHouse:
    """Councils as shipped; people, wishes and offers invented; the plan by the real solver."""
    database = Database(f"sqlite:///{folder / 'vaihto.db'}")
    upgrade(database)
    with database.change() as db:
        round_ = _round(db, applicants=applicants)
        reference = round_.reference
    with database.change() as db:
        _plan(db, rounds.by_reference(db, reference))
    with database.change() as db:
        found = _sessions(db, rounds.by_reference(db, reference))
    database.close()
    return found


def _round(db: Session, *, applicants: int) -> Round:
    with as_file(files("samples").joinpath(SAMPLE)) as sample:
        load(db, open_books([sample]), now=datetime(2026, 11, 2, 7, 0, tzinfo=UTC))
    round_ = db.scalars(select(Round)).one()
    shipped = len(db.scalars(select(Application.id)).all())
    inventor = inventing.Inventor(db, round_, seed=SEED)
    for number in range(applicants - shipped):
        kind = round_.kinds[number % len(round_.kinds)]
        inventor.applicant(kind)
        db.add(inventor.offer(kind))
    db.flush()
    _submit(db, round_)
    round_.state, round_.closed_at = RoundState.CLOSED, round_.closes_at
    return round_


def _submit(db: Session, round_: Round) -> None:
    """Everybody has sent theirs, and every supervisor has said yes."""
    mine = Application.round_id == round_.id
    sent = {"state": ApplicationState.SUBMITTED, "submitted_at": round_.closes_at}
    db.execute(update(Application).where(mine).values(sent))
    endorsed = select(Endorsement.application_id)
    found = select(Application.id, Person.supervisor_id).join(Person, Person.id == Application.person_id)
    rows = db.execute(found.where(mine, Application.id.not_in(endorsed), Person.supervisor_id.is_not(None)))
    given = {"state": EndorsementState.GIVEN, "asked_at": round_.opens_at, "answered_at": round_.closes_at}
    said = [Endorsement(application_id=row.id, supervisor_id=row.supervisor_id, **given) for row in rows]
    db.execute(update(Endorsement).values(given))
    db.add_all(said)
    db.flush()


def _plan(db: Session, round_: Round) -> None:
    problem = planning.problem(db, round_, now=round_.closes_at)
    solution = solve(problem, seed=SEED, time_limit=PATIENCE)
    kept = schedules.keep(db, round_, problem, solution, now=round_.closes_at)
    assert kept is not None, solution.status  # noqa: S101 - without a plan there is nothing to look at


def _sessions(db: Session, round_: Round) -> WebHouse:
    owner = db.get_one(Person, round_.owner_id)
    db.add(Appointee(person_id=owner.id, role=Role.ADMINISTRATOR))
    db.flush()
    applicant = select(Person).join(Application, Application.person_id == Person.id).order_by(Person.email)
    someone = db.scalars(applicant.limit(1)).one()
    coordinator, participant = (_session(db, each) for each in (owner, someone))
    return WebHouse(round_.reference, coordinator, participant)


def _session(db: Session, person: Person) -> str:
    now = datetime.now(UTC)
    return sessions.begin(db, person, entrance=Entrance.TERMINAL, browser=Browser(), now=now)
