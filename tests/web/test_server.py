"""The server as a process of its own."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from models.clock import WallClock
from models.database import Database
from web.app import create_app
from web.server import serve

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from models.clock import WallClock
from models.database import Database
from web.app import create_app
from web.server import serve
app = create_app(Database(sys.argv[1]), temporal_ui=None, outbox=None, clock=WallClock())
serve(app, host="127.0.0.1", port=int(sys.argv[2]))
print("stopped")
"""


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_served_web_stops_cleanly_when_told(tmp_path: Path, stop: signal.Signals) -> None:
    port = free_port()
    program = [sys.executable, "-c", PROGRAM, f"sqlite:///{tmp_path / 'web.sqlite'}", str(port)]
    with subprocess.Popen(
        program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as web:
        wait_until_alive(port)

        web.send_signal(stop)
        said, complained = web.communicate(timeout=5)

    assert (web.returncode, said, complained) == (0, "stopped\n", "")


def test_a_web_without_sign_in_is_not_shown_to_other_machines(sqlite_database: Database) -> None:
    app = create_app(sqlite_database, temporal_ui=None, outbox=None, clock=WallClock())

    with pytest.raises(ValueError, match="this machine only"):
        serve(app, host="192.0.2.1", port=free_port())


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port: int = opened.getsockname()[1]
        return port


def wait_until_alive(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError
