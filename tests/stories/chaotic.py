"""`python -m tests.stories.chaotic FOLDER SMTP_PORT WEB_PORT APPLICANTS SEED`: a large round in a real house.

Its mails go to a test's SMTP server, its answer links lead to its own pages; who is killed is started again.
"""

import asyncio
import json
import sys
import time
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session
from temporalio.service import RPCError

from cli.house import House
from domain.events import open_stream, record
from domain.rehearsals.inventing import invent
from models import streams
from models.applications import Application, Endorsement
from models.database import Database
from models.facts import RoundOpened
from models.people import Person
from models.rehearsals import Rehearsal
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, RoundState
from settings import Settings
from tests.builders import a_person, a_round, an_organisation
from workers.cast import prepare
from workers.conductor import Conductor, Pace

ORGANISATIONS = 18
SURVIVING = Pace(tell_again=3.0, patience=180.0)  # whoever died may take a while to come back
AN_HOUR = timedelta(hours=1)


def main(folder: Path, smtp_port: int, web_port: int, applicants: int, seed: int) -> None:
    settings = Settings(
        data=folder / "data",
        smtp_host="127.0.0.1",
        smtp_port=smtp_port,
        smtp_security="none",
        web_port=web_port,
        base_url=f"http://127.0.0.1:{web_port}",
    )
    house = House(settings)
    house.prepare()
    database = Database(settings.database)
    with database.change() as db:
        set_the_scene(db, applicants=applicants, seed=seed)
    house.open()
    try:
        open_ = asyncio.run(live(house, database))
    finally:
        house.close()
    (folder / "told.json").write_text(json.dumps({"open_workflows": open_}))


def set_the_scene(db: Session, *, applicants: int, seed: int) -> None:
    """Everybody has applied and is endorsed; the round closes within the hour."""
    homes = [an_organisation(db, code=f"{each:02}", latitude=60 + each / 4) for each in range(ORGANISATIONS)]
    owner = a_person(db, organisation=homes[0], email="helmi@example.org")
    round_ = a_round(db, owner=owner, state=RoundState.DRAFT, last_day=date(2027, 6, 18))
    invent(db, round_, applicants=applicants, seed=seed)
    now = round_.closes_at - AN_HOUR
    for each in db.scalars(select(Application).where(Application.round_id == round_.id)).all():
        each.state, each.submitted_at = ApplicationState.SUBMITTED, now
        supervisor = db.get_one(Person, each.person_id).supervisor_id
        db.add(
            Endorsement(
                application_id=each.id, supervisor_id=supervisor, asked_at=now, state=EndorsementState.GIVEN
            )
        )
    begin(db, round_, seed=seed)


def begin(db: Session, round_: Round, *, seed: int) -> None:
    now = round_.closes_at - AN_HOUR
    round_.state = RoundState.OPEN
    db.add(Rehearsal(id=1, seed=seed, now=now))
    open_stream(db, streams.of_round(round_.id))
    db.flush()
    record(db, RoundOpened(round_id=round_.id), on=streams.of_round(round_.id), now=now)


async def live(house: House, database: Database) -> int:
    """To the end; how many workflows are open then."""
    conductor = Conductor(database, house.client, cast=partial(prepare), pace=SURVIVING)
    watch = partial(house.watch, partial(print, flush=True))
    while not (await conductor.next_scene(watch=watch)).is_over:
        pass
    for _look in range(60):
        watch()
        try:
            counted = await (await house.client()).count_workflows('ExecutionStatus="Running"')
        except (RPCError, RuntimeError):
            await asyncio.sleep(1)  # the server is being started again
            continue
        if counted.count == 0:
            return 0
        await asyncio.sleep(0.5)
    return counted.count


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:6]))
    finally:
        time.sleep(0.05)
