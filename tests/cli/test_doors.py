"""The ports of a data folder stay over restarts, and a file that a crash cut short is as good as none."""

import socket
from pathlib import Path

import pytest

from cli.demo import of_its_own
from cli.house import Doors, House
from workers.temporal_server import free_port


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def opened(folder: Path, **settings: int) -> Doors:
    house = House(of_its_own(folder).model_copy(update=settings))
    house.close()
    return house.doors


def written(folder: Path) -> Doors:
    return Doors.model_validate_json((folder / "doors.json").read_text())


@pytest.mark.parametrize(
    "left", ["", "\0\0\0", "{", '{"temporal": 7', '{"temporal": 7233}', "null", '{"web": "x"}']
)
def test_a_broken_file_of_ports_is_as_good_as_none(folder: Path, left: str) -> None:
    (folder / "doors.json").write_text(left)

    doors = opened(folder)

    assert written(folder) == doors
    assert len({doors.temporal, doors.temporal_ui, doors.web}) == 3


def test_the_ports_stay_over_restarts(folder: Path) -> None:
    assert opened(folder) == opened(folder)


def test_a_port_that_somebody_else_has_taken_is_changed_and_the_others_stay(folder: Path) -> None:
    before = opened(folder)

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", before.web))
        taken.listen()
        after = opened(folder)

    assert (after.temporal, after.temporal_ui) == (before.temporal, before.temporal_ui)
    assert after.web != before.web
    assert written(folder) == after


def test_two_that_were_kept_with_the_same_port_are_told_apart(folder: Path) -> None:
    port = free_port()
    (folder / "doors.json").write_text(Doors(temporal=port, temporal_ui=port, web=port).model_dump_json())

    after = opened(folder)

    assert after.temporal == port
    assert len({after.temporal, after.temporal_ui, after.web}) == 3


def test_a_port_that_is_asked_for_is_not_given_to_another_door(folder: Path) -> None:
    before = opened(folder)

    after = opened(folder, temporal_port=before.web)

    assert after.temporal == before.web
    assert len({after.temporal, after.temporal_ui, after.web}) == 3


def test_nothing_unfinished_is_left_beside_it(folder: Path) -> None:
    opened(folder)

    assert sorted(file.name for file in folder.iterdir()) == ["doors.json", "lock"]
