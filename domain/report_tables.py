"""The tables of a report: rounds and councils by their measures, without what could tell of few people."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import tallies
from domain.small_cells import Cell, hidden
from domain.tallies import Key, Tally
from models.languages import Language, Words, _
from models.organisations import Organisation
from models.rounds import Round

Number = int | float | None  # None: not told
EUROS, HALVES = 100, 2


@dataclass(frozen=True)
class Measure:
    """One column: its code in files for machines, and what people read."""

    code: str
    name: Words


@dataclass(frozen=True)
class Line:
    code: str
    name: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Table:
    """Lines and, where there are several to add, their sums."""

    code: str
    title: Words
    measures: tuple[Measure, ...]
    lines: tuple[Line, ...]
    total: Line | None


@dataclass(frozen=True)
class Basis:
    """What all numbers of one report rest on; rounds and houses in the order in which they are told.

    What is left out is decided over `among`, all rounds of the year, and not over those that one reader
    sees: so two readers together learn no more than stands in the one table of the whole year.
    """

    tally: Tally
    rounds: tuple[Round, ...]
    among: tuple[UUID, ...]
    houses: tuple[Organisation, ...]
    language: Language
    secrets: "Secrets"


@dataclass(frozen=True)
class Secrets:
    """Which cells of the councils (rows) by rounds (columns), with their totals, are not told."""

    sent: frozenset[Cell]
    received: frozenset[Cell]
    mentees: frozenset[Cell]
    mentors: frozenset[Cell]
    paid: frozenset[Cell]


TITLES = {"rounds": _("By round"), "councils": _("By council")}
ROUNDS = (
    Measure("applications", _("Applications")),
    Measure("visits", _("Visits")),
    Measure("days", _("Visiting days")),
    Measure("kilometres", _("Kilometres travelled")),
    Measure("mentorings", _("Mentorings")),
    Measure("euros_planned", _("Euros planned")),
    Measure("euros_paid", _("Euros paid")),
    Measure("euros_lost", _("Euros lost")),
    Measure("questions", _("Follow-up questions")),
    Measure("answers", _("Answers")),
    Measure("useful", _("Usefulness, 1 to 5")),
    Measure("strength", _("Strength for one's own work, 1 to 5")),
    Measure("practices", _("Practices named")),
)
COUNCILS = (
    Measure("visits_sent", _("Visits made")),
    Measure("days_sent", _("Days away")),
    Measure("kilometres", _("Kilometres travelled")),
    Measure("visits_received", _("Visits received")),
    Measure("days_received", _("Days hosted")),
    Measure("mentees", _("Mentees")),
    Measure("mentors", _("Mentees taken")),
    Measure("euros_planned", _("Euros planned")),
    Measure("euros_paid", _("Euros paid")),
)


def basis(db: Session, rounds: Sequence[Round], among: Sequence[Round], language: Language) -> Basis:
    ids = tuple(each.id for each in among)
    tally = tallies.count(db, ids)
    houses = tuple(db.scalars(select(Organisation).order_by(Organisation.code)))
    places = _places([each.id for each in rounds], ids)
    secrets = _secrets(tally, ids, [each.id for each in houses], places)
    return Basis(tally, tuple(rounds), ids, houses, language, secrets)


def _places(shown: Sequence[UUID], among: Sequence[UUID]) -> list[frozenset[int]]:
    """Of each column that is shown, and of their sum: whose being left out leaves it out too.

    The sum of some rounds is told where each of them is, and so tells nothing new.
    """
    alone = [frozenset([among.index(each)]) for each in shown]
    together = frozenset([len(among)]) if len(shown) == len(among) else frozenset().union(*alone)
    return [*alone, together]


def _secrets(
    tally: Tally, rounds: Sequence[UUID], houses: Sequence[UUID], places: Sequence[frozenset[int]]
) -> Secrets:
    def table(counts: Counter[Key]) -> list[list[int]]:
        return [[counts[round_, house] for round_ in rounds] for house in houses]

    def shown(out: frozenset[Cell]) -> frozenset[Cell]:
        return frozenset((row, n) for row, column in out for n, place in enumerate(places) if column in place)

    sent, received = _agreed(table(tally.sent), table(tally.received))
    mentees, mentors = _agreed(table(tally.mentees), table(tally.mentors))
    paid = hidden(table(tally.paid_for))
    return Secrets(shown(sent), shown(received), shown(mentees), shown(mentors), shown(paid))


def _agreed(one: list[list[int]], other: list[list[int]]) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """Two tables with the same totals: one that is left out in one is left out in the other."""
    totals: frozenset[Cell] = frozenset()
    while True:
        first, second = hidden(one, already=totals), hidden(other, already=totals)
        again = frozenset(at for at in first | second if at[0] == len(one))
        if again == totals:
            return first, second
        totals = again


def of_rounds(basis: Basis) -> Table:
    """The sums of each round, and of all: what councils' numbers add up to is left out as there."""
    tally, secrets, bottom = basis.tally, basis.secrets, len(basis.houses)
    ids = [each.id for each in basis.rounds]
    places = _places(ids, basis.among)

    def whole(counts: Counter[Key], out: frozenset[Cell], *, per: int = 1) -> list[Number]:
        sums = [sum(number for key, number in counts.items() if key[0] == id_) for id_ in ids]
        return _told(sums, {column for row, column in out if row == bottom}, per=per)

    def out(rows: Iterable[int]) -> set[int]:
        return {n for n, place in enumerate(places) if place & set(rows)}

    def plain(counts: Counter[UUID]) -> list[Number]:
        return _told([counts[id_] for id_ in ids], out(_few([counts[id_] for id_ in basis.among])))

    unsaid = hidden([[tally.answered[id_], tally.asked[id_] - tally.answered[id_]] for id_ in basis.among])
    columns = (
        plain(tally.applications),
        whole(tally.sent, secrets.sent),
        whole(tally.half_days_sent, secrets.sent, per=HALVES),
        whole(tally.kilometres, secrets.sent),
        whole(tally.mentees, secrets.mentees),
        *(whole(each, secrets.paid, per=EUROS) for each in (tally.planned, tally.actual, tally.lost)),
        _told([tally.asked[id_] for id_ in ids], out(row for row, column in unsaid if column == 2)),
        _told([tally.answered[id_] for id_ in ids], out(row for row, column in unsaid if column == 0)),
        _means(tally.marks, tally.useful, ids, out(_few([tally.marks[id_] for id_ in basis.among]))),
        _means(tally.felt, tally.strength, ids, out(_few([tally.felt[id_] for id_ in basis.among]))),
        plain(tally.practices),
    )
    names = [(each.reference, each.name(basis.language)) for each in basis.rounds]
    return _table("rounds", ROUNDS, names, columns, basis)


def of_councils(basis: Basis, *, column: int) -> Table:
    """One round's column, or beyond the last one that of all rounds together."""
    tally, secrets = basis.tally, basis.secrets
    ids = {each.id for n, each in enumerate(basis.rounds) if column in (n, len(basis.rounds))}

    def told(counts: Counter[Key], out: frozenset[Cell], *, per: int = 1) -> list[Number]:
        sums = [
            sum(number for key, number in counts.items() if key[1] == house.id and key[0] in ids)
            for house in basis.houses
        ]
        return _told(sums, {row for row, at in out if at == column}, per=per)

    columns = (
        told(tally.sent, secrets.sent),
        told(tally.half_days_sent, secrets.sent, per=HALVES),
        told(tally.kilometres, secrets.sent),
        told(tally.received, secrets.received),
        told(tally.half_days_received, secrets.received, per=HALVES),
        told(tally.mentees, secrets.mentees),
        told(tally.mentors, secrets.mentors),
        told(tally.planned, secrets.paid, per=EUROS),
        told(tally.actual, secrets.paid, per=EUROS),
    )
    names = [(each.code, each.name(basis.language)) for each in basis.houses]
    return _table("councils", COUNCILS, names, columns, basis)


def _told(sums: Sequence[int], out: Collection[int], *, per: int = 1) -> list[Number]:
    """The numbers and then their sum; whatever is in `out` is None."""
    told = [*sums, sum(sums)]
    return [None if n in out else _divided(number, per) for n, number in enumerate(told)]


def _divided(number: int, per: int) -> int | float:
    return number // per if number % per == 0 else number / per


def _few(sums: Sequence[int]) -> set[int]:
    """Which of these, or their sum at the end, are not told."""
    return {row for row, column in hidden([[each] for each in sums]) if column == 0}


def _means(
    counts: Counter[UUID], totals: Counter[UUID], ids: Sequence[UUID], out: Collection[int]
) -> list[Number]:
    marks, sums = [counts[each] for each in ids], [totals[each] for each in ids]
    pairs = zip([*sums, sum(sums)], [*marks, sum(marks)], strict=True)
    return [round(of / many, 1) if many and n not in out else None for n, (of, many) in enumerate(pairs)]


def _table(
    code: str,
    measures: tuple[Measure, ...],
    names: Sequence[tuple[str, str]],
    columns: Sequence[Sequence[Number]],
    basis: "Basis",
) -> Table:
    """The last number of each column is its sum."""
    *lines, total = zip(*columns, strict=True)
    named = (Line(code, name, numbers) for (code, name), numbers in zip(names, lines, strict=True))
    together = Line("", _("Together").into(basis.language), total)
    return Table(code, TITLES[code], measures, tuple(named), together)
