"""A mail server that takes everything and keeps nothing: `python -m benchmarks.mail_sink` prints its port.

As simple as can be, so that a measurement tells of the sender.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, TCPServer

ANSWERS = {b"EHLO": b"250 sink\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


class Talk(StreamRequestHandler):
    """One connection."""

    disable_nagle_algorithm = True

    def handle(self) -> None:
        self._say(b"220 sink\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            self._say(ANSWERS.get(verb, b"250 OK\r\n"))
            if verb == b"DATA":
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self._say(b"250 OK\r\n")

    def _say(self, answer: bytes) -> None:
        self.wfile.write(answer)


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
    with TCPServer(("127.0.0.1", 0), Talk) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
