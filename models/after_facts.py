"""What happened after stays and mentorings. Pure."""

from typing import Literal
from uuid import UUID

from models.fact import Fact


class AskedAfterChosen(Fact):
    """HR has chosen what is asked afterwards: what is over already follows too."""

    type: Literal["asked_after_chosen"] = "asked_after_chosen"
    round_id: UUID
