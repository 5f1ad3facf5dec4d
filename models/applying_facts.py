"""What happened while people applied."""

from typing import ClassVar, Literal
from uuid import UUID

from models.fact import Fact


class ApplicationAmended(Fact):
    """What somebody asks for has changed; `asks_again` if the supervisor must say yes to it anew."""

    rings: ClassVar[bool] = False
    type: Literal["application_amended"] = "application_amended"
    application_id: UUID
    asks_again: bool


class ApplicationResumed(Fact):
    """Somebody who had left the round has changed their mind in time."""

    type: Literal["application_resumed"] = "application_resumed"
    application_id: UUID


class AppliedFor(Fact):
    """A supervisor has written an application for somebody, who is asked whether they agree."""

    type: Literal["applied_for"] = "applied_for"
    application_id: UUID
    supervisor_id: UUID


class LimitOverridden(Fact):
    """A coordinator has set a limit aside with a reason, or has put it back."""

    rings: ClassVar[bool] = False
    type: Literal["limit_overridden"] = "limit_overridden"
    override_id: UUID
    is_undone: bool


ApplyingFact = ApplicationAmended | ApplicationResumed | AppliedFor | LimitOverridden
