"""Writing down what somebody said by phone: the word is theirs, the record says who wrote it and why."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity_codes import holds_identity_code
from domain.refusals import Invalid
from models.behalf import OnBehalf
from models.languages import _
from models.people import Person


@dataclass(frozen=True)
class Behalf:
    """A coordinator, and in their words how they know it ("answered by phone")."""

    by: Person
    why: str


def note(row: OnBehalf, behalf: Behalf | None, *, now: datetime) -> None:
    """Mark a person's word as written down by somebody else; without `behalf` they said it themselves."""
    if behalf is None:
        return
    if not behalf.why.strip():
        raise Invalid(_("Say how you know it, for example that it was said by phone."))
    if holds_identity_code(behalf.why):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    row.recorded_by_id = behalf.by.id
    row.recorded_at = now
    row.recorded_why = behalf.why
