"""Taking spreadsheets in: everything is checked first, then everything is saved, or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from domain.refusals import Refusal
from domain.spreadsheets.directory import Key, directory
from domain.spreadsheets.entries import (
    ClosedDaysEntry,
    Entry,
    JourneyEntry,
    OrganisationEntry,
    PersonEntry,
    RoundEntry,
    TravelRateEntry,
)
from domain.spreadsheets.examining import Examined, examine, stand_alone
from domain.spreadsheets.grids import Workbook
from domain.spreadsheets.problems import Place, Problem
from domain.spreadsheets.request_entries import ApplicationEntry, HostOfferEntry, OfferEntry
from domain.spreadsheets.saving import (
    save_closed_days,
    save_journey,
    save_organisation,
    save_person,
    save_round,
    save_ties,
    save_travel_rate,
)
from domain.spreadsheets.saving_requests import save_application, save_offer, save_shared_trip, submit
from domain.spreadsheets.shelf import Outcome, Shelf, either, full_shelf
from domain.spreadsheets.tables import Table, understand
from domain.spreadsheets.titles import Sheet
from models.languages import Language, _


@dataclass(frozen=True)
class Count:
    """What became of the rows of one kind of sheet."""

    sheet: Sheet
    added: int
    changed: int
    unchanged: int
    skipped: int


@dataclass(frozen=True)
class Loaded:
    """What an import did; with problems and `is_saved` False, nothing at all."""

    counts: tuple[Count, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[Problem, ...]  # good rows that depend on a bad one
    language: Language
    is_saved: bool


def load(
    db: Session,
    workbooks: Iterable[Workbook],
    *,
    now: datetime,
    skip_bad: bool = False,
    usual_round: str | None = None,
) -> Loaded:
    """Check every row, then save all of them; with `skip_bad` the good ones that need no bad one.

    `usual_round` is meant by rows that name no round. The caller's transaction stays usable either way.
    """
    tables, problems = _understood(workbooks)
    known = directory(db, tables, usual_round=usual_round)
    rows = examine(tables, known)
    problems += tuple(problem for row in rows for problem in row.problems)
    while True:
        left_out = stand_alone(rows, known)
        outcomes, refused = _attempt(db, rows, left_out, now=now, keep=skip_bad or not problems)
        problems += tuple(problem for row in refused for problem in row.problems)
        if not refused or not skip_bad:
            break
        bad = {row.place: row for row in refused}
        rows = tuple(bad.get(row.place, row) for row in rows)
    is_saved = skip_bad or not problems
    return Loaded(
        counts=_counts(rows, outcomes if is_saved else {}),
        problems=problems,
        left_out=tuple(_left_out(place, need) for place, need in left_out.items()) if is_saved else (),
        language=_language(tables),
        is_saved=is_saved,
    )


def _understood(workbooks: Iterable[Workbook]) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    found = [understand(workbook) for workbook in workbooks]
    tables = tuple(table for tables, _problems in found for table in tables)
    return tables, tuple(problem for _tables, problems in found for problem in problems)


def _attempt(
    db: Session, rows: tuple[Examined, ...], left_out: dict[Place, Key], *, now: datetime, keep: bool
) -> tuple[dict[Place, Outcome], list[Examined]]:
    """Save what can be saved in a transaction of its own; it is undone when a rule refuses any of it."""
    good = [row for row in rows if row.entry and row.place not in left_out]
    attempt = db.begin_nested()
    saving = Saving(db, full_shelf(db), now)
    saving.save(good)
    if saving.refused or not keep:
        attempt.rollback()
    else:
        attempt.commit()
    return saving.outcomes, saving.refused


class Saving:
    """One attempt: rows are saved kind by kind, and a second time where they name each other."""

    def __init__(self, db: Session, shelf: Shelf, now: datetime) -> None:
        self.db = db
        self.shelf = shelf
        self.now = now
        self.outcomes: dict[Place, Outcome] = {}
        self.refused: list[Examined] = []
        self._refused_at: set[Place] = set()

    def save(self, rows: list[Examined]) -> None:
        for sheet in Sheet:
            mine = [row for row in rows if row.sheet is sheet]
            for save in (self._save, self._join):
                for row in mine:
                    self._say(row, save)
            self.db.flush()

    def _say(self, row: Examined, save: Callable[[Entry, Outcome], Outcome]) -> None:
        if row.entry is None or row.place in self._refused_at:
            return
        before = self.outcomes.get(row.place, Outcome.UNCHANGED)
        try:
            self.outcomes[row.place] = either(before, save(row.entry, before))
        except Refusal as refusal:
            problem = Problem(row.place, refusal.words)
            self.refused.append(Examined(row.sheet, row.place, None, (problem,)))
            self._refused_at.add(row.place)

    def _save(self, entry: Entry, _before: Outcome) -> Outcome:
        db, shelf = self.db, self.shelf
        match entry:
            case OrganisationEntry():
                return save_organisation(db, shelf, entry)
            case ClosedDaysEntry():
                return save_closed_days(db, shelf, entry)
            case PersonEntry():
                return save_person(db, shelf, entry)
            case RoundEntry():
                return save_round(db, shelf, entry, now=self.now)
            case OfferEntry():
                return save_offer(db, shelf, entry, now=self.now)
            case ApplicationEntry():
                return save_application(db, shelf, entry)
            case JourneyEntry():
                return save_journey(db, shelf, entry)
            case TravelRateEntry():
                return save_travel_rate(db, entry)
        raise TypeError(type(entry))

    def _join(self, entry: Entry, before: Outcome) -> Outcome:
        match entry:
            case PersonEntry():
                return save_ties(self.db, self.shelf, entry)
            case HostOfferEntry():
                return save_shared_trip(self.shelf, entry)
            case ApplicationEntry():
                return submit(self.db, self.shelf, entry, saved=before, now=self.now)
        return Outcome.UNCHANGED


def _counts(rows: tuple[Examined, ...], outcomes: dict[Place, Outcome]) -> tuple[Count, ...]:
    return tuple(_count(sheet, [row for row in rows if row.sheet is sheet], outcomes) for sheet in _met(rows))


def _count(sheet: Sheet, rows: list[Examined], outcomes: dict[Place, Outcome]) -> Count:
    counted = Counter(outcomes.get(row.place, Outcome.SKIPPED) for row in rows)
    return Count(sheet, **{outcome.value: counted[outcome] for outcome in Outcome})


def _met(rows: tuple[Examined, ...]) -> Iterator[Sheet]:
    return (sheet for sheet in Sheet if any(row.sheet is sheet for row in rows))


def _left_out(place: Place, need: Key) -> Problem:
    wrong = _("The row depends on {name}, which could not be imported.", name=" ".join(need[1:]))
    return Problem(place, wrong)


def _language(tables: tuple[Table, ...]) -> Language:
    """What most sheets are written in."""
    votes = [table.language for table in tables if table.language]
    return max(Language, key=votes.count) if votes else Language.FI
