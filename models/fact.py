"""The shape of every fact."""

from typing import ClassVar

from models.record import Record


class Fact(Record):
    """Something that happened; one that `rings` wakes the workflow of its stream."""

    rings: ClassVar[bool] = True
