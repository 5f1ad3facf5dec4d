"""Sizes, file names and phrases that STYLE of this house does not want."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.taste.tree import name_of, python_files, written_files

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
EMPTY_NAMES = {
    "common",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "service",
    "services",
    "util",
    "utils",
}
CATCHES_ALL = {"workers/guard.py", "workflows/guard.py"}
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b")
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.~/})\]-])/(?:home|root|Users|work|farm)(?=/|\s|$)")
DOWNLOAD_ADDRESS = re.compile(
    r"https?://[^\s/]*(?:pypi|python"
    r"hosted|npmjs|registry|mirror|deb\.debian)|--(?:extra-)?index[-]url|--find[-]links"
)

ANY_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_python_file_is_longer_than_300_lines() -> None:
    assert [name_of(file) for file in python_files() if len(_lines(file)) > LONGEST_FILE] == []


def test_no_function_is_longer_than_40_lines() -> None:
    assert [
        f for file in python_files() for f in too_long_functions(file.read_text("utf-8"), name_of(file))
    ] == []


def test_package_markers_stay_empty() -> None:
    markers = [file for file in python_files() if file.name == "__init__.py"]

    assert [name_of(file) for file in markers if file.read_bytes()] == []


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    names = [(name_of(file), {*Path(name_of(file)).parts[:-1], file.stem}) for file in python_files()]

    assert [name for name, parts in names if parts & EMPTY_NAMES] == []


def test_nothing_is_left_for_later() -> None:
    assert list(_found(UNFINISHED)) == []


def test_only_the_guard_of_steps_catches_everything() -> None:
    catching = [name_of(file) for file in python_files() if catches_everything(file.read_text("utf-8"))]

    assert [name for name in catching if name not in CATCHES_ALL] == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert list(_found(SOMEBODYS_FOLDER)) == []


def test_no_file_names_where_packages_are_downloaded_from() -> None:
    assert list(_found(DOWNLOAD_ADDRESS)) == []


def test_a_function_of_41_lines_is_found() -> None:
    source = "class A:\n    async def wait(self):\n" + "        pass\n" * 40

    assert too_long_functions(source, "a.py") == ["a.py:2 wait has 41 lines"]


def test_a_function_of_40_lines_is_let_be() -> None:
    assert too_long_functions("def wait():\n" + "    pass\n" * 39, "a.py") == []


def test_every_way_to_catch_everything_is_found() -> None:
    catches = [
        "except:",
        "except Exception:",
        "except (OSError, BaseException):",
        "except Exception as error:",
    ]

    assert [catches_everything(f"try:\n    f()\n{each}\n    pass\n") for each in catches] == [True] * 4
    assert not catches_everything("try:\n    f()\nexcept (OSError, ValueError):\n    pass\n")


def test_a_folder_of_somebodys_machine_is_found_and_other_paths_let_be() -> None:
    folder = "/".join(["", "home", "aino", "x"])

    assert [bool(SOMEBODYS_FOLDER.search(each)) for each in (folder, f"cd {folder}", "web/home/x")] == [
        1,
        1,
        0,
    ]


def test_a_download_address_is_found_and_other_addresses_let_be() -> None:
    address = "//".join(["https:", "files.pypi.example/x"])

    assert [bool(DOWNLOAD_ADDRESS.search(each)) for each in (address, "https://example.org/pypi")] == [1, 0]


def test_a_note_for_later_is_found_and_other_words_let_be() -> None:
    assert [bool(UNFINISHED.search(each)) for each in (f"# {'todo'.upper()}: later", "todo", "METODOI")] == [
        1,
        0,
        0,
    ]


def too_long_functions(source: str, name: str) -> list[str]:
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ANY_FUNCTION))
    sized = ((node, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions)
    return [
        f"{name}:{node.lineno} {node.name} has {size} lines"
        for node, size in sized
        if size > LONGEST_FUNCTION
    ]


def catches_everything(source: str) -> bool:
    handlers = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler)]
    return any(_names_everything(handler.type) for handler in handlers)


def _names_everything(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    named = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(each, ast.Name) and each.id in {"Exception", "BaseException"} for each in named)


def _found(phrase: re.Pattern[str]) -> Iterator[str]:
    for file in written_files():
        for number, line in enumerate(_lines(file), start=1):
            if phrase.search(line):
                yield f"{name_of(file)}:{number} {line.strip()[:80]}"


def _lines(file: Path) -> list[str]:
    """Some samples are in Windows letters, as offices save them; what is looked for is plain ASCII."""
    return file.read_text(encoding="utf-8", errors="replace").splitlines()
