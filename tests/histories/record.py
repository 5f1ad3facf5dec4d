"""Record the histories that the replay test reads: `python -m tests.histories.record` from the root folder.

Run it when a workflow gets a new way of living, and keep the older files: running rounds are older still.
An edit that makes a saved history fail would also stop the rounds that run now: guard the new commands with
`workflow.patched` instead of recording anew. Steps are played from a script; ids are invented.
"""

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from temporalio.client import Client

from models.messages import Case, Heard, Outcome, Standing
from models.streams import EXCHANGE, ROUND
from tests.stories.engine import engine
from tests.workflows.recorded import Line, Script, working
from workflows.door import connect, ring, tell_time

FOLDER = Path(__file__).parent / "saved"
MACHINE = ("identity", "workerVersion", "sdkMetadata", "meteringMetadata")  # says who ran it, not what
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


async def main() -> None:
    client = await connect(engine().address)
    FOLDER.mkdir(exist_ok=True)
    await record(client, "exchange-smooth", EXCHANGE, SMOOTH, timed=True)
    await record(client, "exchange-released", EXCHANGE, RELEASED, timed=False)
    await record(client, "exchange-rehearsed", EXCHANGE, SMOOTH, timed=True, stands_still=True)
    await record(client, "round-repaired", ROUND, REPAIRED, timed=True)


async def record(
    client: Client, name: str, kind: str, lines: tuple[Line, ...], *, timed: bool, stands_still: bool = False
) -> None:
    """Play one life; `timed` waits end by the clock, the others by a newer fact."""
    owner = UUID(int=sum(name.encode()))
    case = Case(id=owner, round_id=owner, stands_still=stands_still)
    until = datetime.now(UTC) + timedelta(seconds=1) if timed else None
    script = Script(*((step, Standing(until=until) if said is BELL else said) for step, said in lines))
    stream = f"{kind}{owner}"
    async with working(client, script):
        await ring(client, stream, case, Heard(number=1, fact_id=UUID(int=1)))
        number = 1
        while len(script.asked) < len(lines):
            if stands_still:
                await tell_time(client, stream, until or datetime.now(UTC))
            elif not timed:
                number += 1
                await ring(client, stream, case, Heard(number=number, fact_id=UUID(int=number)))
            await asyncio.sleep(0.3)
        await client.get_workflow_handle(stream).result()
    history = (await client.get_workflow_handle(stream).fetch_history()).to_json_dict()
    text = re.sub(r'"\d+@[^"]*"', '"a-worker"', json.dumps(without_machine(history), indent=1))
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def without_machine(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: without_machine(each) for key, each in part.items() if key not in MACHINE}
    return [without_machine(each) for each in part] if isinstance(part, list) else part


if __name__ == "__main__":
    asyncio.run(main())
