"""Tests that need programs from outside PyPI: `@pytest.mark.outside("chromium")`.

Where a program is absent its tests are skipped and one line says so at the end.
With VAIHTO_REQUIRE_OUTSIDE=1, as in CI, an absent program is a failure.
"""

import os
import re
import shutil

import pytest

REQUIRED = "VAIHTO_REQUIRE_OUTSIDE"
REASON = re.compile(r"not installed here: (.+)")


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
    return sorted(program for program in named if shutil.which(program) is None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skips = [str(report.longrepr) for report in terminalreporter.getreports("skipped")]
    reasons = [found[1].rstrip("')") for skip in skips if (found := REASON.search(skip))]
    if reasons:
        absent = ", ".join(sorted({program for reason in reasons for program in reason.split(", ")}))
        tests = "1 test" if len(reasons) == 1 else f"{len(reasons)} tests"
        terminalreporter.write_line(f"Skipped {tests} that need programs from outside PyPI: {absent}.")
