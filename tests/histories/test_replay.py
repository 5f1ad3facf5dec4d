"""Rounds that run now must survive the next release: their histories are replayed with today's workflows."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from models.messages import EDITION
from tests.histories.changed import ChangedExchange
from tests.histories.record import LIVES
from workflows.exchange import ExchangeWorkflow
from workflows.round import RoundWorkflow
from workflows.workshop import WorkshopWorkflow

ALL = [RoundWorkflow, ExchangeWorkflow, WorkshopWorkflow]
SAVED = Path(__file__).parent / "saved"
HISTORIES = sorted(each.stem for each in SAVED.glob("*.json"))
ID_OR_CODE = re.compile(r"[0-9a-f-]{36}|[A-Za-z_.-]*|[0-9T:.+Z-]+")


def test_every_way_of_living_has_a_saved_history() -> None:
    assert set(LIVES) == set(HISTORIES)


@pytest.mark.parametrize("edition", range(1, EDITION + 1))
def test_every_edition_has_saved_histories(edition: int) -> None:
    assert edition in {each.edition for each in LIVES.values()}


@pytest.mark.parametrize("name", HISTORIES)
async def test_a_saved_history_can_go_on_with_the_workflows_of_today(name: str) -> None:
    replayer = Replayer(
        workflows=[RoundWorkflow, ExchangeWorkflow, WorkshopWorkflow], data_converter=pydantic_data_converter
    )

    replayed = await replayer.replay_workflow(saved(name))

    assert replayed.replay_failure is None


async def test_an_edit_that_would_stop_running_exchanges_is_found() -> None:
    replayer = Replayer(workflows=[ChangedExchange], data_converter=pydantic_data_converter)

    with pytest.raises(NondeterminismError):
        await replayer.replay_workflow(saved("exchange-smooth"))


async def test_an_edit_beyond_what_an_exchange_has_lived_does_not_stop_it() -> None:
    replayer = Replayer(workflows=[ChangedExchange], data_converter=pydantic_data_converter)

    replayed = await replayer.replay_workflow(saved("exchange-released"))

    assert replayed.replay_failure is None


@pytest.mark.parametrize("name", HISTORIES)
def test_a_history_holds_ids_dates_and_codes_only(name: str) -> None:
    text = (SAVED / f"{name}.json").read_text(encoding="utf-8")
    history = json.loads(text)

    assert "@" not in text
    assert [each for each in texts(history) if not ID_OR_CODE.fullmatch(each)] == []


def saved(name: str) -> WorkflowHistory:
    text = (SAVED / f"{name}.json").read_text(encoding="utf-8")
    started = json.loads(text)["events"][0]["workflowExecutionStartedEventAttributes"]
    return WorkflowHistory.from_json(started["workflowId"], text)


def texts(part: Any) -> Iterator[str]:
    """Every text in the payloads: what workflows and steps have said to each other."""
    if isinstance(part, list):
        for each in part:
            yield from texts(each)
    elif isinstance(part, dict):
        if "data" in part and "metadata" in part:
            yield from words(json.loads(base64.b64decode(part["data"])))
        for each in part.values():
            yield from texts(each)


def words(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from words(each)
