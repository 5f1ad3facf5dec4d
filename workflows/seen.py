"""What Temporal itself says of a workflow: whether it runs, which step fails, when it is tried again."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionResponse
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode

from models.messages import Memory
from workflows.chapters import Chapters
from workflows.names import ATTENTION, FAILING

KNOWN_WITHIN = timedelta(seconds=10)
AT_ONCE = 20
PROBLEMS = "TemporalReportedProblems"


@dataclass(frozen=True)
class Failing:
    """A step that does not get done; the code is the kind of its last failure, never its words."""

    step: str
    code: str
    attempts: int
    next_try: datetime | None


@dataclass(frozen=True)
class Seen:
    """`problems` are those of the workflow's own tasks: it cannot go on before somebody mends its code."""

    is_running: bool
    failing: Failing | None = None
    problems: tuple[str, ...] = ()


async def look(client: Client, workflow_id: str) -> Seen | None:
    """None: Temporal knows of no such workflow."""
    try:
        described = await client.get_workflow_handle(workflow_id).describe()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    return Seen(
        is_running=described.status is WorkflowExecutionStatus.RUNNING,
        failing=_failing(described.raw_description),
        problems=tuple(str(each) for each in described.search_attributes.get(PROBLEMS, ())),
    )


async def what_it_knows(client: Client, workflow_id: str) -> Memory:
    """How far a workflow has come in its stream; asks the worker, so one must be there."""
    handle: WorkflowHandle[Chapters, None] = client.get_workflow_handle(workflow_id)
    return await handle.query(Chapters.knows, rpc_timeout=KNOWN_WITHIN)


async def running_ids(client: Client) -> set[str]:
    """Every running workflow of ours; a listing is a moment behind."""
    return {each.id async for each in client.list_workflows("ExecutionStatus = 'Running'")}


async def troubled_ids(client: Client) -> frozenset[str]:
    """Running workflows that say that a step of theirs fails, or whose own tasks do; a moment behind."""
    troubled = f"ExecutionStatus = 'Running' AND ({ATTENTION.name} = '{FAILING}' OR {PROBLEMS} IS NOT NULL)"
    return frozenset([each.id async for each in client.list_workflows(troubled)])


async def look_at(client: Client, workflow_ids: Collection[str]) -> dict[str, Seen | None]:
    """Each by its id; none where Temporal knows of no such workflow."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(workflow_id: str) -> Seen | None:
        async with room:
            return await look(client, workflow_id)

    looked = await asyncio.gather(*(one(each) for each in workflow_ids))
    return dict(zip(workflow_ids, looked, strict=True))


async def end(client: Client, workflow_id: str) -> None:
    """Stop a workflow that has no rows; it can do nothing more."""
    try:
        await client.get_workflow_handle(workflow_id).terminate("mended")
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise


def _failing(described: DescribeWorkflowExecutionResponse) -> Failing | None:
    for each in described.pending_activities:
        if each.HasField("last_failure"):
            kind = each.last_failure.application_failure_info.type
            is_set = each.HasField("next_attempt_schedule_time")
            next_try = each.next_attempt_schedule_time.ToDatetime(tzinfo=UTC) if is_set else None
            return Failing(each.activity_type.name, kind or "timeout", each.attempt, next_try)
    return None
