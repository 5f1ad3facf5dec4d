"""What every fact is. Pure."""

from typing import ClassVar

from models.record import Record


class Fact(Record):
    """Something that happened; if it `rings`, the workflow of its stream wakes."""

    rings: ClassVar[bool] = True
