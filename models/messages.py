"""What workflows and workers say to each other: ids, numbers and codes, never names or words. Pure."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from models.record import Record

EDITION = 2  # of the workflows' ways: what was started under an older one goes on in its own (decision 0018)


class Heard(Record):
    """The bell: something up to this number stands in the stream; the fact is the newest of it."""

    number: int
    fact_id: UUID


class Memory(Record):
    """What a workflow has heard of its stream, and the newest fact that a step of it has seen there."""

    heard: int
    known: Heard | None = None


class Case(Record):
    """What a workflow is started with, and what it carries into its next run: never a duration."""

    id: UUID
    round_id: UUID
    stands_still: bool = False  # a rehearsal: the clock moves only when the conductor says so
    edition: int = 1
    organisation_id: UUID | None = None
    begins: str = ""  # the chapter; those before it are over
    heard: int = 0
    known: Heard | None = None
    told: datetime | None = None
    nonces: tuple[str, ...] = ()  # of the newest actions that were carried out


class Turn(Record):
    """One step's question: this case, with all heard up to this number, by one who knows this fact."""

    id: UUID
    heard: int
    known: Heard | None = None


class Action(StrEnum):
    """What an administrator may do to a running case."""

    RETRY = "retry"
    SKIP = "skip"
    REASSIGN = "reassign"
    CANCEL = "cancel"
    REBUILD = "rebuild"  # of a case whose workflow is lost: nothing that a workflow could be told


class Slip(Record):
    """What a workflow is told of an errand; its row (`models/errands.py`) says by whom and why.

    `expects` is what the asker saw it wait for: nothing is skipped that nobody has looked at.
    """

    id: UUID
    action: Action
    expects: str = ""


class Done(Record):
    """What came of an errand; `known` is the newest fact of its stream."""

    known: Heard | None = None


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
    known: Heard | None = None  # the newest fact of the stream when the step was done


class Progress(Record):
    """What the solver knows so far; goes into the heartbeat."""

    value: int
    bound: int
    placed: int
    phase: str
