"""Workflow modules stay light: one stray import costs eight times the CPU of every workflow."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions
from temporalio.workflow import SandboxImportNotificationPolicy

from tests.stories.engine import engine
from workflows.door import connect
from workflows.exchange import ExchangeWorkflow
from workflows.round import RoundWorkflow
from workflows.workshop import WorkshopWorkflow

ROOT = Path(__file__).parents[2]
HEAVY = {"babel", "holidays", "icalendar", "jinja2", "ortools", "psycopg", "sqlalchemy"}
MODULES = [
    *("actions", "asking", "chapters", "door", "exchange", "guard", "names", "patience", "round", "steps"),
    *("queues", "seen", "workshop"),
]
STRICT = SandboxImportNotificationPolicy.RAISE_ON_UNINTENTIONAL_PASSTHROUGH
PLANTED = '''
"""A workflow with a stray import."""

import sqlalchemy
from temporalio import workflow


@workflow.defn
class Planted:
    @workflow.run
    async def run(self) -> str:
        return sqlalchemy.__version__
'''


@pytest.fixture
async def client() -> Client:
    return await connect(engine().address)


@pytest.mark.parametrize("module", MODULES)
def test_a_fresh_interpreter_imports_nothing_heavy_with_it(module: str) -> None:
    code = f"import sys, workflows.{module}; print(*(name.split('.')[0] for name in sys.modules))"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert HEAVY & set(loaded.split()) == set()


def test_every_workflow_module_is_looked_at() -> None:
    found = {file.stem for file in (ROOT / "workflows").glob("*.py")} - {"__init__"}

    assert found == set(MODULES)


@pytest.mark.parametrize("flow", [RoundWorkflow, ExchangeWorkflow, WorkshopWorkflow])
async def test_our_workflows_pass_a_sandbox_that_lets_nothing_slip_through(
    client: Client, flow: type
) -> None:
    worker = Worker(client, task_queue=f"q-{uuid4()}", workflows=[flow], workflow_runner=_strict())

    assert not worker.is_running


async def test_the_same_sandbox_refuses_a_stray_import(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "planted.py").write_text(PLANTED, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    planted = import_module("planted")

    with pytest.raises(RuntimeError, match="Failed validating workflow Planted"):
        Worker(client, task_queue=f"q-{uuid4()}", workflows=[planted.Planted], workflow_runner=_strict())


def _strict() -> SandboxedWorkflowRunner:
    policy = SandboxImportNotificationPolicy.WARN_ON_DYNAMIC_IMPORT | STRICT
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_import_notification_policy(policy)
    )
