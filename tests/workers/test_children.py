"""Real child processes and a real end of their parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workers.children import end, start

LIMIT_SECONDS = 60.0
SLEEPER = [sys.executable, "-c", "import time; print('awake', flush=True); time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('awake', flush=True); time.sleep(600)",
]
PARENT = """
import sys, time
from pathlib import Path
from workers.children import start
child = start([sys.executable, "-c", "import time; time.sleep(600)"], log=Path(sys.argv[1]))
print(child.pid, flush=True)
time.sleep(600)
"""


def has_said(log: Path, words: str) -> bool:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not (log.exists() and words in log.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return words in log.read_text()


def is_gone(pid: int) -> bool:
    """Whether a process has ended; a zombie that nobody has buried yet has ended too."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's promise is Linux's own")
def test_a_child_dies_with_its_parent_however_that_dies(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())

    parent.send_signal(signal.SIGKILL)
    parent.wait()

    assert is_gone(child)


def test_what_a_child_says_is_added_to_its_log(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "child.log"
    for words in ("first", "second"):
        start([sys.executable, "-c", f"print({words!r})"], log=log).wait(LIMIT_SECONDS)

    assert log.read_text() == "first\nsecond\n"


def test_a_child_that_is_asked_leaves(tmp_path: Path) -> None:
    child = start(SLEEPER, log=tmp_path / "log")
    assert has_said(tmp_path / "log", "awake")

    end(child, patience=LIMIT_SECONDS)

    assert child.returncode == -signal.SIGTERM


def test_a_child_that_does_not_listen_is_ended(tmp_path: Path) -> None:
    child = start(STUBBORN, log=tmp_path / "log")
    assert has_said(tmp_path / "log", "awake")

    end(child, patience=0.2)

    assert child.returncode == -signal.SIGKILL


def test_ending_a_child_that_has_left_already_is_harmless(tmp_path: Path) -> None:
    child = start([sys.executable, "-c", ""], log=tmp_path / "log")
    child.wait(LIMIT_SECONDS)

    end(child, patience=LIMIT_SECONDS)

    assert child.returncode == 0


def test_ctrl_c_reaches_the_parent_first(tmp_path: Path) -> None:
    child = start(SLEEPER, log=tmp_path / "log")
    assert has_said(tmp_path / "log", "awake")
    its_session = os.getsid(child.pid)
    end(child, patience=LIMIT_SECONDS)

    assert its_session == child.pid


def test_a_child_sees_the_environment_it_is_given(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import os; print(os.environ['VAIHTO_DATA'])"]

    start(command, log=tmp_path / "log", environment={"VAIHTO_DATA": "here"}).wait(LIMIT_SECONDS)

    assert (tmp_path / "log").read_text() == "here\n"
