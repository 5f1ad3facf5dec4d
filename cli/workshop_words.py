"""`vaihto workshop`: the work before and after, and what people say of it."""

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import options, speech, workshop_rows
from cli.desk import desk, looking
from cli.listing import Listing, show
from domain.behalf import Behalf
from domain.feedback import feedback as said
from domain.refusals import NotFound
from domain.workshops import tasks, workshops
from invites import dates
from models.languages import _
from models.workshop_states import FeedbackState, Work
from models.workshops import Feedback, Workshop
from web.words.workshops import FEEDBACK

SHOWN = 8  # digits of an id
TITLES = (_("Id"), _("When"), _("Who"), _("Useful"), _("Learnt"), _("To be better"), _("State"))


@click.command()
@click.argument("prefix")
@click.argument("work", type=click.Choice([each.value for each in Work]))
@click.option("--result", required=True, help="What it says, or where it is to be found.")
@options.by
@options.why
@speech.language
@options.data
def work(*, prefix: str, work: str, result: str, by: str, why: str, data: Path | None) -> None:
    """Write down work that reached you otherwise: stories, facts, material or notes."""
    with desk(data) as at:
        meant = workshops.meant(at.db, prefix)
        behalf = Behalf(workshop_rows.steers(at.db, meant, by), why)
        found = [each for each in tasks.of_workshop(at.db, meant.id) if each.work == work]
        if not found:
            raise NotFound(_("Nobody has been asked for that."))
        tasks.finish(at.db, found[0], result, now=at.now, behalf=behalf)
        name = tasks.WORKS[found[0].work]
    speech.say(_("{work}: it is there.", work=name))


@click.command()
@click.argument("prefix")
@click.option("--show", "shows", multiple=True, metavar="ID", help="Let others read it.")
@click.option("--hide", "hides", multiple=True, metavar="ID", help="Let nobody read it.")
@click.option("--by", metavar="ADDRESS", help="Who decides.")
@speech.language
@options.data
def feedback(
    *, prefix: str, shows: tuple[str, ...], hides: tuple[str, ...], by: str | None, data: Path | None
) -> None:
    """What people say of a workshop; look through it with --show and --hide."""
    if shows or hides:
        _look_at(data, prefix, {FeedbackState.SHOWN: shows, FeedbackState.HIDDEN: hides}, by=by or "")
    language = speech.reader()
    with looking(data) as db:
        rows = [
            (
                f"{each.id}"[:SHOWN],
                dates.moment(each.given_at, language),
                each.author,
                f"{each.useful or ''}",
                each.learnt,
                each.better,
                FEEDBACK[each.state].into(language),
            )
            for each in said.of_workshop(db, db.get_one(Workshop, workshops.named(db, prefix)))
        ]
    show(Listing(TITLES, tuple(rows)))


def _look_at(
    data: Path | None, prefix: str, decided: dict[FeedbackState, tuple[str, ...]], *, by: str
) -> None:
    with desk(data) as at:
        meant = workshops.meant(at.db, prefix)
        who = workshop_rows.steers(at.db, meant, by)
        for state, numbers in decided.items():
            for number in numbers:
                row = _named(at.db, number)
                said.look_at(at.db, row, shows=state, by=who, now=at.now)


def _named(db: Session, number: str) -> Feedback:
    found = [each for each in db.scalars(select(Feedback)) if f"{each.id}".startswith(number.lower())]
    if len(found) != 1:
        raise NotFound(_("There is no feedback whose id begins with {number}.", number=number))
    return found[0]


WORDS = (work, feedback)
