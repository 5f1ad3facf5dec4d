"""What Temporal says of its task queues: who takes work from them, how much waits, in which version."""

from dataclasses import dataclass
from datetime import UTC, datetime

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest, GetSystemInfoRequest
from temporalio.client import Client

from workflows.names import EXCHANGES, SOLVER

WORKFLOWS, STEPS = "workflows", "steps"
KINDS = {
    WORKFLOWS: TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    STEPS: TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
}
ASKED = ((EXCHANGES, WORKFLOWS), (EXCHANGES, STEPS), (SOLVER, STEPS))


@dataclass(frozen=True)
class Poller:
    """One worker process that takes work; its identity is its process and its machine."""

    identity: str
    seen_at: datetime
    version: str


@dataclass(frozen=True)
class Queue:
    name: str
    kind: str
    backlog: int
    oldest_seconds: float
    pollers: tuple[Poller, ...]

    @property
    def versions(self) -> frozenset[str]:
        return frozenset(each.version for each in self.pollers)


@dataclass(frozen=True)
class Timetable:
    """A schedule of Temporal's own."""

    id: str
    is_paused: bool
    next_at: tuple[datetime, ...]


async def queues(client: Client) -> tuple[Queue, ...]:
    return tuple([await _queue(client, name, kind) for name, kind in ASKED])


async def timetables(client: Client) -> tuple[Timetable, ...]:
    found = []
    async for each in await client.list_schedules():
        is_paused = each.schedule.state.paused if each.schedule else False
        next_at = tuple(each.info.next_action_times[:10]) if each.info else ()
        found.append(Timetable(each.id, is_paused, next_at))
    return tuple(found)


async def version(client: Client) -> str:
    """Of the server itself."""
    return (await client.workflow_service.get_system_info(GetSystemInfoRequest())).server_version


async def _queue(client: Client, name: str, kind: str) -> Queue:
    asked = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=name),
        task_queue_type=KINDS[kind],
        report_stats=True,
    )
    told = await client.workflow_service.describe_task_queue(asked)
    pollers = tuple(
        Poller(
            each.identity,
            each.last_access_time.ToDatetime(tzinfo=UTC),
            each.deployment_options.build_id or each.worker_version_capabilities.build_id,
        )
        for each in told.pollers
    )
    stats = told.stats
    age = stats.approximate_backlog_age.ToTimedelta().total_seconds()
    return Queue(name, kind, stats.approximate_backlog_count, age, pollers)
