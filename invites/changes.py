"""What changed in a meeting, old and new, in one reader's language."""

from dataclasses import dataclass

from invites.meetings import Meeting
from models.languages import Language


@dataclass(frozen=True)
class Change:
    """One difference in words; empty `old` or `new` means there was or is none."""

    label: str
    old: str
    new: str


def changes(old: Meeting, new: Meeting, *, language: Language) -> tuple[Change, ...]:
    """The differences a reader should know, in the order time, place, link, people, texts."""
    raise NotImplementedError
