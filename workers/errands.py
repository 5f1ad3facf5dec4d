"""Asking workflows what administrators want of them: for a command that waits, and for the pages."""

import asyncio
import logging
from uuid import UUID

from temporalio.client import (
    Client,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from domain import errands
from domain.refusals import Conflict
from models.database import Database
from models.errands import Errand
from models.languages import _
from models.messages import Action, Slip
from workers.mending import Mending
from workers.office import Office
from workflows.actions import Actions

log = logging.getLogger("vaihto.errands")
PATIENCE_SECONDS = 20.0  # for the whole of it: the client asks again for ever where no worker is there
SILENCES = (RPCError, WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError)
PATIENCE_OF_PAGES = 5.0
LOOK_SECONDS, PAUSE_SECONDS = 0.5, 5.0
RUNS, LOST = "runs", "not_found"


class NotDone(Conflict):
    """The workflow said no, or nothing; the code tells which."""

    def __init__(self, said: str, *, is_silent: bool) -> None:
        refused = _("The workflow refused ({code}): look again.", code=said)
        silent = _("The workflow does not answer ({code}): `vaihto reconcile`.", code=said)
        super().__init__(silent if is_silent else refused)
        self.said = said
        self.is_silent = is_silent


class LeftErrands:
    """Does what the pages have left; a workflow that does not answer is asked again."""

    def __init__(self, office: Office, client: Client, *, stands_still: bool) -> None:
        self.office = office
        self.client = client
        self.mending = Mending(office, client, stands_still=stands_still)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(PAUSE_SECONDS if await self.carry() else LOOK_SECONDS)

    async def carry(self) -> int:
        """One pass; the number of those that still wait."""
        left = await asyncio.to_thread(self._left)
        return sum(await asyncio.gather(*(self._still_waits(each) for each in left)))

    async def _still_waits(self, errand: Errand) -> bool:
        try:
            await self._ask(errand)
        except NotDone as failed:
            if failed.is_silent and failed.said != LOST:
                await asyncio.to_thread(self._note_try, errand.id)
                return True
            await asyncio.to_thread(self._end, errand, failed.said)
        else:
            await asyncio.to_thread(self._end, errand, None)
        return False

    async def _ask(self, errand: Errand) -> None:
        if errand.action is not Action.REBUILD:
            await ask(self.client, self.office.database, errand, patience=PATIENCE_OF_PAGES)
            return
        try:
            was_lost = await self.mending.rebuild(errand.stream_id)
        except RPCError as failed:
            raise _no(failed) from None
        if not was_lost:
            raise NotDone(RUNS, is_silent=False)

    def _left(self) -> list[Errand]:
        with self.office.database.look() as db:
            return errands.left(db)

    def _note_try(self, errand_id: UUID) -> None:
        with self.office.database.change() as db:
            errands.tried(db, errand_id, now=self.office.clock.now())

    def _end(self, errand: Errand, refusal: str | None) -> None:
        log.info("errand %s (%s): %s", errand.id, errand.action, refusal or "done")
        with self.office.change() as db:
            errands.end(db, errand.id, now=self.office.clock.now(), refusal=refusal)


async def ask(
    client: Client, database: Database, errand: Errand, *, patience: float = PATIENCE_SECONDS
) -> None:
    """Sent twice, it is done once: its id is the update's id too."""
    handle: WorkflowHandle[Actions, None] = client.get_workflow_handle(errand.stream_id)
    slip = Slip(id=errand.id, action=errand.action, expects=errand.expects)
    try:
        async with asyncio.timeout(patience):
            await handle.execute_update(Actions.act, slip, id=str(errand.id))
    except (WorkflowUpdateFailedError, *SILENCES) as failed:
        if not await asyncio.to_thread(_is_done, database, errand):  # else only its answer was lost
            raise _no(failed) from None


def _no(failed: Exception) -> NotDone:
    """What to say when it was not done, or not yet."""
    if isinstance(failed, WorkflowUpdateFailedError):
        code = failed.cause.message if isinstance(failed.cause, ApplicationError) else "unknown"
        return NotDone(code, is_silent=False)
    return NotDone(failed.status.name.lower() if isinstance(failed, RPCError) else "timeout", is_silent=True)


def _is_done(database: Database, errand: Errand) -> bool:
    with database.look() as db:
        return db.get_one(Errand, errand.id).carried_out_at is not None
