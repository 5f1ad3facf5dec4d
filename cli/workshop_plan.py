"""`vaihto workshop plan`: a draft from a few words."""

from datetime import datetime, timedelta
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import options, speech, workshop_rows
from cli.desk import Desk, coordinator, desk, person, steering
from cli.parameters import Start
from domain import outside_rounds
from domain.refusals import Invalid, NotFound
from domain.rounds import by_reference
from domain.workshops.planning import Plan, draft
from models.languages import _
from models.organisations import Organisation
from models.record import Record
from models.rounds import Round
from models.timeline import local_day
from models.workshop_states import Audience, Work, WorkshopKind
from models.workshops import Spoken

LANGUAGES = ("fi", "sv", "en")


class Told(Record):
    """What stands on the command line, besides who and where."""

    kind: WorkshopKind
    starts: datetime
    minutes: int
    titles: tuple[str, ...]
    abouts: tuple[str, ...]
    place: str
    link: str | None
    seats: int | None
    audience: Audience
    shows_company: bool
    invites_each: int
    owners: tuple[str, ...]


@click.command()
@click.option("--round", "reference", metavar="REFERENCE", help="The round that it belongs to.")
@click.option("--organisation", "code", metavar="CODE", help="Outside of rounds: the house that arranges it.")
@click.option("--kind", required=True, type=click.Choice([each.value for each in WorkshopKind]))
@click.option("--organiser", required=True, metavar="ADDRESS", help="Who arranges it and helps.")
@click.option("--starts", type=Start(), required=True, help='As in "28.5.2027 9.00".')
@click.option("--minutes", type=click.IntRange(1), default=180, show_default=True)
@click.option("--title", "titles", multiple=True, required=True, metavar="LANGUAGE=TEXT", help="fi, sv, en.")
@click.option("--about", "abouts", multiple=True, metavar="LANGUAGE=TEXT", help="What it is about.")
@click.option("--place", default="", help="Where people meet.")
@click.option("--link", default=None, help="Where people meet online.")
@click.option("--seats", type=click.IntRange(1), help="How many may come; nobody counts where this is left.")
@click.option("--for", "audience", type=click.Choice([each.value for each in Audience]), default="invited")
@click.option("--shows-company", is_flag=True, help="Let those who come see each other in the calendar.")
@click.option("--invites-each", type=click.IntRange(0), default=0, help="How many others each may invite.")
@click.option("--task", "owners", multiple=True, metavar="WORK=ADDRESS", help="As in notes=a@example.org.")
@options.by
@speech.language
@options.data
def plan(
    *, reference: str | None, code: str | None, organiser: str, by: str, data: Path | None, **told: object
) -> None:
    """Make a draft: its whole timetable follows from the hours of the meeting. Nobody is told yet."""
    said = Told.model_validate(told)
    with desk(data) as at:
        round_ = _round(at, reference, code, by=by)
        outside_rounds.stretch(round_, local_day(said.starts))
        made = draft(at.db, round_, _wanted(at.db, said), organiser=person(at.db, organiser))
        number = f"{made.id}"[: workshop_rows.SHOWN]
    speech.say(_("The draft is made. Announce it with: vaihto workshop announce {number}", number=number))


def _wanted(db: Session, said: Told) -> Plan:
    return Plan(
        kind=said.kind,
        starts_at=said.starts,
        ends_at=said.starts + timedelta(minutes=said.minutes),
        title=spoken(said.titles),
        description=spoken(said.abouts),
        audience=said.audience,
        place=said.place,
        online_link=said.link or None,
        capacity=said.seats,
        hides_company=not said.shows_company,
        invites_each=said.invites_each,
        owners={Work(work): person(db, address) for work, address in map(_pair, said.owners)},
    )


def _round(at: Desk, reference: str | None, code: str | None, *, by: str) -> Round:
    if (reference is None) == (code is None):
        raise Invalid(_("Name the round with --round, or outside of rounds the house with --organisation."))
    if reference is not None:
        round_ = by_reference(at.db, reference)
        coordinator(at.db, by, of=round_)
        return round_
    house = at.db.scalar(select(Organisation).where(Organisation.code == code))
    if house is None:
        raise NotFound(_("There is no organisation {code}.", code=code))
    return outside_rounds.of_house(at.db, house, owner=steering(at.db, by), now=at.now)


def spoken(said: tuple[str, ...]) -> Spoken:
    found = dict(map(_pair, said))
    if not found.keys() <= set(LANGUAGES):
        raise Invalid(_("Write texts as fi=..., sv=... or en=..."))
    return Spoken.model_validate(found)


def _pair(said: str) -> tuple[str, str]:
    name, equals, text = said.partition("=")
    if not equals or not text.strip():
        raise Invalid(_("{told}: say who, an equals sign, and what.", told=said))
    return name.strip(), text.strip()
