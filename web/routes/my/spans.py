"""Spans of days, as people name them in a form and as a form carries them on."""

import re
from datetime import date

from domain.named_days import Named
from domain.refusals import Invalid
from models.languages import _
from web.forms import Form
from web.views.my.days_named import ONLY

FINNISH = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


def span(form: Form) -> Named:
    """What stands in the fields; one day where only one of the two is given."""
    first = form.text("from") or form.text("to")
    last = form.text("to") or first
    return Named(_day(first), _day(last), can=form.text("how") == ONLY)


def _day(text: str) -> date:
    """As browsers send it, or as people write it where the browser has no field for days."""
    found = FINNISH.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        raise Invalid(_("Give a day, for example 8.3.2027.")) from None
