"""One thing that is wrong with a problem."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Flaw:
    """Where, what is wrong, and what would be right."""

    path: str
    wrong: str
    right: str
