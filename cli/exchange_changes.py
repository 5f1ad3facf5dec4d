"""`vaihto exchange`: what a pair has agreed among themselves, followed by everybody's calendar."""

from datetime import datetime, time
from pathlib import Path

import click

from cli import options, speech
from cli.carrying_out import At, Said, carry_out, heard, only_plan
from cli.desk import person
from cli.parameters import Start
from domain import handing_over, resuming, sessions, stays
from domain.refusals import Invalid, NotFound
from models.exchanges import Appointment, Exchange
from models.languages import _
from models.states import Kind
from models.timeline import local, local_day, moment


@click.command()
@click.argument("prefix")
@click.option(
    "--session", "--block", "number", type=int, help="Which session or block; the only one if none."
)
@click.option(
    "--to", type=Start(), required=True, help='As in "16.11.2027 14.00"; a day alone keeps the hour.'
)
@options.by
@heard
@only_plan
@speech.language
@options.data
def moved(
    *,
    prefix: str,
    number: int | None,
    to: datetime,
    by: str,
    why: str,
    only_plan: bool,
    data: Path | None,
) -> None:
    """Record that a pair has moved a session or a stay: everybody's calendar follows at once."""

    def verb(at: At) -> None:
        appointment = _meant(at.exchange, number)
        if at.exchange.kind is Kind.MENTORING:
            _move_session(at, appointment, to)
        else:
            day = local_day(to)
            stays.move(at.desk.db, at.exchange, appointment.number, to=day, now=at.desk.now, behalf=at.behalf)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


@click.command(name="drop-session")
@click.argument("prefix")
@click.option("--session", "number", type=int, required=True, help="Which session is off.")
@options.by
@heard
@only_plan
@speech.language
@options.data
def drop_session(*, prefix: str, number: int, by: str, why: str, only_plan: bool, data: Path | None) -> None:
    """Record that one session is off; the others stay as they are."""

    def verb(at: At) -> None:
        sessions.cancel(at.desk.db, at.exchange, number, now=at.desk.now, behalf=at.behalf)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


@click.command(name="add-session")
@click.argument("prefix")
@click.option(
    "--at",
    "start",
    type=Start(),
    required=True,
    help='As in "16.11.2027 14.00"; a day alone is at the hour of the first session.',
)
@click.option("--minutes", type=int, help="How long; else as long as the others.")
@options.by
@heard
@only_plan
@speech.language
@options.data
def add_session(
    *,
    prefix: str,
    start: datetime,
    minutes: int | None,
    by: str,
    why: str,
    only_plan: bool,
    data: Path | None,
) -> None:
    """Record one session more that a pair has agreed on: it gets an invitation of its own."""

    def verb(at: At) -> None:
        begins = _at_their_hour(start, at.exchange.appointments[0])
        db, now = at.desk.db, at.desk.now
        sessions.add(db, at.exchange, at=begins, minutes=minutes, now=now, behalf=at.behalf)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


@click.command()
@click.argument("prefix")
@click.option("--session", "number", type=int, required=True, help="Which session takes place after all.")
@options.by
@heard
@only_plan
@speech.language
@options.data
def resume(*, prefix: str, number: int, by: str, why: str, only_plan: bool, data: Path | None) -> None:
    """Take back a no to one session, or that it was dropped: calendars show it again."""

    def verb(at: At) -> None:
        resuming.resume(at.desk.db, at.exchange, number, now=at.desk.now, behalf=at.behalf)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


@click.command(name="hand-over")
@click.argument("prefix")
@click.option("--to", "email", required=True, metavar="ADDRESS", help="Who hosts or mentors from now on.")
@options.by
@heard
@only_plan
@speech.language
@options.data
def hand_over(*, prefix: str, email: str, by: str, why: str, only_plan: bool, data: Path | None) -> None:
    """Somebody else hosts or mentors from now on; days, place and calendar entry stay."""

    def verb(at: At) -> None:
        to = person(at.desk.db, email)
        handing_over.hand_over(at.desk.db, at.exchange, to=to, now=at.desk.now, behalf=at.behalf)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


CHANGES = (moved, add_session, drop_session, resume, hand_over)


def _meant(exchange: Exchange, number: int | None) -> Appointment:
    found = [each for each in exchange.appointments if number in (None, each.number)]
    if not found:
        raise NotFound(_("This exchange has no session {number}.", number=number))
    if len(found) > 1:
        raise Invalid(_("Say which one is meant: --session 1, 2 ..."))
    return found[0]


def _move_session(at: At, session: Appointment, to: datetime) -> None:
    to = _at_their_hour(to, session)
    sessions.move(at.desk.db, at.exchange, session.number, to=to, now=at.desk.now, behalf=at.behalf)


def _at_their_hour(to: datetime, session: Appointment) -> datetime:
    """A day alone keeps the hour at which they would have met."""
    if session.starts_at and local(to).time() == time(0, 0):
        return moment(local_day(to), local(session.starts_at).time())
    return to
