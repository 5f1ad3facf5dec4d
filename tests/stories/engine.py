"""One real Temporal server for all tests of a process, started by the first that asks."""

import atexit
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import select
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from models.database import Database
from models.events import Stream
from workers.children import end, start
from workers.temporal_server import TemporalServer, binary, free_port

READY_SECONDS = 60.0
TIME_SKIPPING = (
    "--dynamic-config-value=frontend.WorkflowTimeSkippingEnabled=true",
    '--dynamic-config-value=history.timerProcessorMaxTimeShift="50ms"',
)


@cache
def engine() -> TemporalServer:
    """The server, with our search attributes, and able to skip time for workflows that ask for it.

    Called in the main thread only: the server ends with the thread that started it.
    """
    folder = tempfile.TemporaryDirectory(prefix="vaihto-engine-")
    port = free_port()
    server = TemporalServer(
        Path(folder.name, "temporal.db"), port, free_port(besides=[port]), retention_days=1
    )
    process = start([*server.command(), "--headless", *TIME_SKIPPING], log=Path(folder.name, "log"))
    atexit.register(folder.cleanup)
    atexit.register(end, process, patience=10.0)
    wait_until_serving(server)
    return server


@contextmanager
def another_engine(folder: Path, *options: str) -> Iterator[TemporalServer]:
    """A server of one's own, that knows nothing, until the end of the test."""
    port = free_port()
    server = TemporalServer(folder / "temporal.db", port, free_port(besides=[port]), retention_days=1)
    process = start([*server.command(), "--headless", *options], log=folder / "engine.log")
    wait_until_serving(server)
    yield server
    end(process, patience=10.0)


def wait_until_serving(server: TemporalServer) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not is_serving(server):
        if time.monotonic() > deadline:
            raise TimeoutError("the Temporal server does not serve")
        time.sleep(0.1)


def is_serving(server: TemporalServer) -> bool:
    asked = [binary(), "operator", "cluster", "health", f"--address={server.address}"]
    return b"SERVING" in subprocess.run(asked, capture_output=True, timeout=READY_SECONDS).stdout


async def end_workflows(client: Client, database: Database) -> None:
    """Leave no open workflow to the next test: its steps would look for rows that are not there."""
    with database.look() as db:
        streams = db.scalars(select(Stream.id).where(Stream.closed_at.is_(None))).all()
    for each in streams:
        try:
            await client.get_workflow_handle(each).terminate()
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
