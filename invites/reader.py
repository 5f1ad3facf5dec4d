"""The process in which strangers' mail is read: `python -m invites.reader FD`. It may be killed at any time.

It knows no secrets, opens nothing, and has little memory and time: one hostile mail costs this process only.
"""

import resource
import socket
import sys
import traceback
from types import TracebackType

from invites import frames
from invites.contentlines import zone_named
from invites.intake import MAX_OCTETS, Unread
from invites.replies import Unreadable, read

MEMORY = 768 * 1024 * 1024  # addresses, most of which Python and its libraries reserve and never touch
CPU_SECONDS = 5
HOME = "Europe/Helsinki"  # the list of all zones is read once, before the first mail
READY = b"ready"


def main() -> None:
    """Read mails from the socket that was given, until it ends."""
    sys.excepthook = _tell_where
    zone_named(HOME)
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    with socket.socket(fileno=int(sys.argv[1])) as line:
        frames.send(line, READY)
        while (octets := frames.receive(line, most=MAX_OCTETS)) is not None:
            _allow(CPU_SECONDS)
            try:
                answer = frames.dump(read(octets))
            except MemoryError:
                frames.send(line, frames.dump(Unreadable(Unread.TOO_HEAVY)))
                return
            frames.send(line, answer)


def _allow(seconds: int) -> None:
    """So much more computing; what goes beyond it, the kernel ends."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _tell_where(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Where it failed, never on which words: those are somebody's mail."""
    sys.stderr.write("".join((*traceback.format_tb(trace), kind.__name__, "\n")))


if __name__ == "__main__":
    main()
