"""Tests that need programs which `make setup` does not install: `@pytest.mark.outside("chromium")`.

Where a program is absent its tests are skipped and one line says so at the end.
With VAIHTO_REQUIRE_OUTSIDE=1, as in CI, an absent program is a failure.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

REQUIRED = "VAIHTO_REQUIRE_OUTSIDE"
REASON = re.compile(r"not installed here: (.+)")
OUTSIDE = Path(__file__).parents[2] / ".tools" / "outside"  # where deploy/outside.sh puts libraries
LIBICAL = "import gi; gi.require_version('ICalGLib', '3.0')"


def pytest_runtest_setup(item: pytest.Item) -> None:
    absent = absent_programs(item)
    if not absent:
        return
    reason = f"not installed here: {', '.join(absent)}"
    if os.environ.get(REQUIRED, "") not in ("", "0"):
        pytest.fail(f"{reason} ({REQUIRED} is set)", pytrace=False)
    pytest.skip(reason)


def absent_programs(item: pytest.Item) -> list[str]:
    """The programs that a test's markers name and the PATH lacks; a marker that names none is a mistake."""
    marks = list(item.iter_markers("outside"))
    if any(not mark.args for mark in marks):
        raise pytest.UsageError(f"{item.nodeid}: say which program, as in @pytest.mark.outside('chromium')")
    named = {program for mark in marks for program in mark.args}
    return sorted(program for program in named if not is_here(program))


@cache
def is_here(program: str) -> bool:
    """Whether a program can run; most are found on the PATH, libraries elsewhere."""
    return LIBRARIES.get(program, lambda: shutil.which(program) is not None)()


def has_libical() -> bool:
    """Debian binds libical to its own Python."""
    python = Path("/usr/bin/python3")
    return python.exists() and not subprocess.run([python, "-c", LIBICAL], capture_output=True).returncode


def has_node_module(name: str) -> bool:
    return shutil.which("node") is not None and (OUTSIDE / "node_modules" / name).is_dir()


def has_radicale() -> bool:
    return (OUTSIDE / "python" / "bin" / "radicale").exists()


LIBRARIES: dict[str, Callable[[], bool]] = {
    "libical": has_libical,
    "ical.js": partial(has_node_module, "ical.js"),
    "node-ical": partial(has_node_module, "node-ical"),
    "radicale": has_radicale,
    "axe-core": partial(has_node_module, "axe-core"),
    "oidc-provider": partial(has_node_module, "oidc-provider"),
}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skips = [str(report.longrepr) for report in terminalreporter.getreports("skipped")]
    reasons = [found[1].rstrip("')") for skip in skips if (found := REASON.search(skip))]
    if reasons:
        absent = ", ".join(sorted({program for reason in reasons for program in reason.split(", ")}))
        tests = "1 test" if len(reasons) == 1 else f"{len(reasons)} tests"
        terminalreporter.write_line(f"Skipped {tests} that need programs from outside: {absent}.")
