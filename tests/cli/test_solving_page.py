"""The example of docs/matching.md is what the programs say."""

import json
import re
from hashlib import sha256
from pathlib import Path

from click.testing import CliRunner

from cli.main import vaihto
from solver.problem import fingerprint
from solver.reading import read
from tests.taste.tree import ROOT

PAGE = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r"<!-- example: (\w+) -->\n```json\n(.+?)\n```", PAGE, re.DOTALL))


def test_the_example_is_solved_as_the_page_shows(tmp_path: Path) -> None:
    output = tmp_path / "solution.json"

    ended = CliRunner().invoke(vaihto, ["solve", "-", "--output", str(output)], input=SHOWN["problem"])

    solution, shown = json.loads(output.read_text(encoding="utf-8")), json.loads(SHOWN["solution"])
    assert ended.exit_code == 0
    assert {name: solution[name] for name in shown} == shown
    assert sorted(solution.keys() - shown.keys()) == ["engine", "input_sha256", "seconds", "seed", "versions"]


def test_the_commands_of_the_page_exist() -> None:
    commands = list(dict.fromkeys(re.findall(r"^    vaihto (\w+)", PAGE, re.MULTILINE)))

    codes = [CliRunner().invoke(vaihto, [command, "--help"]).exit_code for command in commands]

    assert (commands, codes) == (["solve", "check", "explain"], [0, 0, 0])


def test_the_options_of_the_page_exist() -> None:
    options = re.findall(r"^\| `(--[\w-]+)", PAGE, re.MULTILINE)

    told = CliRunner().invoke(vaihto, ["solve", "--help"]).output

    assert options == ["--seed", "--time-limit", "--iterations", "--start", "--certificate"]
    assert [option for option in options if option not in told] == []


def test_the_fingerprint_is_as_the_page_tells() -> None:
    problem = read(SHOWN["problem"])
    written = json.dumps(json.loads(problem.model_dump_json()), sort_keys=True, separators=(",", ":"))

    assert fingerprint(problem) == sha256(written.encode("ascii")).hexdigest()
