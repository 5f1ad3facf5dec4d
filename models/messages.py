"""What workflows and workers say to each other: ids, numbers and codes, never names or words. Pure."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from models.record import Record


class Case(Record):
    """What a workflow is started with."""

    id: UUID
    round_id: UUID
    stands_still: bool = False  # a rehearsal: the clock moves only when the conductor says so


class Heard(Record):
    """The bell: something up to this number stands in the stream; the fact is the newest of it."""

    number: int
    fact_id: UUID


class Turn(Record):
    """One step's question: this case, with all heard up to this number."""

    id: UUID
    heard: int


class Outcome(StrEnum):
    """How a chapter ended."""

    DONE = "done"
    CONFIRMED = "confirmed"
    HELD = "held"
    RELEASED = "released"
    APPROVED = "approved"
    PLANNED = "planned"
    REJECTED = "rejected"
    REPAIR = "repair"


class Standing(Record):
    """One step's answer: the chapter's outcome, or what is waited for and until when."""

    outcome: Outcome | None = None
    waiting_for: str = ""
    until: datetime | None = None


class Progress(Record):
    """What the solver knows so far; goes into the heartbeat."""

    value: int
    bound: int
    placed: int
    phase: str
