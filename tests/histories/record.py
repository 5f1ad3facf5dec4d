"""Record the histories that the replay test reads: `python -m tests.histories.record` from the root folder.

Run it when a workflow gets a new way of living, and keep the older files: running rounds are older still.
An edit that makes a saved history fail would also stop the rounds that run now: guard the new commands with
`workflow.patched` instead of recording anew. Steps are played from a script; ids are invented.
"""

import asyncio
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from temporalio.client import Client, WorkflowHandle, WorkflowUpdateFailedError
from temporalio.service import RPCError

from domain.refusals import Conflict
from models.languages import _
from models.messages import EDITION, Action, Case, Heard, Outcome, Slip, Standing
from models.streams import EXCHANGE, ROUND, WORKSHOP
from tests.stories.engine import engine
from tests.workflows.recorded import Line, Script, working
from workflows.actions import Actions
from workflows.door import connect, ring, tell_time

FOLDER = Path(__file__).parent / "saved"
MACHINE = (
    "stackTrace",
    "identity",
    "workerVersion",
    "sdkMetadata",
    "meteringMetadata",
)  # says who ran it, not what
BELL = Standing(waiting_for="somebody")

SMOOTH: tuple[Line, ...] = (
    *(("confirm", BELL), ("confirm", Outcome.CONFIRMED)),
    *(("accompany", BELL), ("accompany", Outcome.HELD)),
    *(("follow_up", BELL), ("follow_up", Outcome.DONE), ("close", Outcome.DONE)),
)
RELEASED: tuple[Line, ...] = (
    *(("confirm", BELL), ("confirm", BELL), ("confirm", Outcome.RELEASED), ("close", Outcome.DONE)),
)
REPAIRED: tuple[Line, ...] = (
    *(("collect", BELL), ("collect", Outcome.DONE)),
    *(("plan", Outcome.PLANNED), ("decide", Outcome.REJECTED)),
    *(("plan", Outcome.PLANNED), ("decide", BELL), ("decide", Outcome.APPROVED), ("publish", Outcome.DONE)),
    *(("watch", BELL), ("watch", Outcome.REPAIR)),
    *(("plan", Outcome.PLANNED), ("decide", Outcome.APPROVED), ("publish", Outcome.DONE)),
    *(("watch", Outcome.REPAIR), ("plan", Outcome.DONE)),
    *(("watch", Outcome.DONE), ("close", Outcome.DONE)),
)


HELD: tuple[Line, ...] = (
    *(("prepare", Outcome.DONE), ("gather", BELL), ("gather", Outcome.DONE)),
    *(("hold", BELL), ("hold", Outcome.HELD), ("after", BELL), ("after", Outcome.DONE)),
    ("close", Outcome.DONE),
)
REFUSED: tuple[Line, ...] = (
    ("confirm", Conflict(_("Not now."))),
    *RELEASED[1:],
)
FAILING: tuple[Line, ...] = (("confirm", OSError("away")), ("confirm", OSError("away")), *SMOOTH)


@dataclass(frozen=True)
class Life:
    """One story, how its waits end, and the edition that it was started under."""

    kind: str
    lines: tuple[Line, ...]
    timed: bool = True  # by the clock; else by a newer fact
    stands_still: bool = False
    hurried: bool = False  # an administrator asks again
    edition: int = EDITION


LIVES = {
    "exchange-smooth": Life(EXCHANGE, SMOOTH, edition=1),
    "exchange-released": Life(EXCHANGE, RELEASED, timed=False, edition=1),
    "exchange-rehearsed": Life(EXCHANGE, SMOOTH, stands_still=True, edition=1),
    "round-repaired": Life(ROUND, REPAIRED, edition=1),
    "exchange-smooth-2": Life(EXCHANGE, SMOOTH),
    "exchange-refused-2": Life(EXCHANGE, REFUSED, timed=False),
    "exchange-failing-2": Life(EXCHANGE, FAILING),
    "exchange-hurried-2": Life(EXCHANGE, SMOOTH, timed=False, hurried=True),
    "exchange-rehearsed-2": Life(EXCHANGE, SMOOTH, stands_still=True),
    "round-repaired-2": Life(ROUND, REPAIRED),
    "workshop-held-2": Life(WORKSHOP, HELD),
}


async def main() -> None:
    """Only those that are missing: an older history is worth more than a new one of its name."""
    client = await connect(engine().address)
    FOLDER.mkdir(exist_ok=True)
    for name, life in LIVES.items():
        if not (FOLDER / f"{name}.json").exists():
            await record(client, name, life)


async def record(client: Client, name: str, life: Life) -> None:
    """Play one life to its end, and keep its history."""
    owner = UUID(int=sum(name.encode()))
    case = Case(id=owner, round_id=owner, stands_still=life.stands_still, edition=life.edition)
    until = datetime.now(UTC) + timedelta(seconds=1) if life.timed else None
    script = Script(*((step, Standing(until=until) if said is BELL else said) for step, said in life.lines))
    stream = f"{life.kind}{owner}"
    async with working(client, script):
        await ring(client, stream, case, Heard(number=1, fact_id=UUID(int=1)))
        number = 1
        while len(script.asked) < len(life.lines):
            if life.stands_still:
                await tell_time(client, stream, until or datetime.now(UTC))
            elif life.hurried:
                await hurry(client, stream)
            elif not life.timed:
                number += 1
                await ring(client, stream, case, Heard(number=number, fact_id=UUID(int=number)))
            await asyncio.sleep(0.3)
        await client.get_workflow_handle(stream).result()
    history = (await client.get_workflow_handle(stream).fetch_history()).to_json_dict()
    text = re.sub(r'"\d+@[^"]*"', '"a-worker"', json.dumps(without_machine(history), indent=1))
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


async def hurry(client: Client, stream: str) -> None:
    handle: WorkflowHandle[Actions, None] = client.get_workflow_handle(stream)
    for action in (Action.REASSIGN, Action.RETRY):
        with suppress(WorkflowUpdateFailedError, RPCError):
            await handle.execute_update(Actions.act, Slip(id=uuid4(), action=action))


def without_machine(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: without_machine(each) for key, each in part.items() if key not in MACHINE}
    return [without_machine(each) for each in part] if isinstance(part, list) else part


if __name__ == "__main__":
    asyncio.run(main())
