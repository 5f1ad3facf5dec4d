"""Rounds that anybody can draw again: the same to the last bit, allowed, and as large as they say."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.candidates import Candidates
from benchmarks.instances import instance
from benchmarks.sizes import SIZES, TIGHTNESSES
from solver.problem import Problem, fingerprint
from solver.reading import read, refuse_flaws

ROOT = Path(__file__).parents[2]
PINNED = {
    ("S", "scarce", 1): "5f35676416ac5dd92869c39cb182bc6e42021660d14b9c963bd15a658950c0df",
    ("S", "scarce", 7): "d2b004edb241d5843804c48acb40ba192346398e55cd90b2012954d7f0565587",
    ("S", "loose", 1): "917eb81a526bbbb6972505ef6a6e1a14a59cc757aa94383f39eb3e410d2f4e2b",
    ("M", "scarce", 1): "73d579dfb131d90c97d0091b037e923908b3dfb54f22b0181bad89daf3e6ff74",
    ("sample", "scarce", 1): "0c4cd4c71fdb5ee43a8855f315bda915dd61aaae4258d63c8853a79aea2f0eed",
    ("mentoring", "scarce", 1): "1429e71610b8a641383fbc5973032cf4064917b1b90dc2d3fd9ee70b932bcd43",
}  # the input_sha256 of every answer that was ever measured


def drawn(size: str, tightness: str, seed: int) -> Problem:
    return instance(SIZES[size], TIGHTNESSES[tightness], seed=seed)


@pytest.mark.parametrize(("size", "tightness", "seed"), PINNED)
def test_a_seed_gives_the_same_round_everywhere(size: str, tightness: str, seed: int) -> None:
    assert fingerprint(drawn(size, tightness, seed)) == PINNED[size, tightness, seed]


def test_the_order_of_sets_and_hashes_does_not_matter(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.json" for number in (1, 2)]

    for number, file in enumerate(files):
        command = [sys.executable, "benchmarks/instances.py", "--size", "sample", "--seed", "7"]
        environment = {"PYTHONHASHSEED": f"{number}"}
        subprocess.run([*command, "--output", file], cwd=ROOT, env=environment, check=True)

    assert files[0].read_bytes() == files[1].read_bytes()
    assert read(files[0].read_bytes()) == drawn("sample", "scarce", 7)


@pytest.mark.parametrize("tightness", TIGHTNESSES)
@pytest.mark.parametrize("size", [size for size in SIZES if size not in ("L", "XL")])
def test_a_drawn_round_has_no_flaw(size: str, tightness: str) -> None:
    problem = drawn(size, tightness, 3)

    refuse_flaws(problem)

    assert len(problem.applications) == SIZES[size].guests + SIZES[size].mentees


@pytest.mark.parametrize(("tightness", "pairs"), [("scarce", 21_390), ("loose", 23_608)])
def test_a_round_of_500_has_some_22_000_pairs(tightness: str, pairs: int) -> None:
    problem = drawn("M", tightness, 1)

    assert len(Candidates(problem).pairs) == pytest.approx(pairs, rel=0.1)


def test_a_scarce_round_has_fewer_places_and_less_money_than_a_loose_one() -> None:
    scarce, loose = (drawn("M", tightness, 1) for tightness in ("scarce", "loose"))

    assert places(scarce) * 1.5 < places(loose)
    assert money(scarce) * 1.5 < money(loose)


def places(problem: Problem) -> int:
    return sum(host.most_stays for host in problem.host_offers)


def money(problem: Problem) -> int:
    return sum(one.travel_budget or 0 for one in problem.organisations)
