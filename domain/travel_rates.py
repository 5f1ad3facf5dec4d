"""What a year's decision allows for travelling: rows with their source, never numbers in code."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.languages import Words, _
from models.travel import TravelRate


@dataclass(frozen=True)
class YearRates:
    """The rates that a year's trips are reckoned with; `warning` says so when they are another year's."""

    year: int
    rates: tuple[TravelRate, ...]
    warning: Words | None

    def cents(self, code: str) -> int | None:
        return next((rate.cents for rate in self.rates if rate.code == code), None)


def in_force(db: Session, year: int) -> YearRates:
    """The newest rates valid by the end of the year; an older year's come only with a warning."""
    known = select(TravelRate).where(TravelRate.valid_from <= date(year, 12, 31))
    newest = {rate.code: rate for rate in db.scalars(known.order_by(TravelRate.valid_from, TravelRate.code))}
    rates = tuple(newest.values())
    return YearRates(year, rates, _warning(year, rates))


def add_shipped(db: Session) -> int:
    """Add the rates that come with the software and are not there yet; a row that HR imported stays."""
    missing = [rate for rate in _shipped() if not db.get(TravelRate, (rate.valid_from, rate.code))]
    db.add_all(missing)
    db.flush()
    return len(missing)


def _warning(year: int, rates: tuple[TravelRate, ...]) -> Words | None:
    if not rates:
        return _("There are no travel rates for {year}: import them before planning costs.", year=year)
    oldest = min(rate.valid_from.year for rate in rates)
    if oldest == year:
        return None
    return _(
        "Travel rates for {year} are missing: costs are reckoned with the rates of {older}.",
        year=year,
        older=oldest,
    )


def _shipped() -> list[TravelRate]:
    with files("domain").joinpath("travel_rates.csv").open(encoding="utf-8") as lines:
        return [
            TravelRate(
                valid_from=date.fromisoformat(row["valid from"]),
                code=row["code"],
                cents=int(Decimal(row["euros"]) * 100),
                source=row["source"],
                checked_on=date.fromisoformat(row["checked on"]),
            )
            for row in csv.DictReader(lines, delimiter=";")
        ]
