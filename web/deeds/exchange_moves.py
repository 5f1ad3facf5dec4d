"""Other days for what is agreed: a stay or a session moves, a session comes on top, is off, or on again."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated

from domain import meetings, resuming, sessions, stays
from domain.day_words import told
from domain.obstacles import block_of, wishes
from domain.possible_dates import possible_dates
from domain.refusals import Invalid
from invites import dates
from models.doubts import Days
from models.exchanges import Appointment
from models.languages import _
from models.states import AppointmentState, ExchangeState, Kind
from models.timeline import local, moment
from web.deeds.at_exchange import AtExchange
from web.deeds.deed import As, Choices, DeedForm, Entry, Occasion, Why, deed

JOINT = "/"
NONE = (("", "–"),)
WHICH = As(_("Which part"), Entry.CHOICE)
SESSION = As(_("Which session"), Entry.CHOICE)


class Moved(DeedForm):
    to: Annotated[str, As(_("Days on which both can, the nearest first"), Entry.CHOICE)] = ""
    number: Annotated[int | None, As(_("Or another part"), Entry.CHOICE)] = None
    day: Annotated[date | None, As(_("It begins on this day"), Entry.DATE)] = None
    at: Annotated[time | None, As(_("At this time (sessions only)"), Entry.TIME)] = None
    why: Why


class Added(DeedForm):
    day: Annotated[date, As(_("Day"), Entry.DATE)]
    at: Annotated[time, As(_("Time"), Entry.TIME)]
    minutes: Annotated[int | None, As(_("Minutes, if not as long as the others"), Entry.NUMBER)] = None
    why: Why


class OneSession(DeedForm):
    number: Annotated[int, SESSION]
    why: Why


def _ahead(at: AtExchange) -> list[Appointment]:
    """What could still be elsewhere."""
    is_firm = at.exchange.state is ExchangeState.CONFIRMED
    planned = meetings.planned(at.exchange) if is_firm else []
    return [each for each in planned if meetings.begins(each) > at.seen.now]


def _movable(at: AtExchange) -> Iterator[Occasion]:
    ahead = _ahead(at)
    if ahead:
        found = possible_dates(at.seen.db, at.exchange, ahead[0], now=at.seen.now)
        near = tuple(pair for days in found for pair in _spelt(at, days))
        yield Occasion(choices={"to": (*NONE, *near), "number": (*NONE, *_parts(at, ahead))}, values=at.phone)


def _spelt(at: AtExchange, days: Days) -> Iterator[tuple[str, str]]:
    """One part elsewhere, as long as its halves of days stay what they are."""
    for wish in wishes(at.exchange, days):
        row = wish.appointment
        if wish.start is not None:
            spelt = dates.moment(local(wish.start), at.seen.language)
            yield f"{row.number}{JOINT}{wish.start.isoformat()}", spelt
        elif wish.block is not None:
            old = block_of(row)
            if (old.first_half, old.last_half) == (wish.block.first_half, wish.block.last_half):
                there = dates.days(wish.block.first_day, wish.block.last_day, at.seen.language)
                yield f"{row.number}{JOINT}{wish.block.first_day.isoformat()}", there


def _parts(at: AtExchange, rows: list[Appointment]) -> Choices:
    return tuple((f"{each.number}", f"{each.number}: {told([each], at.seen.language)}") for each in rows)


def _move(at: AtExchange, said: Moved) -> None:
    number, start = _chosen(said) if said.to else (said.number, None)
    ahead = _ahead(at)
    part = next((each for each in ahead if number in (None, each.number)), None)
    if part is None:
        raise Invalid(_("Nothing of this exchange can be moved any more."))
    db, now, behalf = at.seen.db, at.seen.now, at.behalf(said.why)
    begins = start or _own(said, part)
    if part.starts_at is None:
        stays.move(db, at.exchange, part.number, to=local(begins).date(), now=now, behalf=behalf)
    else:
        sessions.move(db, at.exchange, part.number, to=begins, now=now, behalf=behalf)


def _chosen(said: Moved) -> tuple[int, datetime]:
    number, _joint, start = said.to.partition(JOINT)
    try:
        begins = datetime.fromisoformat(start)
        return int(number), begins if begins.tzinfo else moment(begins.date(), time(9, 0))
    except ValueError:
        raise Invalid(_("Choose one of the days that are offered.")) from None


def _own(said: Moved, part: Appointment) -> datetime:
    """A day alone keeps the hour."""
    if said.day is None:
        raise Invalid(_("Choose one of the days that are offered, or write a day."))
    kept = local(part.starts_at).time() if part.starts_at else time(9, 0)
    return moment(said.day, said.at or kept)


def _mentoring(at: AtExchange) -> Iterator[Occasion]:
    if at.exchange.kind is Kind.MENTORING and at.exchange.state is ExchangeState.CONFIRMED:
        yield Occasion(values=at.phone)


def _add(at: AtExchange, said: Added) -> None:
    begins, behalf = moment(said.day, said.at), at.behalf(said.why)
    db, now = at.seen.db, at.seen.now
    sessions.add(db, at.exchange, at=begins, minutes=said.minutes, now=now, behalf=behalf)


def _droppable(at: AtExchange) -> Iterator[Occasion]:
    ahead = [each for each in _ahead(at) if each.starts_at]
    if ahead and len(meetings.planned(at.exchange)) > 1:
        yield Occasion(choices={"number": _parts(at, ahead)}, values=at.phone)


def _drop(at: AtExchange, said: OneSession) -> None:
    behalf = at.behalf(said.why)
    sessions.cancel(at.seen.db, at.exchange, said.number, now=at.seen.now, behalf=behalf)


def _resumable(at: AtExchange) -> Iterator[Occasion]:
    rows = at.exchange.appointments if at.exchange.state is ExchangeState.CONFIRMED else []
    off = [each for each in rows if each.starts_at and each.state is AppointmentState.CANCELLED]
    if found := [each for each in off if meetings.ends(each) > at.seen.now]:
        yield Occasion(choices={"number": _parts(at, found)}, values=at.phone)


def _resume(at: AtExchange, said: OneSession) -> None:
    behalf = at.behalf(said.why)
    resuming.resume(at.seen.db, at.exchange, said.number, now=at.seen.now, behalf=behalf)


MOVES = (
    deed(
        Moved,
        _move,
        code="move",
        title=_("Move it to other days"),
        button=_("Move it, and update everybody's calendar"),
        offered=_movable,
        shows_plan=True,
    ),
    deed(
        Added,
        _add,
        code="add-session",
        title=_("Add a session"),
        button=_("Add it, and invite both"),
        offered=_mentoring,
        shows_plan=True,
    ),
    deed(
        OneSession,
        _drop,
        code="drop-session",
        title=_("A session is off"),
        button=_("Take it out of the calendars"),
        offered=_droppable,
        shows_plan=True,
    ),
    deed(
        OneSession,
        _resume,
        code="resume",
        title=_("A session takes place after all"),
        button=_("Put it back into the calendars"),
        offered=_resumable,
        shows_plan=True,
    ),
)
