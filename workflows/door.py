"""The client's door: how anybody reaches a workflow. Starting or telling twice is harmless."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from temporalio.client import Client, WorkflowHandle
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from models import streams
from models.messages import Case, Heard
from workflows.chapters import Chapters
from workflows.exchange import ExchangeWorkflow
from workflows.names import EXCHANGES, ORGANISATION_ID, ROUND_ID
from workflows.round import RoundWorkflow
from workflows.workshop import WorkshopWorkflow


async def connect(address: str, *, namespace: str = "default") -> Client:
    return await Client.connect(address, namespace=namespace, data_converter=pydantic_data_converter)


async def ring(client: Client, stream_id: str, case: Case, heard: Heard) -> None:
    """Tell a workflow what stands in its stream; the first ring starts it, one that is over hears nothing.

    One that was stopped, or has failed, begins again from the rows.
    """
    try:
        await client.start_workflow(
            _life(stream_id),
            case,
            id=stream_id,
            task_queue=EXCHANGES,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
            search_attributes=_attributes(case),
            start_signal="hear",
            start_signal_args=[heard],
        )
    except WorkflowAlreadyStartedError:
        return


async def begin_anew(client: Client, stream_id: str, case: Case) -> None:
    """Only for mending: start from what the rows say; whatever run there is ends."""
    await client.start_workflow(
        _life(stream_id),
        case,
        id=stream_id,
        task_queue=EXCHANGES,
        id_conflict_policy=WorkflowIDConflictPolicy.TERMINATE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        search_attributes=_attributes(case),
    )


async def tell_time(client: Client, stream_id: str, now: datetime) -> None:
    """A rehearsal's clock has moved past what this workflow waits for."""
    handle: WorkflowHandle[Chapters, None] = client.get_workflow_handle(stream_id)
    try:
        await handle.signal(Chapters.tell_time, now)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise


def _attributes(case: Case) -> TypedSearchAttributes:
    known = ((ROUND_ID, case.round_id), (ORGANISATION_ID, case.organisation_id))
    return TypedSearchAttributes([SearchAttributePair(key, str(said)) for key, said in known if said])


def _life(stream_id: str) -> Callable[..., Awaitable[None]]:
    if stream_id.startswith(streams.ROUND):
        return RoundWorkflow.run
    return WorkshopWorkflow.run if stream_id.startswith(streams.WORKSHOP) else ExchangeWorkflow.run
