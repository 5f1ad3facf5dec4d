"""An embedded Temporal server and a worker, each in a process of its own, with meters on them."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.stories.engine import wait_until_serving
from workers.children import end, start
from workers.temporal_server import TemporalServer, free_port

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
PATIENCE = 15.0
AT_ANY_HOUR = {"VAIHTO_QUIET_FROM": "00:00", "VAIHTO_QUIET_UNTIL": "00:00"}


@dataclass(frozen=True)
class Process:
    """One process as the kernel sees it (proc(5))."""

    pid: int

    @property
    def cpu(self) -> float:
        """Seconds of CPU so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def megabytes(self) -> float:
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE / 1e6


@dataclass(frozen=True)
class Room:
    """Where everything is."""

    folder: Path
    address: str
    server: Process

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'vaihto.db'}"


@contextmanager
def engine_room(*, synchronous: str) -> Iterator[Room]:
    """The server as `vaihto up` starts it, but for SQLite's `synchronous`."""
    with TemporaryDirectory(prefix="vaihto-bench-") as name:
        folder, port = Path(name), free_port()
        server = TemporalServer(folder / "temporal.db", port, free_port(besides=[port]), retention_days=1)
        said = [each.replace("synchronous=FULL", f"synchronous={synchronous}") for each in server.command()]
        process = start([*said, "--headless"], log=folder / "temporal.log")
        try:
            wait_until_serving(server)
            yield Room(folder, server.address, Process(process.pid))
        finally:
            end(process, patience=PATIENCE)


@contextmanager
def working(room: Room, module: str, *options: str) -> Iterator[Process]:
    """`python -m module options`, with the room's data folder."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("VAIHTO_")}
    environment = others | AT_ANY_HOUR | {"VAIHTO_DATA": str(room.folder)}
    command: Sequence[str] = [sys.executable, "-m", module, *options]
    process = start(command, log=room.folder / f"{module}.log", environment=environment)
    try:
        yield Process(process.pid)
    finally:
        end(process, patience=PATIENCE)
