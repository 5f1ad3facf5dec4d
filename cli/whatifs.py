"""`vaihto round what-if`, `what-ifs`, `adopt`, `drop`: what would be if, asked of the solver's queue."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from cli import comparing, options, parties, speech
from cli.desk import coordinator, desk, looking
from cli.listing import Listing, show
from cli.parameters import Day
from domain import clash_words, rounds, whatifs
from domain.refusals import Invalid
from domain.whatifs import Question
from invites import dates
from models.languages import Language, _
from models.rounds import Round
from models.states import RuleEffect, WhatIfState
from models.what_ifs import (
    AnyChange,
    ClosedDays,
    MoreDays,
    OtherCapacity,
    OtherDates,
    OtherGuests,
    OtherRule,
    OtherWeight,
    WhatIf,
)
from web.words.plans import WHAT_IFS

TITLES = (_("Number"), _("Question"), _("State"), _("Points"), _("Asked"))
Reading = Callable[[Session, Round, str, str], AnyChange]


@click.command(name="what-if")
@click.argument("reference")
@click.option("--name", required=True, help='What is asked, as in "one more day in Lapland".')
@click.option("--capacity", "most", multiple=True, metavar="HOST=NUMBER", help="A host takes so many in all.")
@click.option("--guests", multiple=True, metavar="HOST=NUMBER", help="A host takes so many at a time.")
@click.option("--free", multiple=True, metavar="HOST=DAYS", help='A host can also: "9.3.2027..11.3.2027".')
@click.option("--closed", multiple=True, metavar="CODE=DAYS", help="An organisation is closed then.")
@click.option("--dates", "window", metavar="DAYS", help='The days of the round: "1.3.2027..28.5.2027".')
@click.option("--weight", multiple=True, metavar="NAME=POINTS", help="What a plan aims at: fit=100.")
@click.option("--lock", multiple=True, metavar="GUEST=HOST", help="The two are together.")
@click.option("--forbid", multiple=True, metavar="GUEST=HOST", help="The two are not together.")
@options.by
@speech.language
@options.data
def what_if(
    *, reference: str, name: str, by: str, data: Path | None, window: str | None, **told: tuple[str, ...]
) -> None:
    """Ask what the plan would be after some changes. Nobody is told anything."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        changes = [
            READINGS[option](at.db, round_, *_split(each)) for option in READINGS for each in told[option]
        ]
        if window:
            first, last = _days(window)
            changes.append(OtherDates(first_day=first, last_day=last))
        who = coordinator(at.db, by, of=round_)
        row = whatifs.ask(at.db, round_, Question(name, tuple(changes)), by=who, now=at.now)
        number = row.number
    speech.say(_("Question {number} is asked. The solver answers while `vaihto up` runs.", number=number))


@click.command(name="what-ifs")
@click.argument("reference")
@click.argument("number", type=int, required=False)
@speech.language
@options.data
def what_ifs(*, reference: str, number: int | None, data: Path | None) -> None:
    """All questions of a round; with a NUMBER, who would gain, lose and move."""
    reader = speech.reader()
    with looking(data) as db:
        round_ = rounds.by_reference(db, reference)
        if number is None:
            rows = tuple(_row(each, reader) for each in whatifs.of_round(db, round_))
            show(Listing(TITLES, rows))
            return
        row = whatifs.numbered(db, round_, number)
        if row.state is WhatIfState.IMPOSSIBLE and row.clashes:
            found = whatifs.CLASHES.validate_json(row.clashes)
            for line in clash_words.lines(db, found, reader):
                speech.say(line)
            return
        comparing.tell(whatifs.comparison(db, row))


@click.command()
@click.argument("reference")
@click.argument("number", type=int)
@options.by
@speech.language
@options.data
def adopt(*, reference: str, number: int, by: str, data: Path | None) -> None:
    """Make the changes of a question in earnest; a new plan is made for approval."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        who = coordinator(at.db, by, of=round_)
        whatifs.adopt(at.db, round_, whatifs.numbered(at.db, round_, number), by=who, now=at.now)
    speech.say(_("The changes of question {number} are made; a new plan follows.", number=number))


@click.command()
@click.argument("reference")
@click.argument("number", type=int)
@options.by
@speech.language
@options.data
def drop(*, reference: str, number: int, by: str, data: Path | None) -> None:
    """Leave everything as it is; the answer is kept."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        who = coordinator(at.db, by, of=round_)
        whatifs.drop(at.db, whatifs.numbered(at.db, round_, number), by=who, now=at.now)
    speech.say(_("Question {number} is dropped.", number=number))


COMMANDS = (what_if, what_ifs, adopt, drop)


def _row(row: WhatIf, reader: Language) -> tuple[str, ...]:
    points = "" if row.value is None else f"{row.value}"
    asked = dates.moment(row.asked_at, reader)
    return (f"{row.number}", row.name, WHAT_IFS[row.state].words.into(reader), points, asked)


def _split(told: str) -> tuple[str, str]:
    name, equals, value = told.partition("=")
    if not (name.strip() and equals and value.strip()):
        raise Invalid(_("{told}: say who, an equals sign, and what.", told=told))
    return name.strip(), value.strip()


def _days(told: str) -> tuple[date, date]:
    """One day, or the first and the last with two dots between."""
    first, _dots, last = told.partition("..")
    day = Day()
    return day.convert(first, None, None), day.convert(last or first, None, None)


def _number(told: str) -> int:
    if not told.isdecimal():
        raise Invalid(_("{told} is not a number.", told=told))
    return int(told)


def _capacity(db: Session, round_: Round, who: str, what: str) -> AnyChange:
    return OtherCapacity(offer_id=parties.offer(db, round_, who).id, most=_number(what))


def _guests(db: Session, round_: Round, who: str, what: str) -> AnyChange:
    offer = parties.offer(db, round_, who, kind="shadowing")
    return OtherGuests(offer_id=offer.id, guests_per_day=_number(what))


def _free(db: Session, round_: Round, who: str, what: str) -> AnyChange:
    first, last = _days(what)
    return MoreDays(offer_id=parties.offer(db, round_, who).id, first_day=first, last_day=last)


def _closed(db: Session, _round: Round, who: str, what: str) -> AnyChange:
    first, last = _days(what)
    return ClosedDays(organisation_id=parties.organisation(db, who).id, first_day=first, last_day=last)


def _weight(_db: Session, _round: Round, name: str, points: str) -> AnyChange:
    return OtherWeight(name=name, points=_number(points))


def _lock(db: Session, round_: Round, guest: str, host: str) -> AnyChange:
    return _rule(db, round_, (guest, host), RuleEffect.LOCKED)


def _forbid(db: Session, round_: Round, guest: str, host: str) -> AnyChange:
    return _rule(db, round_, (guest, host), RuleEffect.FORBIDDEN)


def _rule(db: Session, round_: Round, pair: tuple[str, str], effect: RuleEffect) -> AnyChange:
    application = parties.application(db, round_, pair[0])
    offer = parties.offer(db, round_, pair[1], kind=application.kind.value)
    return OtherRule(effect=effect, application_id=application.id, offer_id=offer.id)


READINGS: dict[str, Reading] = {
    "most": _capacity,
    "guests": _guests,
    "free": _free,
    "closed": _closed,
    "weight": _weight,
    "lock": _lock,
    "forbid": _forbid,
}
