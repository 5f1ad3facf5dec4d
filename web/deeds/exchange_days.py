"""Days that a pair agrees between themselves, written down for them."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from domain import exchanges
from domain.agreeing import common_days, open_dates, settling, written_days
from domain.refusals import Conflict, Invalid
from models.doubts import Days
from models.languages import _
from models.open_dates import OpenDates
from models.states import ExchangeState, Reason
from web.deeds.at_exchange import AtExchange, Side
from web.deeds.deed import As, DeedForm, Entry, Occasion, Press, Why, deed
from web.deeds.exchange_words import Whose

FIRST = As(_("Or the first day of the visit"), Entry.DATE)
NOT_FREE = _("These days are not free any more.")


class Suits(DeedForm):
    lists = frozenset({"days"})
    side: Whose
    days: Annotated[tuple[str, ...], As(_("Days that suit"), Entry.TICKS)] = ()
    first: Annotated[date | None, FIRST] = None
    why: Why


class Agreed(DeedForm):
    day: Annotated[date, As(_("First day of the visit"), Entry.DATE)]
    second: Annotated[date | None, As(_("First day of its second part, if it has one"), Entry.DATE)] = None
    why: Why


def open_row(at: AtExchange) -> OpenDates | None:
    """How the days are being agreed; None where they are not."""
    row = open_dates.of(at.seen.db, at.exchange)
    is_open = row is not None and row.settled_at is None and at.exchange.state is ExchangeState.PROPOSED
    return row if is_open else None


def _shown(at: AtExchange, row: OpenDates) -> tuple[Days, ...]:
    return common_days.shown(at.seen.db, at.exchange, row, now=at.seen.now)


def _suitable(at: AtExchange) -> Iterator[Occasion]:
    row = open_row(at)
    if row is not None:
        known = tuple((each.mark, _spelt(at, row, each)) for each in _shown(at, row))
        yield Occasion(choices={"side": at.sides, "days": known}, values=at.phone)


def _spelt(at: AtExchange, row: OpenDates, days: Days) -> str:
    """With the names of those who have named these days already."""
    both = (at.person(Side.GUEST), at.person(Side.HOST))
    named = [each.name for each in both if days in open_dates.suits(row, at.exchange, each)]
    spelt = written_days.spelt(days, at.seen.language)
    return f"{spelt} ({', '.join(named)})" if named else spelt


def _suit(at: AtExchange, said: Suits) -> None:
    db, now = at.seen.db, at.seen.now
    row = settling.still_open(db, at.exchange)
    days = tuple(each for each in _shown(at, row) if each.mark in said.days)
    if len(days) != len(set(said.days)):
        raise Conflict(NOT_FREE)
    if said.first:
        days += (common_days.beginning(db, at.exchange, row, (said.first,), now=now),)
    if not days:
        raise Invalid(_("Choose at least one of the days."))
    settling.say(db, at.exchange, at.person(said.side), days, now=now, behalf=at.behalf(said.why))


def _while_open(at: AtExchange) -> Iterator[Occasion]:
    if open_row(at) is not None:
        yield Occasion(values=at.phone)


def _agree(at: AtExchange, said: Agreed) -> None:
    db, now = at.seen.db, at.seen.now
    row = settling.still_open(db, at.exchange)
    firsts = tuple(each for each in (said.day, said.second) if each)
    days = common_days.beginning(db, at.exchange, row, firsts, now=now)
    settling.fix(db, at.exchange, days, now=now, behalf=at.behalf(said.why))


def _give_up(at: AtExchange, _said: Press) -> None:
    settling.still_open(at.seen.db, at.exchange)
    exchanges.release(at.seen.db, at.exchange, reason=Reason.NO_DATES, now=at.seen.now)


DAYS = (
    deed(
        Suits,
        _suit,
        code="suits",
        title=_("Write down which days suit one of them"),
        button=_("Write the days down"),
        offered=_suitable,
        shows_plan=True,
    ),
    deed(
        Agreed,
        _agree,
        code="agree",
        title=_("Write down the days that they have agreed"),
        button=_("Fix these days"),
        offered=_while_open,
        shows_plan=True,
    ),
    deed(
        Press,
        _give_up,
        code="give-up",
        title=_("They find no days"),
        button=_("Release this exchange and tell both"),
        offered=_while_open,
        shows_plan=True,
        is_grave=True,
    ),
)
