"""`vaihto workshop`: gatherings of a round, or of none, from the first draft to the last word of feedback."""

from datetime import datetime, timedelta
from pathlib import Path

import click

from cli import options, speech, workshop_rows
from cli.desk import desk, looking
from cli.listing import show
from cli.parameters import Start
from cli.workshop_people import PEOPLE
from cli.workshop_plan import plan, spoken
from cli.workshop_words import WORDS
from domain.workshops import workshops
from domain.workshops.workshops import Edit
from models.languages import _
from models.workshops import Workshop


@click.group(name="workshop")
def workshop() -> None:
    """Gatherings: plan, announce, invite, move, cancel, and what comes of them."""


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
        title=spoken(titles) if titles else None,
        description=spoken(abouts) if abouts else None,
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


for each in (plan, *PEOPLE, *WORDS):
    workshop.add_command(each)
