"""Two versions of a plan, person by person."""

from domain import comparisons
from models.record import Record
from web.views.board import standing
from web.views.board.beside import BesideView, beside
from web.views.board.standing import Head
from web.views.hr import round_head
from web.views.reading import Reading


class CompareView(Record):
    head: Head
    one: int
    other: int
    beside: BesideView | None


def look(seen: Reading, reference: str, one: int | None, other: int | None) -> CompareView:
    """What is not named: the newest version and the one before."""
    round_ = round_head.find(seen, reference)
    head = standing.head(seen, round_, "/plan/compare")
    newest = head.newest.number if head.newest else 0
    other = other or newest
    one = one or max(1, other - 1)
    found = comparisons.of_versions(seen.db, round_, one, other) if newest and one != other else None
    return CompareView(
        head=head, one=one, other=other, beside=beside(found, seen.language) if found else None
    )
