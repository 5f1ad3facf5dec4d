"""A mail server that takes everything and keeps nothing: `python -m benchmarks.mail_sink` prints its port.

As simple as can be, so that a measurement tells of the sender.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from socket import IPPROTO_TCP, TCP_NODELAY, create_server, socket

ANSWERS = {b"EHLO": b"250 sink\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


def talk(line: socket) -> None:
    """One connection, to its end."""
    line.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
    with line, line.makefile("rb") as said:
        line.sendall(b"220 sink\r\n")
        while words := said.readline():
            verb = words[:4].upper()
            line.sendall(ANSWERS.get(verb, b"250 OK\r\n"))
            if verb == b"DATA":
                while said.readline() not in (b".\r\n", b""):
                    pass
                line.sendall(b"250 OK\r\n")


@contextmanager
def running() -> Iterator[int]:
    """The port of a sink in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.mail_sink"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline() if process.stdout else "")
        finally:
            process.terminate()


def main() -> None:
    with create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            talk(server.accept()[0])


if __name__ == "__main__":
    main()
