"""What happened to a question."""

from typing import ClassVar, Literal
from uuid import UUID

from models.fact import Fact


class AskAnswered(Fact):
    """Somebody has answered what they were asked by mail."""

    type: Literal["ask_answered"] = "ask_answered"
    ask_id: UUID


class AskPut(Fact):
    """Somebody is asked something that is due before the workflow would wake: the timer follows."""

    type: Literal["ask_put"] = "ask_put"
    ask_id: UUID


class AskMoved(Fact):
    """The deadline of a question has moved: the timer follows."""

    type: Literal["ask_moved"] = "ask_moved"
    ask_id: UUID


class AskPassed(Fact):
    """Nobody answered: the deputy is asked instead."""

    rings: ClassVar[bool] = False
    type: Literal["ask_passed"] = "ask_passed"
    ask_id: UUID
    to_id: UUID


class AskLapsed(Fact):
    rings: ClassVar[bool] = False
    type: Literal["ask_lapsed"] = "ask_lapsed"
    ask_id: UUID


AskFact = AskAnswered | AskPut | AskMoved | AskPassed | AskLapsed
