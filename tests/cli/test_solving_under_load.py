"""`vaihto solve` gives the same bytes on a machine at rest and on one whose cores are all busy."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.instances import instance
from benchmarks.sizes import SIZES, TIGHTNESSES, Size
from solver.arrays.board import Board
from solver.climb import is_large
from solver.problem import Problem
from solver.solution import Status
from solver.view import View
from tests.cli.files import VAIHTO, read, written
from tests.taste.tree import ROOT

SMALL = instance(SIZES["S"], seed=1)
LARGE = instance(Size(guests=260, hosts=120, topics=4), TIGHTNESSES["loose"], seed=1)
ROUNDS = pytest.mark.parametrize(
    ("problem", "words", "status"),
    [(SMALL, (), Status.OPTIMAL), (LARGE, ("--iterations", "100"), Status.FEASIBLE)],
    ids=["proved", "searched"],
)


def test_the_large_round_is_too_large_for_proof() -> None:
    assert [is_large(Board(View(each))) for each in (SMALL, LARGE)] == [False, True]


@ROUNDS
def test_a_busy_machine_gives_the_same_bytes(
    problem: Problem, words: tuple[str, ...], status: Status, tmp_path: Path
) -> None:
    at_rest = solved(tmp_path, problem, *words)

    with every_core_busy():
        under_load = solved(tmp_path, problem, *words)

    assert read(tmp_path / "plan.json").status == status
    assert under_load == at_rest


def solved(folder: Path, problem: Problem, *words: str) -> tuple[bytes, bytes]:
    """Plan and certificate as they are written, but for how long it took."""
    plan, certificate = folder / "plan.json", folder / "certificate.json"
    files = ["--output", str(plan), "--certificate", str(certificate)]
    solve = [*VAIHTO, "solve", str(written(folder, problem)), *files, "--seed", "3", *words]
    subprocess.run(solve, cwd=ROOT, check=True)
    timeless, times = re.subn(rb'"seconds": [0-9.]+', b'"seconds": 0', plan.read_bytes())
    assert times == 1
    return timeless, certificate.read_bytes()


@contextmanager
def every_core_busy() -> Iterator[None]:
    """As many processes as there are cores count for nothing, until the end."""
    forever = [sys.executable, "-c", "while True: pass"]
    busy = [subprocess.Popen(forever) for _ in range(os.cpu_count() or 2)]
    try:
        yield
    finally:
        for each in busy:
            each.kill()
            each.wait()
