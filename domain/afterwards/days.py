"""Days as pages send them and as people write them."""

from datetime import date

from domain.refusals import Invalid
from domain.spreadsheets import cells
from domain.spreadsheets.problems import Wrong
from models.languages import _


def day(said: str) -> date | None:
    """None where nothing was written."""
    if not said.strip():
        return None
    try:
        return cells.day(said.strip())
    except Wrong:
        raise Invalid(_("Write the day as in 8.3.2027.")) from None
