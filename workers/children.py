"""Starting and ending child processes so that none outlives its parent."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1


def start(
    command: Sequence[str],
    *,
    log: Path,
    out: Path | None = None,
    environment: Mapping[str, str] | None = None,
    signal_at_death: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start from the main thread only: the death signal is tied to the thread that starts the child.

    The child has its own session, so that Ctrl-C reaches the parent first. What it says on stdout goes
    into `out`, if that is named, else into the log.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as lines, (out or log).open("ab") as said:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=lines,
            env=environment,
            start_new_session=True,
            preexec_fn=_dies_with_parent(signal_at_death),
        )


def end(child: subprocess.Popen[bytes], *, patience: float) -> None:
    """Ask it to leave, wait, then insist."""
    if child.poll() is None:
        child.terminate()
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _dies_with_parent(at_death: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def ask_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, at_death)
        if os.getppid() != parent:
            os._exit(1)

    return ask_kernel
