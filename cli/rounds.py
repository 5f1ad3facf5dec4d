"""`vaihto round`: what HR does with a round, from the terminal."""

from datetime import datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import (
    open_dates,
    options,
    pairing_rules,
    round_preparing,
    round_steering,
    send_plan,
    speech,
    whatifs,
)
from cli import schedules as plans
from cli.agreements import while_running
from cli.desk import coordinator, desk, looking, trial_desk
from cli.exchange_money import costs_of_round
from cli.listing import Listing, show
from cli.parameters import Moment
from cli.round_afterwards import asks_after
from cli.summary import summary
from domain import departing, foresight, rounds, schedules, send_plans
from domain.agreements import agreements
from domain.figures import figures
from domain.foresight import Foresight
from domain.planning_settings import MOST_REGRET
from domain.refusals import NotFound
from domain.round_life import newest_draft
from invites import dates
from models.languages import _
from models.rounds import Round
from models.schedules import Schedule
from models.states import ScheduleState
from web.words import states

TITLES = (_("Reference"), _("Name"), _("State"), _("Applications close"), _("Days of the exchanges"))


@click.group(name="round")
def round_() -> None:
    """Look at rounds and steer them."""


@round_.command(name="list")
@speech.language
@options.data
def list_(data: Path | None) -> None:
    """All rounds with their phase."""
    language = speech.reader()
    with looking(data) as db:
        found = tuple(
            (
                each.reference,
                each.name(language),
                states.tag(each.state).words.into(language),
                dates.moment(each.closes_at, language),
                dates.days(each.first_day, each.last_day, language),
            )
            for each in db.scalars(select(Round).order_by(Round.opens_at))
        )
    show(Listing(TITLES, found))


@round_.command(name="show")
@click.argument("reference")
@speech.language
@options.data
def show_(data: Path | None, reference: str) -> None:
    """One round in numbers."""
    with looking(data) as db:
        told = figures(db, rounds.by_reference(db, reference))
    Console().print(summary(told, speech.reader()))


@round_.command(name="open")
@click.argument("reference")
@speech.language
@options.data
def open_(data: Path | None, reference: str) -> None:
    """Let people in: applications are taken until the closing time."""
    with desk(data) as at:
        round_preparing.open_(at.db, rounds.by_reference(at.db, reference), now=at.now)
    speech.say(_("{reference} is open.", reference=reference))


@round_.command(name="move-closing")
@click.argument("reference")
@click.option("--to", "closes_at", type=Moment(), required=True, help='As in "15.1.2027 16.00".')
@speech.language
@options.data
def move_closing(data: Path | None, reference: str, closes_at: datetime) -> None:
    """Close earlier or later than promised."""
    with desk(data) as at:
        meant = rounds.by_reference(at.db, reference)
        rounds.move_closing(at.db, meant, closes_at=closes_at, now=at.now)
    until = dates.moment(closes_at, speech.reader())
    speech.say(_("{reference} takes applications until {until}.", reference=reference, until=until))


@round_.command()
@click.argument("reference")
@options.by
@click.option("--yes", is_flag=True, help="Do not ask, for scripts: say yes to whatever would be sent now.")
@click.option(
    "--window",
    type=click.IntRange(1, MOST_REGRET),
    metavar="MINUTES",
    help="Publish after so many minutes; until then `vaihto round take-back`. Else at once.",
)
@speech.language
@options.data
def approve(*, data: Path | None, reference: str, by: str, yes: bool, window: int | None) -> None:
    """Approve the plan that waits for a decision, once you have seen what would be sent."""
    seen = _looked_at(data, reference, by=by, asks=not yes)
    with desk(data) as at:
        meant = rounds.by_reference(at.db, reference)
        schedule = _newest(at.db, meant)
        leaves_at = at.now + timedelta(minutes=window) if window else None
        who = coordinator(at.db, by, of=meant)
        schedules.approve(at.db, schedule, by=who, now=at.now, seen=seen, leaves_at=leaves_at)
    speech.say(_("Version {version} of the plan is approved.", version=schedule.version))
    if schedule.leaves_at:
        until = dates.moment(schedule.leaves_at, speech.reader())
        speech.say(
            _(
                "It leaves {until}; before that: vaihto round take-back {reference}.",
                until=until,
                reference=reference,
            )
        )


@round_.command(name="take-back")
@click.argument("reference")
@options.by
@speech.language
@options.data
def take_back(*, data: Path | None, reference: str, by: str) -> None:
    """Take an approval back before the plan has left: it waits for a decision again, nobody was told."""
    with desk(data) as at:
        meant = rounds.by_reference(at.db, reference)
        schedule = _newest(at.db, meant)
        who = coordinator(at.db, by, of=meant)
        departing.take_back(at.db, meant, schedule, by=who, now=at.now)
    speech.say(_("Version {version} of the plan waits for a decision again.", version=schedule.version))


def _looked_at(data: Path | None, reference: str, *, by: str, asks: bool) -> Foresight | None:
    """What was shown; none where the plan has been approved already."""
    with trial_desk(data) as at:
        meant = rounds.by_reference(at.db, reference)
        coordinator(at.db, by, of=meant)
        schedule = _newest(at.db, meant)
        if schedule.state is not ScheduleState.DRAFT:
            return None
        basis = foresight.basis_of(at.db)
        lacking = agreements.missing(at.db, meant)
        plan = send_plans.of_publication(at.db, meant, schedule, now=at.now, reader=speech.reader())
    if lacking:
        speech.say(agreements.warning(lacking, speech.reader()))
    if asks:
        send_plan.tell(plan)
        click.confirm(_("Approve?").into(speech.reader()), abort=True)
    return Foresight(plan.digest, basis)


def _newest(db: Session, meant: Round) -> Schedule:
    schedule = schedules.newest(db, meant)
    if schedule is None:
        raise NotFound(_("No plan waits for a decision."))
    return schedule


@round_.command()
@click.argument("reference")
@options.by
@speech.language
@options.data
def reject(data: Path | None, reference: str, by: str) -> None:
    """Set the plan aside that waits for a decision; another one is made from what is known now."""
    with desk(data) as at:
        meant = rounds.by_reference(at.db, reference)
        schedule = newest_draft(at.db, meant)
        if schedule is None:
            raise NotFound(_("No plan waits for a decision."))
        schedules.reject(at.db, schedule, by=coordinator(at.db, by, of=meant), now=at.now)
    speech.say(_("Version {version} is set aside; another plan is made.", version=schedule.version))


for deciding in (*pairing_rules.COMMANDS, *whatifs.COMMANDS, *plans.COMMANDS):
    round_.add_command(deciding)

for agreeing in open_dates.OF_ROUNDS:
    round_.add_command(agreeing)

for steering in (*round_preparing.COMMANDS, *round_steering.COMMANDS):
    round_.add_command(steering)

round_.add_command(asks_after)
round_.add_command(costs_of_round)
round_.add_command(while_running)
