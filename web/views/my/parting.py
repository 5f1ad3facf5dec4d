"""How a pair may part, what would follow, and what became of one that has parted."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from domain import meetings
from domain.mentoring import endings, leaving
from models.exchanges import Exchange
from models.languages import Words
from models.mentoring import EndCode, PairEnding
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ExchangeState
from models.timeline import local_day
from web.views.reading import Reading
from web.words.partings import EARLY, ENDED, FOLLOWS, GOALS, LEAVES, LEFT, WHY


class Way(Record):
    code: EndCode
    words: Words
    follows: Words


class Parting(Record):
    """`mentees` are those whom a mentor who cannot go on would leave; nobody's for a mentee."""

    ways: tuple[Way, ...]
    ahead: int
    mentees: tuple[str, ...]
    today: date


class Parted(Record):
    title: Words
    words: Words | None
    find_by: date | None
    goals: Words
    successor: UUID | None


def look(seen: Reading, exchange: Exchange, me: Person) -> Parting | None:
    """While it goes on."""
    if exchange.state is not ExchangeState.CONFIRMED:
        return None
    ways = (
        Way(code=code, words=words, follows=FOLLOWS[endings.next_of(exchange, code, now=seen.now)])
        for code, words in WHY.items()
    )
    ahead = [each for each in meetings.planned(exchange) if meetings.begins(each) > seen.now]
    return Parting(
        ways=tuple(ways),
        ahead=len(ahead),
        mentees=_mentees(seen, exchange) if me.id == exchange.host_id else (),
        today=local_day(seen.now),
    )


def _mentees(seen: Reading, exchange: Exchange) -> tuple[str, ...]:
    round_ = seen.db.get_one(Round, exchange.round_id)
    mine = leaving.pairs_of(seen.db, exchange.host, round_)
    found = select(Exchange).where(Exchange.id.in_(mine)).options(joinedload(Exchange.guest))
    return tuple(sorted(each.guest.name for each in seen.db.scalars(found)))


def parted(seen: Reading, exchange: Exchange, me: Person) -> Parted | None:
    row = endings.of(seen.db, exchange)
    if row is None:
        return None
    is_looked_for = row.find_by is not None and row.successor_id is None
    return Parted(
        title=_title(row, exchange),
        words=ENDED.get(row.code),
        find_by=local_day(row.find_by) if is_looked_for and row.find_by else None,
        goals=GOALS[row.carries_goals],
        successor=row.successor_id if me.id == exchange.guest_id else None,
    )


def _title(row: PairEnding, exchange: Exchange) -> Words:
    if row.code is not EndCode.MENTOR_LEFT:
        return EARLY
    return LEAVES if exchange.state is ExchangeState.CONFIRMED else LEFT
