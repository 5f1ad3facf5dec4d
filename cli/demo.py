"""`vaihto demo`: a whole round, half a year and more, rehearsed in a minute or two."""

import asyncio
import json
import sys
import threading
from dataclasses import asdict
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import click
from sqlalchemy import select

from cli.house import WATCH_SECONDS, House, HouseTaken
from cli.stage import Stage
from cli.up import leaving
from domain import rounds
from domain.figures import Figures, figures
from domain.previews import previewing
from domain.roles import coordinator
from domain.spreadsheets.loading import load
from domain.spreadsheets.reading import open_books
from models.database import Database
from models.people import Appointee
from models.rehearsals import Rehearsal
from models.rounds import Round
from models.states import Role
from models.timeline import MORNING, moment
from settings import Settings
from workers.conductor import Conductor, Stuck

DEFAULT_FOLDER = Path("vaihto-data") / "demo"
MARK = "this-is-a-demo"
BEGINS = moment(date(2026, 11, 2), MORNING)  # when the shipped rounds open


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), default=DEFAULT_FOLDER)
@click.option("--sample", default="councils-2027", show_default=True, help="Which shipped round to rehearse.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed tells the same story.")
@click.option(
    "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the summary."
)
@click.option("--exit/--stay", "leaves", default=None, help="Stop at the end, or stay up to be looked at.")
def demo(*, data: Path, sample: str, seed: int, json_file: Path | None, leaves: bool | None) -> None:
    """Rehearse the sample round from applications to the last follow-up."""
    told = play(of_its_own(data), sample=sample, seed=seed, leaves=leaves)
    if json_file and told:
        json_file.write_text(json.dumps(asdict(told), indent=2, ensure_ascii=False) + "\n")


def of_its_own(data: Path) -> Settings:
    """A rehearsal has its own database, server and outbox, whatever the operator has set for real rounds."""
    return Settings(
        data=data,
        database_url=None,
        temporal_address=None,
        temporal_namespace="default",
        temporal_port=None,
        web_host="127.0.0.1",
        web_port=None,
        smtp_host=None,
        imap_host=None,
        base_url=None,
    )


def play(settings: Settings, *, sample: str, seed: int, leaves: bool | None) -> Figures | None:
    """One rehearsal from its opening to its end; None when somebody stopped it on the way."""
    house = afresh(settings)
    leave = leaving()
    stage = Stage(house)
    try:
        told = _rehearse(house, sample=sample, seed=seed, stage=stage, leave=leave)
        if told and not (leaves if leaves is not None else not sys.stdout.isatty()):
            stage.invite()
            while not leave.wait(WATCH_SECONDS):
                house.watch(stage.note)
    finally:
        house.close()
    return told


def afresh(settings: Settings) -> House:
    """An empty house for a rehearsal; nobody else may live there."""
    _check_room(settings.data)
    try:
        house = House(settings, afresh=True)
    except HouseTaken as taken:
        raise click.ClickException(f"Vaihto is already running on {taken}.") from None
    (house.data / MARK).touch()
    return house


def _check_room(data: Path) -> None:
    """A rehearsal begins afresh; only a folder that an earlier one has made may be emptied."""
    if not data.exists() or not any(data.iterdir()):
        return
    if not (data / MARK).exists():
        raise click.ClickException(f"{data} holds something else: give the demo an empty folder (--data).")


def _rehearse(
    house: House, *, sample: str, seed: int, stage: Stage, leave: threading.Event
) -> Figures | None:
    house.prepare()
    database = Database(house.settings.database)
    reference = _set_the_scene(database, sample=sample, seed=seed)
    stage.opens(database, reference)
    house.open()
    if not conduct(Conductor(database, house.client), house, stage, leave):
        return None
    with database.look() as db:
        told = figures(db, rounds.by_reference(db, reference))
    stage.closes(told)
    database.close()
    return told


def conduct(conductor: Conductor, house: House, stage: Stage, leave: threading.Event) -> bool:
    """Play to the end; whether it was not stopped on the way."""
    try:
        return asyncio.run(_conduct(conductor, house, stage, leave))
    except Stuck as stuck:
        raise click.ClickException(f"The rehearsal got stuck: {stuck}. Logs: {house.data / 'logs'}") from None


async def _conduct(conductor: Conductor, house: House, stage: Stage, leave: threading.Event) -> bool:
    with stage.live():
        while not leave.is_set():
            scene = await conductor.next_scene(watch=lambda: house.watch(stage.note))
            stage.shows(scene)
            if scene.is_over:
                return True
    return False


def _set_the_scene(database: Database, *, sample: str, seed: int) -> str:
    """Read the sample as HR's own files, stop the clock at the opening, and let people in."""
    with as_file(files("samples").joinpath(sample)) as folder, database.change() as db:
        loaded = load(db, open_books([folder]), now=BEGINS)
        if not loaded.is_saved:
            raise click.ClickException(f"The sample {sample} has {len(loaded.problems)} problems.")
        round_ = db.scalars(select(Round)).one()
        db.add(Rehearsal(id=1, seed=seed, now=round_.opens_at))
        db.flush()
        db.add(Appointee(person_id=round_.owner_id, role=Role.ADMINISTRATOR))  # so that all pages can be seen
        previewing.mark(db, round_, by=coordinator(db, round_), now=round_.opens_at)
        rounds.open_(db, round_, now=round_.opens_at)
        return round_.reference
