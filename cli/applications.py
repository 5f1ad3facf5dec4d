"""`vaihto application`: who has applied, and what supervisors and applicants said by phone."""

from datetime import date
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from cli import options, speech
from cli.desk import Desk, coordinator, desk, looking, person
from cli.listing import Listing, show
from cli.parameters import Day
from cli.words import APPLICATIONS, endorsement
from domain import amending, applications, endorsements, late_entries, own_hosts
from domain.amending import Amendment
from domain.refusals import Conflict, NotFound
from domain.rounds import by_reference
from models.applications import Application, Endorsement
from models.languages import Language, _
from models.people import Person
from models.rounds import Round
from models.schedules import Block
from models.states import EndorsementState, Kind
from web.words import states

TITLES = (_("E-mail"), _("Name"), _("Organisation"), _("Kind"), _("State"), _("Endorsement"))


@click.group(name="application")
def application() -> None:
    """Who has applied, and who endorses them."""


@application.command(name="list")
@click.argument("reference")
@click.option("--unendorsed", is_flag=True, help="Only those whose supervisor has not answered.")
@speech.language
@options.data
def list_(*, reference: str, unendorsed: bool, data: Path | None) -> None:
    """Everybody who has applied to a round."""
    with looking(data) as db:
        found = _everybody(by_reference(db, reference))
        if unendorsed:
            found = found.where(Endorsement.state == EndorsementState.ASKED)
        supervisors = {each.id: each.name for each in db.scalars(select(Person))}
        rows = [_row(each, supervisors, speech.reader()) for each in db.scalars(found)]
    show(Listing(TITLES, tuple(rows)))


@application.command()
@click.argument("email")
@options.of_round
@options.kind
@options.by
@options.why
@speech.language
@options.data
def endorse(*, email: str, reference: str, kind: str | None, by: str, why: str, data: Path | None) -> None:
    """Write down the supervisor's yes to what EMAIL has applied for."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        behalf = at.behalf(by, why=why, of=round_)
        meant = _meant(at, round_, email, kind)
        endorsements.endorse(at.db, _asked(meant), now=at.now, behalf=behalf)
    speech.say(_("{name}: the supervisor's endorsement is recorded.", name=meant.person.name))


@application.command()
@click.argument("email")
@options.of_round
@options.kind
@click.option("--reason", required=True, help="The supervisor's reason in a word, as in workload.")
@options.by
@options.why
@speech.language
@options.data
def refuse(
    *, email: str, reference: str, kind: str | None, reason: str, by: str, why: str, data: Path | None
) -> None:
    """Write down the supervisor's no to what EMAIL has applied for."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        behalf = at.behalf(by, why=why, of=round_)
        meant = _meant(at, round_, email, kind)
        endorsements.refuse(at.db, _asked(meant), reason=reason, now=at.now, behalf=behalf)
    speech.say(_("{name}: the supervisor's no is recorded.", name=meant.person.name))


@application.command()
@click.argument("email")
@options.of_round
@options.kind
@click.option("--aims", help="What they want to learn.")
@click.option("--half-days", "half_days", type=click.IntRange(1), help="How long the visit is to last.")
@click.option("--sessions", type=click.IntRange(1), help="How many meetings there are to be.")
@click.option("--most-minutes", type=click.IntRange(0), help="The longest way that they travel.")
@click.option("--most-euros", type=click.IntRange(0), help="The most that it may cost.")
@options.by
@options.why
@speech.language
@options.data
def amend(
    *,
    email: str,
    reference: str,
    kind: str | None,
    half_days: int | None,
    by: str,
    why: str,
    data: Path | None,
    aims: str | None,
    sessions: int | None,
    most_minutes: int | None,
    most_euros: int | None,
) -> None:
    """Write down what EMAIL wants differently; the supervisor is asked anew if it is what they endorsed."""
    wanted = Amendment(
        aims=aims,
        blocks=None if half_days is None else (half_days,),
        sessions=sessions,
        most_minutes=most_minutes,
        most_euros=most_euros,
    )
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        behalf = at.behalf(by, why=why, of=round_)
        meant = _meant(at, round_, email, kind)
        amending.amend(at.db, meant, wanted, now=at.now, behalf=behalf)
    speech.say(_("{name}: the application is changed.", name=meant.person.name))


@application.command()
@click.argument("email")
@options.of_round
@options.kind
@options.by
@speech.language
@options.data
def withdraw(*, email: str, reference: str, kind: str | None, by: str, data: Path | None) -> None:
    """Let EMAIL leave the round; a place that was found for them is given back."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        coordinator(at.db, by, of=round_)
        meant = _meant(at, round_, email, kind)
        name = meant.person.name  # releasing loads the application anew, without its person
        applications.withdraw(at.db, meant, now=at.now)
    speech.say(_("{name} has left the round.", name=name))


@application.command()
@click.argument("email")
@options.of_round
@options.kind
@options.by
@options.why
@speech.language
@options.data
def enter(*, email: str, reference: str, kind: str | None, by: str, why: str, data: Path | None) -> None:
    """Take in EMAIL's application after the closing; you answer for the supervisor's yes."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        behalf = at.behalf(by, why=why, of=round_)
        meant = _meant(at, round_, email, kind)
        late_entries.enter(at.db, meant, behalf=behalf, now=at.now)
    speech.say(_("{name}: the application is entered.", name=meant.person.name))


@application.command(name="own-host")
@click.argument("email")
@click.argument("host", metavar="HOST")
@options.of_round
@click.option("--first", type=Day(), required=True, help='The first day, as in "8.3.2027".')
@click.option("--last", type=Day(), required=True, help="The last day.")
@click.option("--held", is_flag=True, help="It has taken place already, arranged by the two.")
@options.by
@options.why
@speech.language
@options.data
def own_host(
    *,
    email: str,
    host: str,
    reference: str,
    first: date,
    last: date,
    held: bool,
    by: str,
    why: str,
    data: Path | None,
) -> None:
    """EMAIL has found the host HOST: HOST is asked, past the matching but within the same limits."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        behalf = at.behalf(by, why=why, of=round_)
        meant = _meant(at, round_, email, Kind.SHADOWING.value)
        agreed = own_hosts.Agreed(person(at.db, host), (Block(first_day=first, last_day=last),))
        propose = own_hosts.arranged_outside if held else own_hosts.bring
        propose(at.db, meant, agreed, now=at.now, behalf=behalf)
    if held:
        speech.say(_("The visit of {name} is recorded; notes are asked.", name=meant.person.name))
    else:
        speech.say(
            _("{host} is asked whether {name} may come.", host=agreed.host.name, name=meant.person.name)
        )


def _everybody(round_: Round) -> Select[Application]:
    found = select(Application).join(Person, Person.id == Application.person_id)
    found = found.outerjoin(Endorsement, Endorsement.application_id == Application.id)
    return (
        found.where(Application.round_id == round_.id)
        .order_by(Person.email, Application.kind)
        .options(
            joinedload(Application.person).joinedload(Person.organisation),
            joinedload(Application.endorsement),
        )
    )


def _row(each: Application, supervisors: dict[UUID, str], language: Language) -> tuple[str, ...]:
    asked = each.endorsement
    endorsed = endorsement(asked.state, supervisors[asked.supervisor_id]).into(language) if asked else ""
    return (
        each.person.email,
        each.person.name,
        each.person.organisation.name(language),
        states.tag(each.kind).words.into(language),
        APPLICATIONS[each.state].into(language),
        endorsed,
    )


def _meant(at: Desk, round_: Round, email: str, kind: str | None) -> Application:
    """The one application of a person; with both kinds in the round, the kind must be said."""
    found = _everybody(round_).where(Person.email == email.strip().lower())
    if kind:
        found = found.where(Application.kind == kind)
    mine = at.db.scalars(found).all()
    if not mine:
        raise NotFound(_("{email} has not applied to {round}.", email=email, round=round_.reference))
    if len(mine) > 1:
        raise Conflict(
            _("{email} has applied for both: say --kind shadowing or --kind mentoring.", email=email)
        )
    return mine[0]


def _asked(application: Application) -> Endorsement:
    if application.endorsement is None:
        raise NotFound(_("{name} has no supervisor who was asked.", name=application.person.name))
    return application.endorsement
