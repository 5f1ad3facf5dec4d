"""`vaihto override`: limits that a coordinator sets aside with a reason, and puts back."""

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import options, speech
from cli.desk import desk, looking, person
from cli.listing import Listing, show
from domain import overrides
from domain.overrides import Subject, Wanted
from domain.refusals import NotFound
from domain.rounds import by_reference
from invites import dates
from models.applications import Application
from models.languages import _
from models.offers import Offer
from models.organisations import Organisation
from models.overrides import Limit
from models.people import Person
from models.rounds import Round
from models.states import Kind

LIMITS = {
    Limit.GUESTS_PER_DAY: _("guests a day at one host"),
    Limit.MOST: _("guests or mentees of one host or mentor"),
    Limit.ORGANISATION_GUESTS: _("guests a day in one organisation"),
    Limit.TRAVEL_BUDGET: _("travel budget of one organisation, euros"),
    Limit.MOST_EUROS: _("costs of one visit, euros"),
    Limit.MOST_MINUTES: _("minutes on the way"),
}
TITLES = (_("Number"), _("Limit"), _("Before"), _("Now"), _("Why"), _("By"), _("When"))


@click.group()
def override() -> None:
    """Limits that are set aside with a reason."""


@override.command(name="set")
@options.of_round
@click.argument("limit", type=click.Choice([each.value for each in Limit]))
@click.argument("whose", metavar="WHOSE")
@click.argument("number", type=click.IntRange(0))
@options.kind
@options.by
@options.why
@speech.language
@options.data
def set_(
    *,
    reference: str,
    limit: str,
    whose: str,
    number: int,
    kind: str | None,
    by: str,
    why: str,
    data: Path | None,
) -> None:
    """Let LIMIT be NUMBER. WHOSE is a person's address, or the code of an organisation."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        wanted = Wanted(Limit(limit), _subject(at.db, round_, Limit(limit), whose, kind), number)
        behalf = at.behalf(by, why=why, of=round_)
        overrides.set_aside(at.db, round_, wanted, behalf=behalf, now=at.now)
    speech.say(_("{limit}: {number} from now on.", limit=LIMITS[Limit(limit)], number=number))


@override.command(name="list")
@options.of_round
@speech.language
@options.data
def list_(*, reference: str, data: Path | None) -> None:
    """What has been set aside in a round, the newest first."""
    language = speech.reader()
    with looking(data) as db:
        rows = tuple(
            (
                str(each.id)[-8:],
                LIMITS[each.limit].into(language),
                "–" if each.old is None else str(each.old),
                _("undone").into(language) if each.undone_at else str(each.new),
                each.why,
                db.get_one(Person, each.by_id).name,
                dates.moment(each.at, language),
            )
            for each in overrides.of_round(db, by_reference(db, reference))
        )
    show(Listing(TITLES, rows))


@override.command()
@options.of_round
@click.argument("number", metavar="NUMBER")
@options.by
@options.why
@speech.language
@options.data
def undo(*, reference: str, number: str, by: str, why: str, data: Path | None) -> None:
    """Put a limit back. NUMBER is as `vaihto override list` shows it."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        row = overrides.by_number(at.db, round_, number)
        if row is None:
            raise NotFound(_("There is no exception called {number}.", number=number))
        overrides.undo(at.db, row, behalf=at.behalf(by, why=why, of=round_), now=at.now)
    speech.say(_("The limit is as it was before."))


def _subject(db: Session, round_: Round, limit: Limit, whose: str, kind: str | None) -> Subject:
    table, _column = overrides.WHERE[limit]
    if table is Organisation:
        found: Subject | None = db.scalar(select(Organisation).where(Organisation.code == whose))
    else:
        found = _of_person(db, round_, table, person(db, whose), kind)
    if found is None:
        raise NotFound(_("{name} has no such limit in {round}.", name=whose, round=round_.reference))
    return found


def _of_person(
    db: Session, round_: Round, table: type[Subject], whose: Person, kind: str | None
) -> Offer | Application | None:
    kinds = [Kind(kind)] if kind else list(Kind)
    if table is Offer:
        mine = (Offer.round_id == round_.id, Offer.person_id == whose.id, Offer.kind.in_(kinds))
        return db.scalars(select(Offer).where(*mine).order_by(Offer.kind)).first()
    sent = (Application.round_id == round_.id, Application.person_id == whose.id, Application.kind.in_(kinds))
    return db.scalars(select(Application).where(*sent).order_by(Application.kind)).first()
