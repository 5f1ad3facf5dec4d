"""A bell inside one process: whoever has saved something rings, whoever carries it on wakes at once."""

import threading


class Bell:
    """Ringing is remembered until somebody has waited for it."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self) -> None:
        self._rung.set()

    def wait(self, seconds: float) -> None:
        self._rung.wait(seconds)
        self._rung.clear()
