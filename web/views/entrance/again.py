"""The page on which somebody who is signed in shows once more who they are."""

from uuid import UUID

from domain.access import proofs
from models.access import KeptForm
from models.people import Person
from models.record import Record
from web.views.entrance.signing_in import Way, ways_by
from web.views.reading import Reading


class AgainView(Record):
    kept_id: UUID
    email: str
    leads_to: str
    keeps_words: bool  # something had been typed
    ways: tuple[Way, ...]
    is_here: bool  # whoever sits at the server's terminal has a way of their own


def again_view(seen: Reading, row: KeptForm, person: Person, *, leads_to: str, is_here: bool) -> AgainView:
    own = [each.id for each in proofs.own_providers(seen.db, person.id)]
    return AgainView(
        kept_id=row.id,
        email=person.email,
        leads_to=leads_to,
        keeps_words=bool(row.fields),
        ways=ways_by(seen, own),
        is_here=is_here,
    )
