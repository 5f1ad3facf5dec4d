"""Days that somebody has named one by one, as they stand in a list."""

from datetime import date

from sqlalchemy.orm import Session

from domain import named_days
from domain.named_days import Named
from models.applications import Application
from models.offers import Offer
from models.record import Record
from models.rounds import Round
from models.states import Half

ONLY, NOT = "only", "not"


class NamedDays(Record):
    """`code` is the row, or what a form carries on; `can` is only then, else not then."""

    code: str
    first: date
    last: date
    can: bool
    half: Half | None


def named(db: Session, owner: Application | Offer, round_: Round) -> tuple[NamedDays, ...]:
    return tuple(shown(f"{code}", each) for code, each in named_days.of(db, owner, round_).items())


def shown(code: str, each: Named) -> NamedDays:
    return NamedDays(code=code, first=each.first, last=each.last, can=each.can, half=each.half)


def code(each: Named) -> str:
    """As a form carries it on."""
    return f"{each.first}_{each.last}_{ONLY if each.can else NOT}_{each.half or ''}"
