"""Solving in a child: progress and answer, errors, killing, and no orphans."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from time import monotonic, sleep

import pytest

from benchmarks.instances import SIZES, instance
from solver.__main__ import Pulse
from solver.child import Child, ChildEnded
from solver.clashes import clashes
from solver.frontier import repairs
from solver.lines import ErrorLine, ProgressLine
from solver.problem import Lock, Previous, StayDay
from solver.reading import ProblemError
from solver.solution import Progress, Solution, Status
from solver.solve import solve, solved
from tests.solver.tiny import MONDAY, a_guest, a_host, a_round

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


def test_a_child_says_why_no_plan_is_possible_when_it_is_asked() -> None:
    lock = Lock(application="eeva", offer="olli")
    problem = a_round(a_guest("eeva", languages=("sv",)), a_host("olli"), locked=(lock,))

    with Child.start(problem.model_dump_json(), clashes=True) as child:
        said = answer(child)

    assert said.status is Status.INFEASIBLE
    assert child.clashes == clashes(problem)
    assert [each.locks for each in child.clashes] == [(lock,)]


def test_a_child_gives_repairs_to_choose_from() -> None:
    aino = a_guest("aino", excluded_organisations=("vaasa",))
    hosts = (a_host("olli"), a_host("paavo", organisation="vaasa"))
    days = (StayDay(date=MONDAY),)
    was = (
        Previous(application="aino", offer="gone", confirmed=True, days=days),
        Previous(application="eeva", offer="olli", days=days),
    )
    problem = a_round(aino, a_guest("eeva"), *hosts, previous=was)

    with Child.start(problem.model_dump_json(), repairs=5) as child:
        first = answer(child)

    assert [each.aim for each in child.repairs] == [each.aim for each in repairs(problem, most=5)]
    assert first == child.repairs[0].solution


def test_a_child_hands_over_the_certificate_that_it_was_asked_for() -> None:
    problem = a_round(a_guest("eeva"), a_guest("aino"), a_host("olli"))

    with Child.start(problem.model_dump_json(), certificate=True) as child:
        answer(child)

    assert child.certificate == solved(problem).certificate


def test_a_child_that_was_not_asked_for_a_certificate_has_none() -> None:
    with Child.start(a_round(a_guest("eeva"), a_host("olli")).model_dump_json()) as child:
        answer(child)

    assert child.certificate is None


def test_a_child_begins_with_the_plan_that_it_is_given() -> None:
    hosts = (a_host("olli"), a_host("paavo", organisation="vaasa"))
    problem = a_round(a_guest("eeva"), a_guest("aino", excluded_organisations=("vaasa",)), *hosts)
    before = solve(problem.model_copy(update={"host_offers": hosts[:1]}))

    with Child.start(problem.model_dump_json(indent=1), start=before, iterations=100) as child:
        said = answer(child)

    assert said.model_copy(update={"seconds": 0.0}) == solve(
        problem, start=before, iterations=100
    ).model_copy(update={"seconds": 0.0})


def test_a_start_that_is_no_plan_is_told_with_its_path() -> None:
    problem = a_round(a_guest("eeva"), a_host("olli"))
    lines = f"{problem.model_dump_json()}\n{{}}\n"

    command = [sys.executable, "-m", "solver", "--watch-stdin", "--start=-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(lines)
        child.stdin.flush()  # and stays open: its end would mean that nobody waits any more
        told = ErrorLine.model_validate_json(child.stdout.readline())
        ended = child.wait()

    assert (ended, told.error[0].path) == (2, "status")


def test_the_libraries_of_a_child_use_one_thread_whatever_the_parent_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Read where the system shows what a process was started with."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "8")

    with Child.start("") as child:
        said = Path(f"/proc/{child.pid}/environ").read_bytes().split(b"\0")

    threads = {each for each in said if b"_NUM_THREADS=" in each}
    assert threads >= {b"OPENBLAS_NUM_THREADS=1", b"OMP_NUM_THREADS=1", b"MKL_NUM_THREADS=1"}


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


def test_the_newest_progress_is_told_again_while_nothing_new_comes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines: list[str] = []
    with Pulse() as pulse:
        pulse.tell(Progress(phase="prices", value=7, seconds=1.0))
        deadline = monotonic() + 60
        while len(lines) < 3 and monotonic() < deadline:
            lines += capsys.readouterr().out.splitlines()
            sleep(0.05)

    told = [ProgressLine.model_validate_json(line).progress for line in lines]
    assert {(one.phase, one.value) for one in told} == {("prices", 7)}
    assert [one.seconds for one in told] == sorted({one.seconds for one in told})
    assert len(told) >= 3
