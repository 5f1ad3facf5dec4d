"""Other days as somebody has written them on a page: weeks that are ticked, and two dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from domain.agreeing import written_days
from domain.new_days import naming, suggesting
from models.asks import Filled
from models.exchanges import Exchange
from models.new_days import NewDays
from models.people import Person

ON, SINCE, UNTIL, KEEPS = "on-", "since", "until", "keeps_else"


@dataclass(frozen=True)
class Written:
    """First days that are ticked, as 2027-04-12; the two dates as they were written."""

    ticked: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    keeps_else: bool = False


def read(filled: Iterable[Filled]) -> Written:
    fields = {each.name: each.value.strip() for each in filled if each.value.strip()}
    return Written(
        ticked=frozenset(name.removeprefix(ON) for name in fields if name.startswith(ON)),
        since=fields.get(SINCE, ""),
        until=fields.get(UNTIL, ""),
        keeps_else=KEEPS in fields,
    )


def suggest(db: Session, exchange: Exchange, person: Person, said: Written, *, now: datetime) -> NewDays:
    """Check what was written, and ask the other side."""
    firsts = [written_days.read(each) for each in sorted(said.ticked)]
    days = naming.named(db, exchange, firsts, (_day(said.since), _day(said.until)), now=now)
    return suggesting.suggest(db, exchange, person, days, keeps_else=said.keeps_else, now=now)


def _day(written: str) -> date | None:
    return written_days.read(written) if written else None
