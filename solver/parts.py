"""The grain of the contract: ids, bounded integers, and what every piece has in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
AtLeastOne = Annotated[int, Field(ge=1, le=1_000_000)]
Money = Annotated[int, Field(ge=0, le=1_000_000_000)]
Percent = Annotated[int, Field(ge=0, le=100)]
Weight = Annotated[int, Field(ge=0, le=1_000_000)]


class Part(BaseModel):
    """Any piece of the contract: frozen, strict, and refusing fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
