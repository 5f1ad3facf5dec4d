"""`vaihto round pause, resume, move, cancel, finish, look-again`: a round as a whole, while it lives."""

from datetime import date, datetime
from pathlib import Path

import click

from cli import options, send_plan, speech
from cli.desk import coordinator, desk, trial_desk
from cli.parameters import Day, Moment
from domain import rounds
from domain.steering import cancelling, finishing, hopes, pausing, prolonging
from domain.steering.cancelling import Cancelling
from domain.steering.prolonging import Dates
from models.languages import _

because = click.option("--why", required=True, help="Those concerned read it.")


@click.command()
@click.argument("reference")
@because
@options.by
@speech.language
@options.data
def pause(*, reference: str, why: str, by: str, data: Path | None) -> None:
    """Stop all deadlines and reminders until you resume; calendars stay as they are."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        pausing.pause(at.db, round_, why=why, by=coordinator(at.db, by, of=round_), now=at.now)
    speech.say(_("{reference} is paused.", reference=reference))


@click.command()
@click.argument("reference")
@options.by
@speech.language
@options.data
def resume(*, reference: str, by: str, data: Path | None) -> None:
    """Go on: deadlines move by the working days that the pause has lasted."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        pausing.resume(at.db, round_, by=coordinator(at.db, by, of=round_), now=at.now)
    speech.say(_("{reference} goes on.", reference=reference))


@click.command()
@click.argument("reference")
@click.option("--closes", "closes_at", type=Moment(), help='Applications, as in "15.1.2027 16.00".')
@click.option("--decides", "decide_by", type=Moment(), help="The plan is approved by then.")
@click.option("--first-day", type=Day(), help="Of the exchanges.")
@click.option("--last-day", type=Day(), help="Of the exchanges.")
@click.option("--agree-by", type=Day(), help="Where the pairs agree their days.")
@click.option("--answer-days", "answer_working_days", type=int, help="Working days to answer a proposal.")
@options.by
@speech.language
@options.data
def move(
    *,
    reference: str,
    by: str,
    data: Path | None,
    closes_at: datetime | None,
    decide_by: datetime | None,
    first_day: date | None,
    last_day: date | None,
    agree_by: date | None,
    answer_working_days: int | None,
) -> None:
    """Give a round other dates; whoever had another one is told once."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        who = coordinator(at.db, by, of=round_)
        dates = Dates(closes_at, decide_by, first_day, last_day, agree_by, answer_working_days)
        prolonging.move(at.db, round_, dates, by=who, now=at.now)
    speech.say(_("The dates of {reference} are as you said.", reference=reference))


@click.command()
@click.argument("reference")
@because
@options.by
@click.option("--yes", is_flag=True, help="Do not ask, for scripts: send whatever would be sent now.")
@speech.language
@options.data
def cancel(*, reference: str, why: str, by: str, yes: bool, data: Path | None) -> None:
    """Cancel a round: you see first what is sent; exchanges are released and calendars cleared."""
    seen = None if yes else _looked_at(data, reference, why=why, by=by)
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        said = Cancelling(coordinator(at.db, by, of=round_), why)
        cancelling.cancel(at.db, round_, said, now=at.now, seen=seen)
    speech.say(_("{reference} is cancelled.", reference=reference))


def _looked_at(data: Path | None, reference: str, *, why: str, by: str) -> str:
    with trial_desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        said = Cancelling(coordinator(at.db, by, of=round_), why)
        plan = cancelling.foresee(at.db, round_, said, now=at.now, reader=speech.reader())
    send_plan.tell(plan)
    click.confirm(_("Cancel the round?").into(speech.reader()), abort=True)
    return plan.digest


@click.command()
@click.argument("reference")
@click.option("--release", "releases", is_flag=True, help="Release what has not taken place yet.")
@because
@options.by
@speech.language
@options.data
def finish(*, reference: str, releases: bool, why: str, by: str, data: Path | None) -> None:
    """Look for no more places: what runs goes on, and the figures come by mail."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        who = coordinator(at.db, by, of=round_)
        finishing.finish(at.db, round_, releases=releases, why=why, by=who, now=at.now)
    speech.say(_("{reference} looks for no more places.", reference=reference))


@click.command(name="look-again")
@click.argument("reference")
@options.by
@speech.language
@options.data
def look_again(*, reference: str, by: str, data: Path | None) -> None:
    """See whether somebody on the waiting list can be placed now."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        hopes.look_again(at.db, round_, now=at.now, by=coordinator(at.db, by, of=round_))
    speech.say(_("{reference}: it is looked for places.", reference=reference))


COMMANDS = (pause, resume, move, cancel, finish, look_again)
