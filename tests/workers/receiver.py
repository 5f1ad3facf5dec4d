"""A program that webhooks tell: a process of its own, which can be killed."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from workers.temporal_server import free_port

LIMIT_SECONDS = 20.0
RECEIVER = Path(__file__).with_name("webhook_server.py")


class Receiver:
    """A process of its own; what it took stands in a file, so that killing it loses nothing of that."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.kept = folder / "taken"
        self.kept.touch()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"https://calendar.example.org:{self.port}/hook?of=us"

    def starts(self, secret: str, *statuses: int) -> None:
        command = [sys.executable, str(RECEIVER), str(self.port), secret, str(self.kept)]
        self.process = subprocess.Popen([*command, *(str(each) for each in statuses)])
        deadline = time.monotonic() + LIMIT_SECONDS
        while True:
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def is_killed(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    @property
    def taken(self) -> list[tuple[str, dict[str, object]]]:
        lines = self.kept.read_text().splitlines()
        return [(line[:36], json.loads(line[37:])) for line in lines]

    @property
    def numbers(self) -> list[object]:
        return [body["number"] for _id, body in self.taken]
