"""What filters say in an address: a field that is left empty says nothing."""

from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator

Code = Annotated[str, Query(max_length=60)]
Text = Annotated[str, Query(max_length=200)]


def _none_if_empty(said: object) -> object:
    return said or None


OrNothing = BeforeValidator(_none_if_empty)
