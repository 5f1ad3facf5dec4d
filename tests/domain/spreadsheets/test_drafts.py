"""A draft round may be imported again with other dates, as long as they follow each other."""

import pytest
from sqlalchemy import select, update

from domain import rounds
from domain.refusals import Invalid
from domain.spreadsheets.loading import Loaded, load
from domain.spreadsheets.titles import Sheet
from models.database import Database
from models.rounds import Round
from models.states import RoundState
from models.timeline import local_day
from tests.domain.spreadsheets.made import BASE, NOW, ROUNDS, WHOLE, Sheets, excel

TITLES, KEVAT = ROUNDS
DECIDE_BY, FIRST_DAY, LAST_DAY = 5, 6, 7
ON_THE_FIRST_DAY = "1.3.2027"
NOT_IN_ORDER = "The dates are not in order: opens, closes, decides, first day, last day."


def with_(column: int, said: str) -> Sheets:
    """The same round, but for one cell."""
    changed = [*KEVAT[:column], said, *KEVAT[column + 1 :]]
    return {"Kierrokset": (TITLES, changed)}


def imported(database: Database, sheets: Sheets, *, skip_bad: bool = False) -> Loaded:
    with database.change() as db:
        return load(db, [excel(sheets)], now=NOW, skip_bad=skip_bad)


def round_days(database: Database) -> tuple[str, str]:
    with database.look() as db:
        round_ = db.scalars(select(Round)).one()
        return round_.first_day.isoformat(), round_.last_day.isoformat()


@pytest.mark.parametrize(
    ("column", "said", "wrong"),
    [
        (DECIDE_BY, ON_THE_FIRST_DAY, NOT_IN_ORDER),
        (FIRST_DAY, "29.1.2027", NOT_IN_ORDER),  # the day of the decision
        (FIRST_DAY, "31.5.2027", "The dates are not in order."),  # begins after it has ended
        (LAST_DAY, "26.2.2027", "The dates are not in order."),
    ],
)
def test_a_draft_with_dates_out_of_order_is_a_problem_and_nothing_is_saved(
    database: Database, column: int, said: str, wrong: str
) -> None:
    imported(database, WHOLE)

    again = imported(database, with_(column, said))

    assert [(each.sheet, each.row, str(each.wrong)) for each in again.problems] == [("Kierrokset", 2, wrong)]
    assert (again.is_saved, [each.changed for each in again.counts]) == (False, [0])
    assert round_days(database) == ("2027-03-01", "2027-05-28")


def test_a_draft_with_other_dates_in_order_is_changed(database: Database) -> None:
    imported(database, WHOLE)

    again = imported(database, with_(LAST_DAY, "4.6.2027"))

    assert (again.problems, round_days(database)) == ((), ("2027-03-01", "2027-06-04"))


def test_a_bad_draft_is_skipped_and_what_stands_beside_it_is_saved(database: Database) -> None:
    imported(database, WHOLE)
    people = (*BASE["Henkilöt"], ("uusi@liitto.example.org", "Uusi Keksitty", "01", "fi", ""))

    again = imported(database, {"Henkilöt": people} | with_(DECIDE_BY, ON_THE_FIRST_DAY), skip_bad=True)

    assert {each.sheet: (each.added, each.skipped) for each in again.counts} == {
        Sheet.PEOPLE: (1, 0),
        Sheet.ROUNDS: (0, 1),
    }
    assert round_days(database) == ("2027-03-01", "2027-05-28")


def test_a_round_whose_dates_were_spoilt_is_not_opened(database: Database) -> None:
    imported(database, WHOLE)
    with database.change() as db:
        decide_by = db.scalars(select(Round.decide_by)).one()
        db.execute(update(Round).values(first_day=local_day(decide_by)))

    with pytest.raises(Invalid) as refused, database.change() as db:
        rounds.open_(db, db.scalars(select(Round)).one(), now=NOW)

    assert str(refused.value.words) == NOT_IN_ORDER
    with database.look() as db:
        assert db.scalars(select(Round.state)).all() == [RoundState.DRAFT]
