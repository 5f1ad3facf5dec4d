"""What a rehearsal in a process of its own tells whoever has ordered it: JSON, a line each."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from domain.rehearsals.playing import Scene
from domain.rehearsals.report import Outcome
from models.record import Record


class SceneLine(Record):
    type: Literal["scene"] = "scene"
    scene: Scene


class OutcomeLine(Record):
    type: Literal["outcome"] = "outcome"
    outcome: Outcome


Line = Annotated[SceneLine | OutcomeLine, Field(discriminator="type")]
LINES: TypeAdapter[SceneLine | OutcomeLine] = TypeAdapter(Line)
