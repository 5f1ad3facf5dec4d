"""How many stays touch each ISO week of a round."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from invites import dates
from models.exchanges import Appointment, Exchange
from models.languages import Language, _
from models.questions import ask
from models.record import Record
from models.states import AppointmentState, ExchangeState
from web.pictures.columns import Column, Columns, Part
from web.pictures.drawing import Look

FIRM = (ExchangeState.CONFIRMED, ExchangeState.HELD, ExchangeState.CLOSED)
A_WEEK = timedelta(days=7)
STAYS = (
    select(Appointment.first_day, Appointment.last_day, Exchange.state, func.count())
    .join(Exchange, Exchange.id == Appointment.exchange_id)
    .where(
        Exchange.round_id == bindparam("round"),
        Exchange.state != ExchangeState.RELEASED,
        Appointment.state != AppointmentState.CANCELLED,
        Appointment.first_day.is_not(None),
    )
    .group_by(Appointment.first_day, Appointment.last_day, Exchange.state)
)


class WeekLoad(Record):
    """`monday` names the week; `open` stays still wait for an answer or a change."""

    monday: date
    firm: int
    open: int


def picture(loads: Sequence[WeekLoad], language: Language) -> Columns | None:
    """One column a week: firm stays full below, open ones hatched above."""
    if not loads:
        return None
    return Columns(
        name="weeks-chart",
        title=_("Stays per week"),
        head=_("Week"),
        unit=dates.HABITS[language].week,
        parts=(
            Part(name=_("agreed"), look=Look.FIRM),
            Part(name=_("waits for an answer or a change"), look=Look.HATCHED),
        ),
        columns=tuple(_column(each, language) for each in loads),
    )


def _column(load: WeekLoad, language: Language) -> Column:
    return Column(
        label=f"{load.monday.isocalendar().week}",
        below=f"{load.monday.day}.{load.monday.month}.",
        told=f"{dates.week([load.monday], language)}, {dates.day(load.monday, language)}",
        numbers=(load.firm, load.open),
    )


def load(db: Session, round_id: UUID) -> tuple[WeekLoad, ...]:
    """Every week from the first stay to the last, also those with nobody away."""
    touched: Counter[tuple[date, bool]] = Counter()
    for first_day, last_day, state, number in ask(db, STAYS, round=round_id):
        if first_day and last_day:
            for monday in _mondays(first_day, last_day):
                touched[monday, state in FIRM] += number
    return tuple(
        WeekLoad(monday=monday, firm=touched[monday, True], open=touched[monday, False])
        for monday in _all_mondays(touched)
    )


def _mondays(first_day: date, last_day: date) -> Iterator[date]:
    monday = first_day - timedelta(days=first_day.weekday())
    while monday <= last_day:
        yield monday
        monday += A_WEEK


def _all_mondays(touched: Counter[tuple[date, bool]]) -> Iterator[date]:
    mondays = [monday for monday, _is_firm in touched]
    return _mondays(min(mondays), max(mondays)) if mondays else iter(())
