"""The files that taste is asked of: everything we wrote, nothing that tools left behind."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS: tuple[str, ...] = tuple(
    tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "root_packages"
    ]
)
FOLDERS = (*ROOMS, "benchmarks", "deploy", "docs", "tests", ".ci")
WRITTEN = {".cfg", ".css", ".csv", ".html", ".js", ".json", ".lock", ".mako", ".md", ".po", ".py", ".service"}
WRITTEN |= {".sh", ".sql", ".toml", ".txt", ".yaml", ".yml"}
WRITTEN_NAMES = {"LICENSE", "Makefile", "Caddyfile", "Containerfile", "run", ".gitignore", ".dockerignore"}
IGNORED_NAMES = {"uv.lock"}


def python_files() -> list[Path]:
    return [file for file in written_files() if file.suffix == ".py"]


def written_files() -> list[Path]:
    """Text files of the repository, in order, as absolute paths."""
    return sorted(file for file in _all_files() if _is_written(file))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _is_written(file: Path) -> bool:
    return (file.suffix in WRITTEN or file.name in WRITTEN_NAMES) and file.name not in IGNORED_NAMES


def _all_files() -> Iterator[Path]:
    yield from (file for file in ROOT.iterdir() if file.is_file())
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file
