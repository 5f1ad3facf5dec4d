from datetime import date

from sqlalchemy.orm import Session

from domain import travel_rates
from models.travel import TravelRate


def test_the_shipped_rates_are_added_once_and_name_their_source(db: Session) -> None:
    added = travel_rates.add_shipped(db)
    again = travel_rates.add_shipped(db)

    year = travel_rates.in_force(db, 2026)
    codes = ("per_diem_full", "per_diem_part", "kilometre", "meal", "night_travel")
    assert (added, again) == (5, 0)
    assert [year.cents(code) for code in codes] == [5400, 2500, 55, 1350, 1600]
    assert [rate.source for rate in year.rates if not rate.source] == []
    assert year.warning is None


def test_what_hr_has_imported_is_not_overwritten(db: Session) -> None:
    db.add(
        TravelRate(
            valid_from=date(2026, 1, 1),
            code="meal",
            cents=1320,
            source="Taloushallintoliitto",
            checked_on=date(2026, 1, 5),
        )
    )

    travel_rates.add_shipped(db)

    assert travel_rates.in_force(db, 2026).cents("meal") == 1320


def test_another_years_rates_come_with_a_warning(db: Session) -> None:
    travel_rates.add_shipped(db)

    year = travel_rates.in_force(db, 2027)

    assert year.cents("kilometre") == 55
    assert str(year.warning) == (
        "Travel rates for 2027 are missing: costs are reckoned with the rates of 2026."
    )


def test_later_rates_are_never_taken_for_an_earlier_year(db: Session) -> None:
    travel_rates.add_shipped(db)

    year = travel_rates.in_force(db, 2025)

    assert year.rates == ()
    assert str(year.warning) == "There are no travel rates for 2025: import them before planning costs."


def test_the_newest_rate_of_a_year_holds(db: Session) -> None:
    travel_rates.add_shipped(db)
    values = {"source": "Verohallinto", "checked_on": date(2026, 7, 1)}
    db.add(TravelRate(valid_from=date(2026, 7, 1), code="kilometre", cents=57, **values))

    assert travel_rates.in_force(db, 2026).cents("kilometre") == 57
