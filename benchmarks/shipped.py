"""A shipped sample as the solver's problem: imported, opened, and every supervisor has said yes."""

from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import planning, rounds
from domain.spreadsheets.loading import load
from domain.spreadsheets.reading import open_books
from migrations.upgrade import upgrade
from models.applications import Endorsement
from models.database import Database
from models.rounds import Round
from models.states import EndorsementState
from solver.problem import Problem

MADE = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def problem_of(sample: str) -> Problem:
    """What the solver gets at the closing time of a shipped round."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'sample.sqlite'}")
        upgrade(database)
        with database.change() as db:
            problem = _planned(db, sample)
        database.close()
    return problem


def _planned(db: Session, sample: str) -> Problem:
    with as_file(files("samples").joinpath(sample)) as books:
        load(db, open_books([Path(books)]), now=MADE)
    round_ = db.scalars(select(Round)).one()
    rounds.let_in(db, round_, now=round_.opens_at)
    for endorsement in db.scalars(select(Endorsement)):
        endorsement.state = EndorsementState.GIVEN
    db.flush()
    return planning.problem(db, round_, now=round_.closes_at)
