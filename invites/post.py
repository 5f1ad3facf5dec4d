"""The doors through which mail leaves."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Refused(Exception):  # noqa: N818
    """The receiving side said no for good (SMTP 5xx); `code` is its number, never its text."""

    def __init__(self, code: int) -> None:
        super().__init__(f"refused with {code}")
        self.code = code


class Unavailable(Exception):  # noqa: N818
    """It may work later: no connection, or a temporary no (SMTP 4xx)."""


class Door(Protocol):
    """A way out for finished mails; sending the same key twice is harmless where the door can help it."""

    def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:
        """Hand one mail over; returns only when it is safe."""


@dataclass(frozen=True)
class FolderDoor:
    """Each mail is a file that a mail program can open."""

    folder: Path

    def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:
        """Write `<key>.eml` whole or not at all."""
        raise NotImplementedError
