"""Everything on one machine: starts, watches and stops the server, the workers and the web."""

import asyncio
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ValidationError
from temporalio.client import Client

from domain import links
from domain.travel_rates import add_shipped
from migrations.upgrade import upgrade
from models.database import Database
from settings import PREFIX, Settings
from workers.children import end, start
from workers.temporal_server import TemporalServer, free_port, is_free
from workflows.door import connect

READY_SECONDS = 60.0
LEAVE_SECONDS = 15.0
WATCH_SECONDS = 0.5
LOCK = "lock"


class HouseTaken(Exception):
    """Another `vaihto up` or `vaihto demo` lives in this data folder."""


class Doors(BaseModel):
    """The ports of a data folder; they stay over restarts, so that bookmarks do."""

    temporal: int
    temporal_ui: int
    web: int


@dataclass
class Child:
    """One process of the house, and how to start it again."""

    command: list[str]
    process: subprocess.Popen[bytes]
    started: float


class House:
    """`with House(settings) as house`: all is up inside, all is down after."""

    def __init__(self, settings: Settings, *, afresh: bool = False) -> None:
        """Take the folder for ourselves; `afresh` empties it, but never under somebody who lives there."""
        self.settings = settings
        self.data = settings.data.absolute()
        self.data.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(self.data)
        if afresh:
            _empty(self.data)
        self.doors = _doors(settings, self.data)
        self.server = TemporalServer(
            self.data / "temporal.db", self.doors.temporal, self.doors.temporal_ui, settings.retention_days
        )
        self.children: dict[str, Child] = {}

    @property
    def temporal_address(self) -> str:
        return self.settings.temporal_address or self.server.address

    @property
    def temporal_pages(self) -> str:
        """Where Temporal itself can be looked at; a cluster's pages are the operator's to know."""
        return self.settings.temporal_address or self.server.ui

    @property
    def web_address(self) -> str:
        return f"http://{self.settings.web_host}:{self.doors.web}"

    @property
    def _reached_at(self) -> str | None:
        """Where the readers of our mails reach the pages: on this machine, if the mails stay here too."""
        here = self.web_address if self.settings.smtp_host is None else None
        return self.settings.base_url or here

    def prepare(self) -> None:
        """The tables and the yearly rates first: nothing starts on an older database."""
        database = Database(self.settings.database)
        upgrade(database)
        with database.change() as db:
            add_shipped(db)
            links.lay(db, address=self._reached_at)
        database.close()

    def open(self) -> None:
        """Start the children; call from the main thread, which must live as long as they do."""
        if self.settings.temporal_address is None:
            self._start("temporal", self.server.command())
            asyncio.run(self._until_serving())
            self.server.keep_histories()
        python = [sys.executable, "-m"]
        worker = ["workers", "--temporal", self.temporal_address]
        if self.settings.database_url is None:
            worker.append("--alone")
        self._start("worker", [*python, *worker, "main"])
        self._start("solver", [*python, *worker, "solver"])
        if self.settings.imap_host:
            self._start("mailbox", [*python, *worker, "mailbox"])
        self._start("web", [*python, "cli", "web", *self._web_options()])

    def until_answering(self) -> bool:
        """Wait until the pages can be opened; whether they can."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            with socket.socket() as door:
                if door.connect_ex((self.settings.web_host, self.doors.web)) == 0:
                    return True
            time.sleep(0.1)
        return False

    def watch(self, say: Callable[[str], None]) -> None:
        """Start again whoever has died; call now and then."""
        for name, child in self.children.items():
            if child.process.poll() is None or time.monotonic() - child.started < 1.0:
                continue
            say(f"{name} ended with {child.process.returncode}, starting it again")
            self._start(name, child.command)

    def close(self) -> None:
        """Stop everything: first those who work, all at once, then the server they work with."""
        workers = [name for name in self.children if name != "temporal"]
        for name in workers:
            self.children[name].process.terminate()
        for name in (*workers, "temporal"):
            if child := self.children.pop(name, None):
                end(child.process, patience=LEAVE_SECONDS)
                self._pid_file(name).unlink(missing_ok=True)
        self._lock.close()

    async def client(self) -> Client:
        return await connect(self.temporal_address, namespace=self.settings.temporal_namespace)

    def _start(self, name: str, command: list[str]) -> None:
        log = self.data / "logs" / f"{name}.log"
        process = start(command, log=log, environment=_environment(self.settings))
        self.children[name] = Child(command, process, time.monotonic())
        pid_file = self._pid_file(name)
        pid_file.parent.mkdir(exist_ok=True)
        pid_file.write_text(f"{process.pid}\n")

    def _pid_file(self, name: str) -> Path:
        return self.data / "run" / f"{name}.pid"

    def _web_options(self) -> list[str]:
        options = ["--port", str(self.doors.web)]
        if self.settings.temporal_address is None:
            options += ["--temporal-ui", self.server.ui]
        return options

    async def _until_serving(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                client = await self.client()
                if await client.service_client.check_health():
                    return
            except RuntimeError:
                if time.monotonic() > deadline:
                    raise
            self.watch(lambda _line: None)
            await asyncio.sleep(0.1)


def _environment(settings: Settings) -> dict[str, str]:
    """Children see the house's settings, not those that happen to stand in our own environment."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return others | settings.environment()


def _lock(data: Path) -> IO[str]:
    lock = (data / LOCK).open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise HouseTaken(str(data)) from None
    return lock


def _empty(data: Path) -> None:
    for each in data.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        elif each.name != LOCK:
            each.unlink()


def _doors(settings: Settings, data: Path) -> Doors:
    """Three ports: those that are asked for, else those of last time that are still free, else new ones."""
    file = data / "doors.json"
    asked = {"temporal": settings.temporal_port, "web": settings.web_port}
    chosen = {name: port for name, port in asked.items() if port}
    for name, port in _last_doors(file).items():
        if name not in chosen and port not in chosen.values() and is_free(port):
            chosen[name] = port
    for name in Doors.model_fields.keys() - chosen.keys():
        chosen[name] = free_port(besides=chosen.values())
    doors = Doors(**chosen)
    unfinished = file.with_suffix(".new")
    unfinished.write_text(doors.model_dump_json())
    unfinished.replace(file)
    return doors


def address_of(settings: Settings) -> str:
    """Where people reach the pages of a folder, whether or not somebody lives there now."""
    port = settings.web_port or _last_doors(settings.data / "doors.json").get("web", 0)
    return settings.base_url or f"http://{settings.web_host}:{port}"


def _last_doors(file: Path) -> dict[str, int]:
    try:
        return Doors.model_validate_json(file.read_text()).model_dump()
    except (FileNotFoundError, ValidationError):
        return {}
