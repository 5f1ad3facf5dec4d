"""A data folder belongs to whoever runs on it: a second demo is refused, and takes nothing away."""

from pathlib import Path

from click.testing import CliRunner, Result

from cli.demo import MARK, demo, of_its_own
from cli.house import House


def a_second_demo(data: Path) -> Result:
    return CliRunner().invoke(demo, ["--data", str(data), "--sample", "three-councils-2027", "--exit"])


def contents(data: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(data)): file.read_bytes() for file in sorted(data.rglob("*")) if file.is_file()
    }


def test_a_demo_on_the_folder_of_a_running_one_is_refused_and_deletes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "demo"
    running = House(of_its_own(data))
    (data / MARK).touch()
    running.prepare()
    before = contents(data)

    result = a_second_demo(data)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: Vaihto is already running on {data}.\n"
    assert contents(data) == before
    running.close()


def test_a_demo_on_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vaihto.db").write_bytes(b"a real round")

    result = a_second_demo(tmp_path)

    assert result.exit_code == 1
    assert contents(tmp_path) == {"vaihto.db": b"a real round"}


def test_an_earlier_demo_that_ended_makes_room_for_the_next(tmp_path: Path) -> None:
    ended = House(of_its_own(tmp_path))
    (tmp_path / MARK).touch()
    ended.prepare()
    ended.close()

    again = House(of_its_own(tmp_path), afresh=True)

    assert sorted(contents(tmp_path)) == ["doors.json", "lock"]
    again.close()
