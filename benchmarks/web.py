"""`make bench-web`: pages of a round with 2,000 applications, beside bare FastAPI pages with as many rows."""

import argparse
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from benchmarks import clients, web_house
from benchmarks.clients import Asked
from benchmarks.machine import machine
from benchmarks.tables import Table
from benchmarks.web_house import WebHouse
from web.visitor import PLAIN_COOKIE

CLIENTS, APPLICANTS, SECONDS = 16, 2000, 6.0
ROW = re.compile(rb"<tr|<li|<article")
HEAD = ("page", "rows", "kB", "pages/s", "p95 ms", "CPU ms", "bare CPU ms", "×", "objects CPU ms", "×")


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    session: str


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    asked.add_argument("--applicants", type=int, default=APPLICANTS)
    asked.add_argument(
        "--seconds", type=float, default=SECONDS, help="For each page, ours and both bare ones."
    )
    wanted = asked.parse_args()
    print(machine())
    with TemporaryDirectory(prefix="vaihto-web-") as folder:
        house = web_house.built(Path(folder), applicants=wanted.applicants)
        print(f"\n{table(Path(folder), house, seconds=wanted.seconds)}")


def table(folder: Path, house: WebHouse, *, seconds: float) -> Table:
    """Each page of ours, then at once the bare ones with as many rows, so that all meet the same machine."""
    ours = ("-m", "cli", "web", "--data", str(folder), "--port")
    with served(*ours) as port, served("-m", "benchmarks.bare_page") as bare:
        rows = [_row(each, port, bare, seconds=seconds) for each in _pages(house)]
    title = f"Pages on one process and SQLite, {CLIENTS} clients at once for {seconds:.0f} s each"
    return Table(title, HEAD, tuple(rows))


def _pages(house: WebHouse) -> tuple[Page, ...]:
    round_ = f"/rounds/{house.reference}"
    return (
        Page("home of HR", "/", house.coordinator),
        Page("round", round_, house.coordinator),
        Page("applications", f"{round_}/applications", house.coordinator),
        Page("plan (matching board)", f"{round_}/plan", house.coordinator),
        Page("a participant's home", "/my", house.participant),
    )


@dataclass(frozen=True)
class Served:
    port: int
    pid: int


def _row(page: Page, ours: Served, bare: Served, *, seconds: float) -> tuple[str, ...]:
    cookie = f"{PLAIN_COOKIE}={page.session}"
    html = _read(ours, page.path, cookie)
    rows = len(ROW.findall(html))
    mine = _measured(ours, page.path, cookie, seconds=seconds)
    bare_one = _measured(bare, f"/?rows={rows}", "", seconds=seconds)
    objects = _measured(bare, f"/objects?rows={rows}&octets={len(html)}", "", seconds=seconds)
    return (
        page.name,
        str(rows),
        f"{len(html) / 1000:.0f}",
        f"{mine.per_second:.0f}",
        f"{1000 * mine.p95:.0f}",
        f"{mine.cpu_ms:.1f}",
        f"{bare_one.cpu_ms:.1f}",
        f"{mine.cpu_ms / bare_one.cpu_ms:.1f}",
        f"{objects.cpu_ms:.1f}",
        f"{mine.cpu_ms / objects.cpu_ms:.1f}",
    )


@dataclass(frozen=True)
class Measured:
    per_second: float
    p95: float
    cpu_ms: float  # of the server, as the kernel counts it


def _measured(served: Served, path: str, cookie: str, *, seconds: float) -> Measured:
    """After a second of warming up."""
    asked = Asked("127.0.0.1", served.port, path, cookie)
    clients.ask(asked, clients=CLIENTS, seconds=1.0)
    before = cpu_seconds(served.pid)
    took = clients.ask(asked, clients=CLIENTS, seconds=seconds)
    used = cpu_seconds(served.pid) - before
    return Measured(len(took) / seconds, sorted(took)[int(0.95 * len(took))], 1000 * used / len(took))


def _read(served: Served, path: str, cookie: str) -> bytes:
    headers = {"Cookie": cookie} if cookie else {}
    with urlopen(Request(f"http://127.0.0.1:{served.port}{path}", headers=headers)) as answer:
        html: bytes = answer.read()
    return html


@contextmanager
def served(*command: str) -> Iterator[Served]:
    """A server of its own process; its port is the last argument."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, *command, str(port)])
    try:
        _wait_for(port)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(each) for each in fields[11:13]) / 100  # clock ticks of Linux


if __name__ == "__main__":
    main()
