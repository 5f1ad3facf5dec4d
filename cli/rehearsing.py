"""One rehearsal of a real round: a copy of it in a house of its own, played to its end."""

import shutil
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from cli.demo import afresh, conduct, of_its_own
from cli.house import House
from cli.stage import Glance, Stage
from domain import rounds
from domain.rehearsals import copying, inventing, lines, opening, playing
from domain.rehearsals.behaviour import Said
from domain.rehearsals.outcomes import outcome
from domain.rehearsals.report import Outcome
from models.database import Database
from models.rounds import Round
from models.timeline import local_day
from workers.cast import prepare
from workers.conductor import Conductor


@dataclass(frozen=True)
class Order:
    """What is rehearsed: which round of which database, from when, with how many invented applicants."""

    source: Database
    reference: str
    people: Said
    now: datetime
    invented: int = 0
    tells: bool = False  # a line for each scene, to the program that has ordered it


class Quiet(Stage):
    """What is shown goes beside the report."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.console = Console(stderr=True, highlight=False)


class Telling(Quiet):
    """What is shown is read by a program."""

    def __init__(self, house: House, seed: int) -> None:
        super().__init__(house)
        self.seed = seed

    def tell(self, now: datetime, glance: Glance) -> None:
        phase, mails = glance.round_.state, glance.mails
        scene = playing.Scene(seed=self.seed, day=local_day(now), phase=phase, mails=mails)
        click.echo(lines.SceneLine(scene=scene).model_dump_json())


def rehearse(order: Order, folder: Path, *, seed: int, leave: threading.Event, keep: bool) -> Outcome | None:
    """Copy, play, count; None when somebody stopped it on the way. The folder goes unless it is kept."""
    house = afresh(of_its_own(folder))
    stage = Telling(house, seed) if order.tells else Quiet(house)
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
