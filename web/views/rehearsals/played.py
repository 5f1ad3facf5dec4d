"""One order of rehearsals: how far it is, what it came to, and whether the round was changed since."""

from collections.abc import Iterator, Mapping
from datetime import date

from domain.rehearsals import opening, orders
from domain.rehearsals.report import Report, report
from invites import dates
from models.languages import Words, _
from models.record import Record
from models.rehearsal_orders import RehearsalOrder
from models.rounds import Round
from models.states import Reason, RoundState
from web.pictures.columns import Columns
from web.pictures.ranges import Ranges
from web.views.hr import round_head
from web.views.hr.round_head import RoundHead
from web.views.reading import Reading
from web.views.rehearsals import pictures
from web.views.rehearsals.listed import SHARES, OrderLine, lines, minutes
from web.words.reasons import REASONS
from web.words.rehearsals import COUNTS, FAILURES, PHASES


class Line(Record):
    """One count or reason over all rehearsals."""

    name: Words
    usual: str
    least: str
    most: str


class Result(Record):
    """What has come so far; `ended` of so many rehearsals."""

    ended: int
    pictures: tuple[Ranges, ...]
    mails: Columns | None
    counts: tuple[Line, ...]
    phases: tuple[Line, ...]
    reasons: tuple[Line, ...]


class Played(OrderLine):
    """One order wholly; `changed` says how the round differs from the one that was rehearsed."""

    shares: Mapping[str, int]
    invented: int | None
    applications: int
    round_version: int
    seed: int | None
    day: date | None
    phase: RoundState | None
    mails: int | None
    minutes: int
    failure: Words | None
    changed: tuple[Words, ...]
    result: Result | None

    @property
    def is_living(self) -> bool:
        return self.state.is_living


class RehearsalView(Record):
    head: RoundHead
    order: Played


def one(seen: Reading, reference: str, number: int) -> RehearsalView:
    round_ = round_head.find(seen, reference)
    order = orders.numbered(seen.db, round_, number)
    ends = orders.outcomes(seen.db, order)
    (line,) = lines(seen, [order])
    told = report(reference, orders.people(order), ends, seconds=0) if ends else None
    return RehearsalView(
        head=round_head.head(seen, round_),
        order=Played(
            **vars(line),
            shares={each: said for each in SHARES if (said := getattr(order, each)) is not None},
            invented=order.invented,
            applications=order.applications,
            round_version=order.round_version,
            seed=order.seed,
            day=order.day,
            phase=order.phase,
            mails=order.mails,
            minutes=minutes(order.applications or order.invented or 0, order.seeds - len(ends)),
            failure=FAILURES[order.failure] if order.failure else None,
            changed=tuple(_changed(seen, round_, order)),
            result=_result(seen, told) if told else None,
        ),
    )


def _changed(seen: Reading, round_: Round, order: RehearsalOrder) -> Iterator[Words]:
    if orders.is_changed(order, round_):
        yield _("The round's dates, limits or rules were changed since: it would play otherwise now.")
    now = opening.applicants(seen.db, round_)
    if order.applications and now != order.applications:
        yield _("It had {then} applications then, and has {now} now.", then=order.applications, now=now)
    if not order.applications and now:
        yield _("It was rehearsed with invented people; by now {now} real ones have applied.", now=now)


def _result(seen: Reading, told: Report) -> Result:
    drawn = (pictures.people(told), pictures.when(told, seen.language), pictures.work(told))
    days = dates.day
    return Result(
        ended=len(told.outcomes),
        pictures=tuple(each for each in drawn if each),
        mails=pictures.mails(told.outcomes, seen.language),
        counts=tuple(
            Line(name=COUNTS[name], usual=f"{one.median:g}", least=f"{one.least}", most=f"{one.most}")
            for name, one in told.spreads.items()
        ),
        phases=tuple(
            Line(
                name=PHASES[name],
                usual=days(each.middle, seen.language),
                least=days(each.earliest, seen.language),
                most=days(each.latest, seen.language),
            )
            for name, each in told.phases.items()
        ),
        reasons=tuple(_reasons(told)),
    )


def _reasons(told: Report) -> Iterator[Line]:
    """Why exchanges were released, what happens most first."""
    codes = {code for each in told.outcomes for code in each.released_because}
    counted = {code: sorted(each.released_because.get(code, 0) for each in told.outcomes) for code in codes}
    for code, numbers in sorted(counted.items(), key=lambda one: (-sum(one[1]), one[0])):
        middle = numbers[len(numbers) // 2]
        yield Line(
            name=REASONS[Reason(code)], usual=f"{middle}", least=f"{numbers[0]}", most=f"{numbers[-1]}"
        )
