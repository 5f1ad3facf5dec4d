"""Solving in a child: progress and answer, errors, killing, and no orphans."""

import os
import signal
import subprocess
import sys
import time

import pytest

from benchmarks.instances import SIZES, instance
from solver.child import Child, ChildEnded
from solver.reading import ProblemError
from solver.solution import Progress, Solution
from solver.solve import solve
from tests.solver.tiny import a_guest, a_host, a_round

PATIENCE = 60.0


def answer(child: Child) -> Solution:
    """Read to the end."""
    while not isinstance(said := child.read(PATIENCE), Solution):
        assert said is not None
    return said


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_gives_the_same_answer() -> None:
    problem = a_round(a_guest("eeva"), a_host("olli"))

    with Child.start(problem.model_dump_json(indent=1), seed=5) as child:
        first, said = child.read(PATIENCE), answer(child)

    assert isinstance(first, Progress)
    assert said.model_copy(update={"seconds": 0.0}) == solve(problem, seed=5).model_copy(
        update={"seconds": 0.0}
    )


def test_a_child_tells_what_is_wrong_with_the_problem() -> None:
    with Child.start("{}") as child, pytest.raises(ProblemError) as refused:
        child.read(PATIENCE)

    assert [flaw.path for flaw in refused.value.flaws] == ["days", "organisations", "applications"]


def test_a_killed_child_is_gone_at_once() -> None:
    child = Child.start(instance(SIZES["sample"], seed=4).model_dump_json())
    child.read(PATIENCE)

    began = time.monotonic()
    child.kill()

    assert time.monotonic() - began < 0.5
    with pytest.raises(ChildEnded):
        answer(child)


def test_a_quiet_child_is_waited_for_no_longer_than_asked() -> None:
    with Child.start("") as child:
        assert child.read(0.0) is None


def test_a_child_does_not_outlive_its_parent() -> None:
    """The parent is another process, killed with no chance to tidy up."""
    script = (
        "import sys, time; from benchmarks.instances import SIZES, instance; from solver.child import Child\n"
        "child = Child.start(instance(SIZES['sample'], seed=4).model_dump_json())\n"
        "child.read(60); print(child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    orphan = int(parent.stdout.readline())

    parent.send_signal(signal.SIGKILL)
    parent.wait()

    deadline = time.monotonic() + 10
    while is_alive(orphan) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(orphan)
