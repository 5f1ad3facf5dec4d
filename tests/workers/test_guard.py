"""What a step's failure leaves in Temporal's history, on a real server."""

import json
import logging
from typing import Any

import pytest

from domain.refusals import Conflict
from models.languages import _
from models.messages import Outcome
from models.streams import EXCHANGE
from tests.workflows.recorded import Line, Script
from tests.workflows.stage import staged

ADDRESS = "aino@example.org"


async def history_of(*lines: Line, edition: int) -> list[dict[str, Any]]:
    """What the server keeps of an exchange that was lived by this script."""
    script = Script(*lines)
    async with staged(EXCHANGE, script, edition=edition) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.has_listened()
        await stage.hear(2)
        await stage.is_over()
        history = await stage.running.fetch_history()
    events: list[dict[str, Any]] = history.to_json_dict()["events"]
    return events


def of_type(events: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [found for each in events if (found := each.get(f"{kind}EventAttributes"))]


def failure_in(events: list[dict[str, Any]]) -> dict[str, Any]:
    """At hand it is kept in a marker; from the queue with the attempt that failed, or the one after."""
    kept = [(kind, "failure") for kind in ("markerRecorded", "activityTaskFailed")]
    found = [
        each[name]
        for kind, name in (*kept, ("activityTaskStarted", "lastFailure"))
        for each in of_type(events, kind)
        if name in each
    ]
    failure: dict[str, Any] = found[0]
    return failure


@pytest.mark.parametrize("edition", [1, 2])
async def test_a_failure_reaches_temporal_as_its_type_and_a_log_id_only(
    caplog: pytest.LogCaptureFixture, edition: int
) -> None:
    caplog.set_level(logging.ERROR, "vaihto.steps")

    events = await history_of(
        ("confirm", OSError(f"cannot write to {ADDRESS}")),
        ("confirm", Outcome.RELEASED),
        ("close", Outcome.DONE),
        edition=edition,
    )

    failure = failure_in(events)
    log_id = failure["message"].removeprefix("log id ")
    assert failure["applicationFailureInfo"] == {"type": "OSError"}
    assert f"log id {log_id}" in caplog.text
    assert ADDRESS in caplog.text
    assert ADDRESS not in json.dumps(events)


@pytest.mark.parametrize("edition", [1, 2])
async def test_a_refusal_reaches_temporal_as_its_code_and_is_not_tried_again(
    caplog: pytest.LogCaptureFixture, edition: int
) -> None:
    events = await history_of(
        ("confirm", Conflict(_("Ask {name} instead.", name=ADDRESS))),
        ("confirm", Outcome.RELEASED),
        ("close", Outcome.DONE),
        edition=edition,
    )

    failure = failure_in(events)
    assert failure["message"] == "conflict"
    assert failure["applicationFailureInfo"] == {"type": "refusal", "nonRetryable": True}
    assert ADDRESS not in json.dumps(events)
    assert [each for each in caplog.records if each.name == "vaihto.steps"] == []
