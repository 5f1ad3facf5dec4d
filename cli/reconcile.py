"""`vaihto reconcile`: holds the database against Temporal and against the journal of sent mails."""

import asyncio
from contextlib import closing
from pathlib import Path
from uuid import UUID

import click

from cli import options, speech
from cli.engine_room import reach
from cli.listing import Listing, show
from domain import departures
from domain.departures import Gap, Settled
from domain.refusals import Conflict
from models.database import Database
from models.languages import Words, _, plural
from settings import Settings
from workers.journal import Journal
from workers.mending import Difference, Found, Mending
from workers.office import Office, clock_of, is_rehearsed

DIFFERENCES = {
    Difference.LOST: _("waits, but no workflow runs"),
    Difference.ENDED: _("waits, but its workflow has ended"),
    Difference.AHEAD: _("its workflow knows more than the database: an older database was restored"),
    Difference.LEFT_OVER: _("is over, but its workflow runs"),
    Difference.UNKNOWN: _("its workflow runs, but the database knows nothing of it"),
    Difference.MUTE: _("nobody can say what its workflow knows: start `vaihto up` first"),
}


@click.command()
@click.option("--mend", "mends", is_flag=True, help="Mend each by its id, and let mails go.")
@click.option("--send", type=click.UUID, multiple=True, metavar="MAIL", help="Send this contested mail too.")
@click.option("--drop", type=click.UUID, multiple=True, metavar="MAIL", help="Never send it.")
@speech.language
@options.data
def reconcile(*, mends: bool, send: tuple[UUID, ...], drop: tuple[UUID, ...], data: Path | None) -> None:
    """Name every difference between the database, the workflows and the mails that have left."""
    settings = options.settings_of(data)
    with closing(options.open_database(settings)) as database:
        _decide(database, send, drop)
        gap = _mails(settings, database)
        found = asyncio.run(_cases(settings, database, mends=mends, is_older=gap.is_older))
        _tell(database, gap, found)
        if mends:
            _settle(settings, database, gap)
            speech.say(_("Mended. Mails leave again."))
        elif found or gap != Gap():
            speech.say(_("Nothing has been changed. `vaihto reconcile --mend` mends it."))
        else:
            speech.say(_("Database, workflows and sent mails agree."))


def _decide(database: Database, send: tuple[UUID, ...], drop: tuple[UUID, ...]) -> None:
    with database.change() as db:
        for mails, sends in ((send, True), (drop, False)):
            for each in mails:
                departures.decide(db, each, sends=sends)


def _mails(settings: Settings, database: Database) -> Gap:
    with database.look() as db:
        return departures.gap(db, Journal(settings.journal).read())


async def _cases(settings: Settings, database: Database, *, mends: bool, is_older: bool) -> list[Found]:
    client = await reach(settings)
    if client is None:
        raise Conflict(_("Temporal does not answer: start `vaihto up` first."))
    office = Office(database, clock_of(database))
    mending = Mending(office, client, stands_still=is_rehearsed(database))
    found = await mending.compare()
    if mends:
        await mending.mend(found, is_older=is_older)
    return found


def _settle(settings: Settings, database: Database, gap: Gap) -> None:
    """First the rows, then the journal, then the mails: a crash between them is mended by doing it again."""
    now = clock_of(database).now()
    with database.change() as db:
        departures.mark(db, gap, now=now)
    if gap.is_older:
        Journal(settings.journal).write(Settled(lost=gap.unknown, at=now, gone=gap.gone))
    with database.change() as db:
        departures.go_on(db)


def _tell(database: Database, gap: Gap, found: list[Found]) -> None:
    language = speech.reader()
    rows = tuple((each.stream_id, DIFFERENCES[each.difference].into(language)) for each in found)
    if rows:
        show(Listing((_("Id"), _("Difference")), rows))
    for words in _gap_in_words(gap):
        speech.say(words)
    with database.look() as db:
        for mail in departures.contested(db):
            about = {"id": mail.id, "kind": mail.kind}
            speech.say(_("Mail {id} ({kind}) waits for your word: --send {id} or --drop {id}.", **about))


def _gap_in_words(gap: Gap) -> list[Words]:
    counted = (
        (
            plural(
                "{number} mail has left and would be sent again.",
                "{number} mails have left and would be sent again.",
                len(gap.unmarked),
            ),
            gap.unmarked,
        ),
        (
            plural(
                "{number} mail would differ from what its reader has had.",
                "{number} mails would differ from what their readers have had.",
                len(gap.contested),
            ),
            gap.contested,
        ),
        (
            plural(
                "{number} mail has left of which the database knows nothing.",
                "{number} mails have left of which the database knows nothing.",
                len(gap.unknown),
            ),
            gap.unknown,
        ),
    )
    return [words for words, which in counted if which]
