"""How an errand is carried out: tried without a trace, written down, then asked of the running workflow."""

import asyncio
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import options, speech
from cli.desk import coordinator
from cli.engine_room import reach
from domain import errands
from domain.operations import round_of
from domain.refusals import Conflict, NotFound
from models.database import Database
from models.errands import Errand
from models.events import Stream
from models.languages import _
from models.messages import Action
from models.rounds import Round
from settings import Settings
from workers.errands import ask
from workers.office import clock_of

SAID = {
    Action.RETRY: _("The step is asked again now."),
    Action.SKIP: _("The wait has ended."),
    Action.REASSIGN: _("Recorded: somebody else sees to it."),
    Action.CANCEL: _("The case is cancelled, and everybody concerned is told."),
}


@dataclass(frozen=True)
class Asked:
    """What was said on the command line."""

    prefix: str
    action: Action
    by: str
    why: str
    to: str | None = None


def run(data: Path | None, asked: Asked) -> None:
    settings = options.settings_of(data)
    with closing(options.open_database(settings)) as database:
        asyncio.run(_run(settings, database, asked))
    speech.say(SAID[asked.action])


async def _run(settings: Settings, database: Database, asked: Asked) -> None:
    client = await reach(settings)
    if client is None:
        raise Conflict(_("Temporal does not answer: nothing was done."))
    now = clock_of(database).now()
    with database.trial() as db:
        errand = _write(db, database, asked)
        errands.carry_out(db, errand.id, now=now)  # its refusal has words; one from afar has only a code
    with database.change() as db:
        errand = _write(db, database, asked)
    await ask(client, database, errand)


def _write(db: Session, database: Database, asked: Asked) -> Errand:
    stream_id = _meant(db, asked.prefix)
    round_ = db.get_one(Round, round_of(db, stream_id))
    errand = Errand(
        stream_id=stream_id,
        action=asked.action,
        by_id=coordinator(db, asked.by, of=round_).id,
        why=asked.why,
        to_id=coordinator(db, asked.to, of=round_).id if asked.to else None,
        asked_at=clock_of(database).now(),
    )
    errands.ask(db, errand)
    return errand


def _meant(db: Session, prefix: str) -> str:
    """A workflow's id, or the beginning of the id behind its first word."""
    wanted = prefix.strip().lower()
    open_ = db.scalars(select(Stream.id).where(Stream.closed_at.is_(None), Stream.bell_number > 0))
    found = [each for each in open_ if wanted and wanted in (each, each.partition("-")[2][: len(wanted)])]
    if not found:
        raise NotFound(_("No running case has an id that begins with {prefix}.", prefix=prefix))
    if len(found) > 1:
        raise Conflict(_("Several cases begin with {prefix}: say more of the id.", prefix=prefix))
    return found[0]
