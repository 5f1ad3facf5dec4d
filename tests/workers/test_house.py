"""`vaihto up` as the operator starts it: real processes in one folder."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

LIMIT_SECONDS = 120.0
CHILDREN = ("temporal", "worker", "solver", "web")


class Up:
    """One running `vaihto up`, seen from outside."""

    def __init__(self, folder: Path, process: subprocess.Popen[bytes]) -> None:
        self.folder = folder
        self.process = process

    def pids(self) -> dict[str, int]:
        return {each: int((self.folder / "data" / "run" / f"{each}.pid").read_text()) for each in CHILDREN}

    def said(self) -> str:
        return (self.folder / "said.txt").read_text()

    def doors(self) -> dict[str, int]:
        found: dict[str, int] = json.loads((self.folder / "data" / "doors.json").read_text())
        return found

    def leave(self, by: signal.Signals) -> int:
        self.process.send_signal(by)
        return self.process.wait(LIMIT_SECONDS)


@contextmanager
def up(folder: Path) -> Iterator[Up]:
    """Started, and ready to be opened in a browser."""
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command(folder), stdout=said, stderr=said, env=plain())
        house = Up(folder, process)
        try:
            eventually(lambda: "Vaihto is up" in house.said() or process.poll() is not None)
            assert process.poll() is None, house.said()
            yield house
        finally:
            process.terminate()
            process.wait(LIMIT_SECONDS)


def command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "cli", "up", "--data", str(folder / "data")]


def plain() -> dict[str, str]:
    """An environment in which nothing of ours is set."""
    return {name: value for name, value in os.environ.items() if not name.startswith("VAIHTO_")}


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    with up(tmp_path_factory.mktemp("house")) as house:
        yield house


def test_a_second_one_on_the_same_folder_is_refused_with_a_sentence(house: Up) -> None:
    second = subprocess.run(
        command(house.folder), capture_output=True, text=True, timeout=LIMIT_SECONDS, env=plain()
    )

    assert (second.returncode, house.process.poll()) == (1, None)
    assert second.stderr == f"Error: Vaihto is already running on {house.folder / 'data'}.\n"


def test_whoever_is_killed_is_started_again(house: Up) -> None:
    before = house.pids()

    for each in CHILDREN:
        os.kill(before[each], signal.SIGKILL)
    eventually(lambda: all(house.pids()[each] != before[each] for each in CHILDREN))
    eventually(lambda: all(lives(pid) for pid in house.pids().values()))

    assert sorted(line for line in house.said().splitlines() if "again" in line) == sorted(
        f"{each} ended with -9, starting it again" for each in CHILDREN
    )


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT], ids=lambda each: str(each.name))
def test_everything_stops_when_it_is_asked_to(tmp_path: Path, by: signal.Signals) -> None:
    with up(tmp_path) as house:
        pids = house.pids()
        alive = [each for each in CHILDREN if lives(pids[each])]
        status = house.leave(by)

    assert (alive, [each for each in CHILDREN if lives(pids[each])]) == (list(CHILDREN), [])
    assert (status, house.said().splitlines()[-1]) == (0, "Vaihto is down; nothing is lost.")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's promise is Linux's own")
def test_a_house_that_is_killed_leaves_nobody_behind_and_keeps_its_doors(tmp_path: Path) -> None:
    with up(tmp_path) as house:
        doors, pids = house.doors(), house.pids()
        house.process.kill()
        house.process.wait()
        eventually(lambda: not any(lives(pid) for pid in pids.values()))
    with up(tmp_path) as again:
        doors_again = again.doors()

    assert doors_again == doors
