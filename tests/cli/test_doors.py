"""The ports of a data folder stay over restarts, and a file that a crash cut short is as good as none."""

import socket
from pathlib import Path

import pytest

from cli.demo import of_its_own
from cli.house import Doors, House


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def opened(data: Path) -> Doors:
    house = House(of_its_own(data))
    house.close()
    return house.doors


def written(data: Path) -> Doors:
    return Doors.model_validate_json((data / "doors.json").read_text())


@pytest.mark.parametrize(
    "left", ["", "\0\0\0", "{", '{"temporal": 7', '{"temporal": 7233}', "null", '{"web": "x"}']
)
def test_a_broken_file_of_ports_is_as_good_as_none(data: Path, left: str) -> None:
    (data / "doors.json").write_text(left)

    doors = opened(data)

    assert written(data) == doors
    assert len({doors.temporal, doors.temporal_ui, doors.web}) == 3


def test_the_ports_stay_over_restarts(data: Path) -> None:
    assert opened(data) == opened(data)


def test_a_port_that_somebody_else_has_taken_is_changed_and_the_others_stay(data: Path) -> None:
    before = opened(data)

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", before.web))
        taken.listen()
        after = opened(data)

    assert (after.temporal, after.temporal_ui) == (before.temporal, before.temporal_ui)
    assert after.web != before.web
    assert written(data) == after


def test_nothing_unfinished_is_left_beside_it(data: Path) -> None:
    opened(data)

    assert sorted(file.name for file in data.iterdir()) == ["doors.json", "lock"]
