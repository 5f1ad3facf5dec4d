"""The real server over a house, in a thread of its own, for as long as somebody looks."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import uvicorn
from fastapi import FastAPI

from models.base import draw_ids_from
from models.clock import StandingClock
from models.database import Database
from tests.browser.house import NOW, House, furnished
from tests.plugins.databases import ids, migrate, sqlite_address
from web.app import create_app

PATIENCE = 20.0
OUTSIDE = "https://vaihto.example.org"  # what letters call us


@contextmanager
def opened(folder: Path) -> Iterator[tuple[str, House]]:
    """The address of a server over a house that is furnished now, and who lives there."""
    file = folder / "house.sqlite"
    house = furnish(file)
    with served(file) as address:
        yield address, house


def furnish(file: Path) -> House:
    """The rows of a house, in a file that can be copied."""
    migrate(sqlite_address(file))
    database = Database(sqlite_address(file))
    draw_ids_from(ids(seed="house"))
    house = furnished(database, address=OUTSIDE)
    draw_ids_from(uuid4)
    database.close()
    return house


@contextmanager
def served(file: Path) -> Iterator[str]:
    """Where the house in this file can be looked at."""
    database = Database(sqlite_address(file))
    app = create_app(database, temporal_ui=None, outbox=None, clock=StandingClock(NOW))
    with socket.create_server(("127.0.0.1", 0)) as door, _served(app, door):
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    database.close()


@contextmanager
def _served(app: FastAPI, door: socket.socket) -> Iterator[None]:
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    until = time.monotonic() + PATIENCE
    while not server.started:
        assert time.monotonic() < until, "the server has not started"
        time.sleep(0.01)
    yield
    server.should_exit = True
    thread.join(PATIENCE)
