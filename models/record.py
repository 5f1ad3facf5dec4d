"""The frozen value: what lives inside a row as JSON, or crosses a process border. Pure."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
