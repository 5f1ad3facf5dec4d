"""The embedded server as `vaihto up` starts it: what it was told survives a kill."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client, WorkflowExecutionStatus

from models.messages import Case, Heard
from tests.stories.engine import wait_until_serving
from workers.children import end, start
from workers.temporal_server import LOWEST_PORT, PORTS, TemporalServer, free_port, is_free
from workflows.door import connect, ring
from workflows.names import ROUND_ID

LIMIT_SECONDS = 60.0
OWNER = UUID(int=7)
STREAM = f"round-{OWNER}"


@pytest.fixture
def server(tmp_path: Path) -> TemporalServer:
    port = free_port()
    return TemporalServer(tmp_path / "temporal.db", port, free_port(besides=[port]), retention_days=90)


@contextmanager
def running(server: TemporalServer) -> Iterator[subprocess.Popen[bytes]]:
    process = start(server.command(), log=server.file.with_suffix(".log"))
    try:
        wait_until_serving(server)
        yield process
    finally:
        end(process, patience=LIMIT_SECONDS)


async def retention_days(client: Client) -> int:
    asked = DescribeNamespaceRequest(namespace="default")
    described = await client.workflow_service.describe_namespace(asked)
    return described.config.workflow_execution_retention_ttl.ToTimedelta().days


async def search_attributes(client: Client) -> set[str]:
    asked = ListSearchAttributesRequest(namespace="default")
    return set((await client.operator_service.list_search_attributes(asked)).custom_attributes)


async def test_everything_survives_a_kill_and_a_start_on_the_same_file(server: TemporalServer) -> None:
    case = Case(id=OWNER, round_id=OWNER)
    with running(server) as process:
        server.keep_histories()
        client = await connect(server.address)
        await ring(client, STREAM, case, Heard(number=1, fact_id=OWNER))
        before = (await client.get_workflow_handle(STREAM).fetch_history()).to_json()
        process.send_signal(signal.SIGKILL)
        process.wait()

    with running(server):
        client = await connect(server.address)
        after = await client.get_workflow_handle(STREAM).fetch_history()
        described = await client.get_workflow_handle(STREAM).describe()
        kept = await retention_days(client)
        known = await search_attributes(client)

    assert after.to_json() == before
    assert described.status is WorkflowExecutionStatus.RUNNING
    assert described.typed_search_attributes[ROUND_ID] == str(OWNER)
    assert (kept, {"Phase", "RoundId"} <= known) == (90, True)


async def test_a_server_that_is_asked_to_leave_leaves_in_peace(server: TemporalServer) -> None:
    with running(server) as process:
        end(process, patience=LIMIT_SECONDS)

    assert process.returncode == 0


def test_a_port_that_is_chosen_already_is_not_drawn_again() -> None:
    free = [port for port in range(LOWEST_PORT, LOWEST_PORT + PORTS) if is_free(port)]

    assert free_port(besides=free[1:]) == free[0]
