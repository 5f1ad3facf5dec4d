"""The solver's step with real children: what it tells, how it is stopped, that it always says the same."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload
from temporalio.exceptions import ApplicationError, CancelledError
from temporalio.testing import ActivityEnvironment

from domain import busy_sources, whatifs
from domain.spreadsheets.loading import load
from domain.spreadsheets.reading import open_books
from domain.whatifs import Question
from models.applications import Application
from models.clock import StandingClock
from models.database import Database
from models.feeds import BusySource
from models.messages import Outcome, Progress, Standing, Turn
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import ScheduleState, WhatIfState
from models.what_ifs import OtherWeight, WhatIf
from solver.child import ChildEnded
from tests.builders import CLOSES, OPENS
from workers.office import Office
from workers.solving import SolverWork

LIMIT_SECONDS = 120.0
SAMPLE = "three-councils-2027"


class Solving:
    """One step in a thread, as the worker runs it; what it tells, and what happens at its first sign."""

    def __init__(self, database: Database) -> None:
        with as_file(files("samples").joinpath(SAMPLE)) as folder, database.change() as db:
            assert load(db, open_books([folder]), now=OPENS).is_saved
            self.turn = Turn(id=db.scalars(select(Round.id)).one(), heard=1)
        self.work = SolverWork(Office(database, StandingClock(CLOSES)))
        self.environment = ActivityEnvironment()
        self.environment.on_heartbeat = self._hear
        self.told: list[Progress] = []
        self.at_first: Callable[[], object] = list
        self.children: list[int] = []

    def run(self) -> Standing:
        with ThreadPoolExecutor(1) as threads:
            step = threads.submit(self.environment.run, self.work.plan, self.turn)
            return step.result(LIMIT_SECONDS)

    def _hear(self, *said: Progress) -> None:
        self.told.extend(said)
        if not self.children:
            self.children = solver_children()
            self.at_first()


@pytest.fixture
def solving(sqlite_database: Database) -> Solving:
    return Solving(sqlite_database)


def test_the_heartbeat_carries_value_and_bound_and_the_plan_is_kept(
    sqlite_database: Database, solving: Solving
) -> None:
    standing = solving.run()

    with sqlite_database.look() as db:
        kept = db.scalars(select(Schedule).options(selectinload(Schedule.pairings))).one()
    last = solving.told[-1]
    assert standing.outcome is Outcome.PLANNED
    assert last.placed == len(kept.pairings) == 7
    assert last.bound >= last.value > 0
    assert solver_children() == []


def test_the_same_problem_gives_the_same_plan(sqlite_database: Database, solving: Solving) -> None:
    for _turn in range(2):
        solving.run()
        with sqlite_database.change() as db:
            db.execute(update(Schedule).values(state=ScheduleState.SUPERSEDED))

    with sqlite_database.look() as db:
        found = select(Schedule).order_by(Schedule.version).options(selectinload(Schedule.pairings))
        first, second = (placements(each) for each in db.scalars(found))
    assert len(first) == 7
    assert first == second


def test_a_what_if_is_answered_and_the_draft_goes_on_waiting(
    sqlite_database: Database, solving: Solving
) -> None:
    solving.run()
    with sqlite_database.change() as db:
        round_ = db.get_one(Round, solving.turn.id)
        question = Question("Enemmän sopivuutta", (OtherWeight(name="fit", points=500),))
        by = db.get_one(Person, round_.owner_id)
        asked = whatifs.ask(db, round_, question, by=by, now=CLOSES).id

    standing = solving.run()

    with sqlite_database.look() as db:
        row = db.get_one(WhatIf, asked)
        compared = whatifs.comparison(db, row)
        versions = [each.state for each in db.scalars(select(Schedule))]
    assert standing.outcome is Outcome.PLANNED
    assert (row.state, row.answered_at) == (WhatIfState.SOLVED, CLOSES)
    assert compared.after.fit >= compared.before.fit
    assert versions == [ScheduleState.DRAFT]
    assert solver_children() == []


def test_calendars_are_asked_before_the_plan_and_cannot_prevent_it(
    sqlite_database: Database, solving: Solving
) -> None:
    with sqlite_database.change() as db:
        person = db.scalars(select(Person).join(Application, Application.person_id == Person.id)).first()
        assert person is not None
        busy_sources.add(db, person, "https://localhost/calendar.ics", now=OPENS)

    standing = solving.run()

    with sqlite_database.look() as db:
        (source,) = db.scalars(select(BusySource))
    assert (source.tried_at, source.trouble) == (CLOSES, "forbidden")
    assert standing.outcome is Outcome.PLANNED


def test_a_cancelled_step_ends_and_leaves_no_child_behind(
    sqlite_database: Database, solving: Solving
) -> None:
    solving.at_first = solving.environment.cancel

    with pytest.raises(CancelledError):
        solving.run()

    assert (len(solving.children), solver_children()) == (1, [])
    assert nothing_kept(sqlite_database)


def test_a_worker_that_leaves_kills_the_child_and_lets_another_worker_try(
    sqlite_database: Database, solving: Solving
) -> None:
    solving.at_first = solving.environment.worker_shutdown

    with pytest.raises(ApplicationError) as left:
        solving.run()

    assert (left.value.type, left.value.non_retryable) == ("shutdown", False)
    assert (len(solving.children), solver_children()) == (1, [])
    assert nothing_kept(sqlite_database)


def test_a_child_that_is_killed_is_an_outage_and_not_an_answer(
    sqlite_database: Database, solving: Solving
) -> None:
    solving.at_first = lambda: os.kill(solving.children[0], signal.SIGKILL)

    with pytest.raises(ChildEnded):
        solving.run()

    assert nothing_kept(sqlite_database)


def test_others_may_write_while_the_solver_works(sqlite_database: Database, solving: Solving) -> None:
    def rename() -> None:
        with sqlite_database.change() as db:
            db.scalars(select(Round)).one().name_en = "Renamed meanwhile"

    solving.at_first = rename

    standing = solving.run()

    assert standing.outcome is Outcome.PLANNED


def placements(schedule: Schedule) -> list[tuple[object, ...]]:
    rows = ((each.application_id, each.offer_id, each.blocks, each.starts) for each in schedule.pairings)
    return sorted(rows, key=str)


def nothing_kept(database: Database) -> bool:
    with database.look() as db:
        return db.scalars(select(Schedule.id)).all() == []


def solver_children() -> list[int]:
    """Our own children that solve, as the kernel lists them."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(each.read_text().rpartition(")")[2].split()[1])
            command = (each.parent / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == os.getpid() and b"\0solver\0" in command:
            found.append(int(each.parent.name))
    return found
