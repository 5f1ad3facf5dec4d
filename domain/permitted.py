"""Whether a plan may be published: it follows what was ruled, and the organisations have agreed."""

from sqlalchemy.orm import Session

from domain.agreements import agreements
from domain.refusals import Refusal
from domain.ruled import check_followed
from models.rounds import Round
from models.schedules import Schedule


def check(db: Session, round_: Round, schedule: Schedule) -> None:
    """Refuse a plan that a younger rule or a missing yes stands against."""
    check_followed(db, schedule)
    agreements.refuse_unaccepted(db, round_)


def is_permitted(db: Session, round_: Round, schedule: Schedule) -> bool:
    try:
        check(db, round_, schedule)
    except Refusal:
        return False
    return True
