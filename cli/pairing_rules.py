"""`vaihto round lock`, `forbid`, `unlock`, `rules`: what HR rules about pairings, each with its reason."""

from datetime import date, datetime
from pathlib import Path

import click

from cli import options, parties, speech
from cli.desk import Desk, coordinator, desk, looking
from cli.listing import Listing, show
from cli.parameters import Day, Start
from domain import clashes, locks, rounds
from domain.locks import Ruling, Time
from invites import dates
from models.applications import Application
from models.languages import Language, Words, _
from models.offers import Offer
from models.pairing_rules import PairingRule
from models.people import Person
from models.states import RuleEffect
from models.timeline import local_day

TITLES = (_("Rule"), _("Guest or mentee"), _("Host or mentor"), _("When"), _("Why"), _("By"), _("Since"))
EFFECTS = {RuleEffect.LOCKED: _("Locked"), RuleEffect.FORBIDDEN: _("Forbidden")}
LIFTED = _("{effect}, lifted")

guest = click.option("--guest", required=True, metavar="ADDRESS", help="Who has applied.")
host = click.option("--host", required=True, metavar="ADDRESS", help="Who hosts or mentors.")
why = click.option("--why", required=True, help="The reason; it is kept with the rule.")


@click.command()
@click.argument("reference")
@guest
@host
@options.kind
@click.option(
    "--days",
    "ranges",
    type=(Day(), Day()),
    multiple=True,
    metavar="FIRST LAST",
    help="Just these days; once for each part of the stay.",
)
@click.option("--starts", type=Start(), help="The first session of a series, just then.")
@options.by
@why
@speech.language
@options.data
def lock(
    *,
    reference: str,
    guest: str,
    host: str,
    kind: str | None,
    ranges: tuple[tuple[date, date], ...],
    starts: datetime | None,
    by: str,
    why: str,
    data: Path | None,
) -> None:
    """Every plan from now on gives this guest to this host."""
    with desk(data) as at:
        application, offer, ruling = _meant(at, reference, (guest, host, kind), by=by, why=why)
        time = Time(locks.blocks(application, ranges) if ranges else (), starts)
        locks.lock(at.db, application, offer, ruling=ruling, now=at.now, time=time)
        pair = _pair(application, offer)
    speech.say(_("{guest} is locked to {host}.", **pair))


@click.command()
@click.argument("reference")
@guest
@host
@options.kind
@options.by
@why
@speech.language
@options.data
def forbid(
    *, reference: str, guest: str, host: str, kind: str | None, by: str, why: str, data: Path | None
) -> None:
    """No plan from now on gives this guest to this host."""
    with desk(data) as at:
        application, offer, ruling = _meant(at, reference, (guest, host, kind), by=by, why=why)
        locks.forbid(at.db, application, offer, ruling=ruling, now=at.now)
        pair = _pair(application, offer)
    speech.say(_("{guest} is not given to {host}.", **pair))


@click.command()
@click.argument("reference")
@guest
@host
@options.kind
@options.by
@why
@speech.language
@options.data
def unlock(
    *, reference: str, guest: str, host: str, kind: str | None, by: str, why: str, data: Path | None
) -> None:
    """What was locked or forbidden between the two does not hold any more."""
    with desk(data) as at:
        application, offer, ruling = _meant(at, reference, (guest, host, kind), by=by, why=why)
        locks.unlock(at.db, application, offer, ruling=ruling, now=at.now)
        pair = _pair(application, offer)
    speech.say(_("Nothing is ruled about {guest} and {host} any more.", **pair))


@click.command()
@click.argument("reference")
@click.option("--all", "lifted", is_flag=True, help="Also what does not hold any more.")
@speech.language
@options.data
def rules(*, reference: str, lifted: bool, data: Path | None) -> None:
    """What is locked and forbidden, and why no plan is possible if that is so."""
    reader = speech.reader()
    with looking(data) as db:
        round_ = rounds.by_reference(db, reference)
        found = locks.rules(db, round_, lifted=lifted)
        rows = tuple(_row(each, db.get_one(Person, each.set_by_id).name, reader) for each in found)
        stuck = clashes.newest(db, round_)
        against = clashes.lines(db, stuck, reader) if stuck else ()
    show(Listing(TITLES, rows))
    if against:
        speech.say(_("No plan is possible:"))
    for line in against:
        speech.say(line)


COMMANDS = (lock, forbid, unlock, rules)


def _meant(
    at: Desk, reference: str, who: tuple[str, str, str | None], *, by: str, why: str
) -> tuple[Application, Offer, Ruling]:
    round_ = rounds.by_reference(at.db, reference)
    ruling = Ruling(coordinator(at.db, by, of=round_), why)
    guest, host, kind = who
    application = parties.application(at.db, round_, guest, kind=kind)
    return application, parties.offer(at.db, round_, host, kind=application.kind.value), ruling


def _pair(application: Application, offer: Offer) -> dict[str, str]:
    return {"guest": application.person.name, "host": offer.person.name}


def _row(rule: PairingRule, by: str, reader: Language) -> tuple[str, ...]:
    effect: Words = EFFECTS[rule.effect]
    return (
        (_(LIFTED.english, effect=effect) if rule.lifted_at else effect).into(reader),
        rule.application.person.name,
        rule.offer.person.name,
        _when(rule, reader),
        rule.reason,
        by,
        dates.day(local_day(rule.set_at), reader),
    )


def _when(rule: PairingRule, reader: Language) -> str:
    if rule.starts_at:
        return dates.moment(rule.starts_at, reader)
    return "; ".join(dates.days(each.first_day, each.last_day, reader) for each in rule.blocks)
