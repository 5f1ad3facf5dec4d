"""A state as people see it: its words, and the tone that gives it colour and shape."""

from dataclasses import dataclass
from enum import StrEnum

from models.languages import Words


class Tone(StrEnum):
    """Each tone has a colour and a shape of its own, so that neither is needed alone."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    NEWS = "news"
    IDLE = "idle"


@dataclass(frozen=True)
class Tag:
    words: Words
    tone: Tone
