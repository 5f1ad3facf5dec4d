"""`vaihto workshop`: gatherings of a round, or of none, from the first draft to the last word of feedback."""

from datetime import datetime, timedelta
from pathlib import Path

import click
from sqlalchemy import select

from cli import options, speech, workshop_rows
from cli.desk import Desk, coordinator, desk, looking, person, steering
from cli.listing import show
from cli.parameters import Start
from cli.workshop_people import PEOPLE
from cli.workshop_words import WORDS
from domain import outside_rounds
from domain.refusals import Invalid, NotFound
from domain.rounds import by_reference
from domain.workshops import workshops
from domain.workshops.planning import Plan, draft
from domain.workshops.workshops import Edit
from models.languages import _
from models.organisations import Organisation
from models.rounds import Round
from models.timeline import local_day
from models.workshop_states import Audience, Work, WorkshopKind
from models.workshops import Spoken, Workshop

LANGUAGES = ("fi", "sv", "en")


@click.group(name="workshop")
def workshop() -> None:
    """Gatherings: plan, announce, invite, move, cancel, and what comes of them."""


@workshop.command()
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
    *,
    reference: str | None,
    code: str | None,
    kind: str,
    organiser: str,
    starts: datetime,
    minutes: int,
    titles: tuple[str, ...],
    abouts: tuple[str, ...],
    owners: tuple[str, ...],
    audience: str,
    by: str,
    data: Path | None,
    **said: object,
) -> None:
    """Make a draft: its whole timetable follows from the hours of the meeting. Nobody is told yet."""
    with desk(data) as at:
        whose = person(at.db, organiser)
        round_ = _round(at, reference, code, by=by)
        outside_rounds.stretch(round_, local_day(starts))
        wanted = Plan(
            kind=WorkshopKind(kind),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=minutes),
            title=_spoken(titles),
            description=_spoken(abouts),
            audience=Audience(audience),
            place=str(said["place"]),
            online_link=str(said["link"]) if said["link"] else None,
            capacity=_number(said["seats"]),
            hides_company=not said["shows_company"],
            invites_each=_number(said["invites_each"]) or 0,
            owners={Work(work): person(at.db, address) for work, address in map(_pair, owners)},
        )
        made = draft(at.db, round_, wanted, organiser=whose)
        number = f"{made.id}"[: workshop_rows.SHOWN]
    speech.say(_("The draft is made. Announce it with: vaihto workshop announce {number}", number=number))


@workshop.command(name="list")
@click.argument("reference", required=False)
@speech.language
@options.data
def list_(*, reference: str | None, data: Path | None) -> None:
    """The workshops of a round, or all of them, in the order of their hours."""
    with looking(data) as db:
        listing = workshop_rows.listing(db, reference, speech.reader())
    show(listing)


@workshop.command(name="show")
@click.argument("prefix")
@speech.language
@options.data
def show_(*, prefix: str, data: Path | None) -> None:
    """Who stands where, and what is prepared, of the workshop whose id begins with PREFIX."""
    with looking(data) as db:
        found = db.get_one(Workshop, workshops.named(db, prefix))
        people = workshop_rows.people(db, found, speech.reader())
        work = workshop_rows.work(db, found, speech.reader())
    show(people)
    show(work)


@workshop.command()
@click.argument("prefix")
@options.by
@speech.language
@options.data
def announce(*, prefix: str, by: str, data: Path | None) -> None:
    """From now on it lives: work is asked for, and people when sign-up opens."""
    with desk(data) as at:
        meant = workshops.meant(at.db, prefix)
        workshops.announce(at.db, meant, by=workshop_rows.steers(at.db, meant, by), now=at.now)
        title = meant.title.into(speech.reader())
    speech.say(_("{title} is announced.", title=title))


@workshop.command()
@click.argument("prefix")
@click.option("--to", "starts", type=Start(), required=True, help='As in "4.6.2027 9.00".')
@click.option("--minutes", type=click.IntRange(1), help="How long it lasts then; as before if left.")
@options.by
@speech.language
@options.data
def move(*, prefix: str, starts: datetime, minutes: int | None, by: str, data: Path | None) -> None:
    """To other hours: calendars follow, and so does what is still to come."""
    with desk(data) as at:
        meant = workshops.meant(at.db, prefix)
        lasts = timedelta(minutes=minutes) if minutes else meant.ends_at - meant.starts_at
        who = workshop_rows.steers(at.db, meant, by)
        workshops.move(at.db, meant, starts_at=starts, ends_at=starts + lasts, by=who, now=at.now)
        title = meant.title.into(speech.reader())
    speech.say(_("{title} is moved.", title=title))


@workshop.command()
@click.argument("prefix")
@click.option("--title", "titles", multiple=True, metavar="LANGUAGE=TEXT")
@click.option("--about", "abouts", multiple=True, metavar="LANGUAGE=TEXT")
@click.option("--place", help="Where people meet.")
@click.option("--link", help="Where people meet online; an empty one takes it away.")
@click.option("--seats", type=click.IntRange(1), help="How many may come.")
@options.by
@speech.language
@options.data
def change(
    *,
    prefix: str,
    titles: tuple[str, ...],
    abouts: tuple[str, ...],
    place: str | None,
    link: str | None,
    seats: int | None,
    by: str,
    data: Path | None,
) -> None:
    """Other words, another place, more seats: calendars follow."""
    edit = Edit(
        title=_spoken(titles) if titles else None,
        description=_spoken(abouts) if abouts else None,
        place=place,
        online_link=link,
        capacity=seats,
    )
    with desk(data) as at:
        meant = workshops.meant(at.db, prefix)
        workshops.edit(at.db, meant, edit, by=workshop_rows.steers(at.db, meant, by), now=at.now)
        title = meant.title.into(speech.reader())
    speech.say(_("{title} is changed.", title=title))


@workshop.command()
@click.argument("prefix")
@options.by
@speech.language
@options.data
def cancel(*, prefix: str, by: str, data: Path | None) -> None:
    """It will not take place: calendars are cleared, whoever waits for a seat hears."""
    with desk(data) as at:
        meant = workshops.meant(at.db, prefix)
        workshops.cancel(at.db, meant, by=workshop_rows.steers(at.db, meant, by), now=at.now)
        title = meant.title.into(speech.reader())
    speech.say(_("{title} is cancelled.", title=title))


for each in (*PEOPLE, *WORDS):
    workshop.add_command(each)


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


def _spoken(said: tuple[str, ...]) -> Spoken:
    found = dict(map(_pair, said))
    if not found.keys() <= set(LANGUAGES):
        raise Invalid(_("Write texts as fi=..., sv=... or en=..."))
    return Spoken.model_validate(found)


def _pair(said: str) -> tuple[str, str]:
    name, equals, text = said.partition("=")
    if not equals or not text.strip():
        raise Invalid(_("{told}: say who, an equals sign, and what.", told=said))
    return name.strip(), text.strip()


def _number(said: object) -> int | None:
    return said if isinstance(said, int) else None
