"""One rehearsal of a real round: a copy of it in a house of its own, played to its end."""

import shutil
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from rich.console import Console

from cli.demo import afresh, conduct, of_its_own
from cli.house import House
from cli.stage import Stage
from domain import rounds
from domain.rehearsals import copying, inventing, opening
from domain.rehearsals.behaviour import Said
from domain.rehearsals.outcomes import outcome
from domain.rehearsals.report import Outcome
from models.database import Database
from models.rounds import Round
from workers.cast import prepare
from workers.conductor import Conductor

START_SECONDS = 15.0  # the processes of a house, measured on two cores
SECONDS_EACH = 1.0  # for each application, its exchange and the changes on the way


@dataclass(frozen=True)
class Order:
    """What is rehearsed: which round of which database, from when, with how many invented applicants."""

    source: Database
    reference: str
    people: Said
    now: datetime
    invented: int = 0


def seconds(applications: int) -> float:
    """How long one rehearsal takes: a straight line through the times of 8 and of 120 applications."""
    return START_SECONDS + SECONDS_EACH * applications


def rehearse(order: Order, folder: Path, *, seed: int, leave: threading.Event, keep: bool) -> Outcome | None:
    """Copy, play, count; None when somebody stopped it on the way. The folder goes unless it is kept."""
    house = afresh(of_its_own(folder))
    stage = Stage(house)
    stage.console = Console(stderr=True, highlight=False)
    try:
        told = _play(order, house, stage, seed=seed, leave=leave)
    finally:
        house.close()
    if told and not keep:
        shutil.rmtree(folder)
    return told


def _play(order: Order, house: House, stage: Stage, *, seed: int, leave: threading.Event) -> Outcome | None:
    house.prepare()
    database = Database(house.settings.database)
    _set_the_scene(order, database, seed=seed)
    stage.opens(database, order.reference)
    house.open()
    cast = partial(prepare, behaviour=order.people.behaviour())
    finished = conduct(Conductor(database, house.client, cast=cast), house, stage, leave)
    try:
        with database.look() as db:
            found = rounds.by_reference(db, order.reference)
            return outcome(db, found, seed=seed) if finished else None
    finally:
        database.close()


def _set_the_scene(order: Order, database: Database, *, seed: int) -> None:
    """Nothing but reading is done where the real round lives."""
    with order.source.look() as source, database.change() as db:
        meant = rounds.by_reference(source, order.reference)
        copying.copy(source, db, meant)
        round_ = db.get_one(Round, meant.id)
        if order.invented:
            inventing.invent(db, round_, applicants=order.invented, seed=seed)
        opening.begin(db, round_, seed=seed, now=opening.begins_at(round_, now=order.now))
