"""How fast mails may leave to one receiving domain, and how long a mail rests after a "not now"."""

import time
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import timedelta

A_MINUTE = 60.0
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=4)
MOST_ATTEMPTS = 26  # with these rests three days


def rest(attempts: int) -> timedelta | None:
    """How long to rest after so many attempts: twice as long each time; None when it is hopeless."""
    if attempts >= MOST_ATTEMPTS:
        return None
    doublings = min(max(attempts - 1, 0), 20)
    return min(FIRST_REST * int(2**doublings), LONGEST_REST)


class Pace:
    """At most so many mails to each domain in any minute; without a number as fast as it goes."""

    def __init__(self, most: int | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._left: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=most))

    def left(self, domain: str) -> None:
        """One mail has been handed over."""
        if self._most is not None:
            self._left[domain].append(self._clock())

    def wait(self, domain: str) -> float:
        """Seconds until the next mail to this domain may leave."""
        times = self._left.get(domain)
        if self._most is None or times is None or len(times) < self._most:
            return 0.0
        return max(0.0, times[0] + A_MINUTE - self._clock())

    def full(self) -> frozenset[str]:
        """The domains that must wait now."""
        return frozenset(each for each in tuple(self._left) if self.wait(each))
