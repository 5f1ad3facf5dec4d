"""A Radicale of our own for the length of a run: a free port, an empty folder, no passwords."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.outside.judges import MODULES
from workers.temporal_server import free_port

PYTHON = MODULES / "python" / "bin" / "python"
HOST = "127.0.0.1"
START_SECONDS = 20
LOOK_SECONDS = 0.05


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a server that keeps its calendars in the folder."""
    port = free_port()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                PYTHON,
                "-m",
                "radicale",
                "--config",
                "",
                f"--server-hosts={HOST}:{port}",
                f"--storage-filesystem-folder={folder / 'calendars'}",
                "--auth-type=none",
            ],
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(server, port)
        yield f"http://{HOST}:{port}/"
    finally:
        server.terminate()
        server.wait(START_SECONDS)


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit and server.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(LOOK_SECONDS)
        else:
            return
    raise TimeoutError("Radicale did not start")
