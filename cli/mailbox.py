"""`vaihto mail mailbox`: whether the answers that lie in the mailbox can be read."""

from contextlib import closing
from pathlib import Path

import click
from sqlalchemy.orm import Session

from cli import options, speech
from cli.desk import looking
from domain.refusals import Conflict, Invalid
from invites import dates
from models.languages import Words, _, plural
from models.mailboxes import Mailbox
from workers.imap_folder import opened
from workers.imap_line import Account, Away, Trouble
from workers.mailbox_process import account_of

TROUBLES = {
    Trouble.UNREACHABLE: _("the server cannot be reached, or hangs up"),
    Trouble.TLS: _("the line cannot be protected, or nobody we trust vouches for the server"),
    Trouble.SIGN_IN: _("the server does not take the name and the password"),
    Trouble.FOLDER: _("the folder cannot be opened"),
    Trouble.NO_MOVE: _("the server cannot move a mail in one go (RFC 6851), so it is not used"),
}


@click.command()
@speech.language
@options.data
def mailbox(data: Path | None) -> None:
    """Tell when the mailbox was last read, and try now whether it can be. Nothing is read or moved."""
    settings = options.settings_of(data)
    if not settings.imap_host:
        raise Invalid(_("No mailbox is set (VAIHTO_IMAP_HOST): answers come by `vaihto receive` alone."))
    account = account_of(settings)
    click.echo(account.name)
    with looking(data) as db:
        for words in _story(db, account):
            speech.say(words)
    speech.say(_now(account))


def _story(db: Session, account: Account) -> list[Words]:
    row, language = db.get(Mailbox, account.name), speech.reader()
    if row is None or row.read_at is None:
        told = [_("It has never been read to its end.")]
    else:
        told = [_("Last read to its end: {when}.", when=dates.moment(row.read_at, language))]
    if row and row.trouble and row.troubled_since:
        since, why = dates.moment(row.troubled_since, language), TROUBLES[Trouble(row.trouble)]
        told.append(_("Cannot be read since {when}: {why}.", when=since, why=why.into(language)))
    return told


def _now(account: Account) -> Words:
    try:
        with closing(opened(account)) as folder:
            waiting = len(folder.waiting(besides=set()))
    except Away as away:
        why = TROUBLES[away.trouble].into(speech.reader())
        raise Conflict(_("Tried now: {why}.", why=why)) from None
    return plural(
        "Tried now: it can be read; {number} mail waits.",
        "Tried now: it can be read; {number} mails wait.",
        waiting,
    )
