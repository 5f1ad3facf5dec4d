"""`vaihto mail check` and `vaihto mail resend`: what did not go as it should, and sending it once more."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import options, speech
from cli.desk import Desk, desk, person
from cli.exchange_rows import meant
from cli.listing import Listing, show
from domain import reconciliation, resending, rounds
from domain.reconciliation import Finding, Trouble
from domain.refusals import Conflict, Invalid, NotFound
from invites import dates
from models.languages import Language, _, plural
from models.mails import Mail

TITLES = (_("Id"), _("What is wrong"), _("Who"), _("Address"), _("Mail"), _("Since"), _("Mail server"))
TROUBLES = {
    Trouble.REFUSED: _("Did not arrive"),
    Trouble.UNANSWERED: _("No answer in time"),
    Trouble.OUTDATED: _("Answered what no longer holds"),
    Trouble.STUCK: _("Waits for a mail server"),
    Trouble.CONTESTED: _("Its reader has had another one"),
}
SHOWN = 8


@click.command()
@click.argument("reference", metavar="ROUND")
@click.option("--json", "as_json", is_flag=True, help="As data for other programs.")
@speech.language
@options.data
def check(*, reference: str, as_json: bool, data: Path | None) -> None:
    """List mails of a round that need a look: lost, unanswered, answered too early, held up or contested."""
    with desk(data) as at:
        found = reconciliation.find(at.db, rounds.by_reference(at.db, reference), now=at.now)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], indent=2, default=str, ensure_ascii=False))
    elif found:
        show(Listing(TITLES, tuple(_row(each, speech.reader()) for each in found)))
    else:
        speech.say(_("No mail of this round needs a look."))


@click.command()
@click.argument("mail", metavar="MAIL", required=False)
@click.option("--exchange", "prefix", metavar="ID", help="The last calendar mails of an exchange.")
@click.option("--person", "email", metavar="ADDRESS", help="Of that exchange, only this person's.")
@speech.language
@options.data
def resend(*, mail: str | None, prefix: str | None, email: str | None, data: Path | None) -> None:
    """Send a mail once more: an invitation as it stands now, under the same UID; anything else as it was."""
    if (mail is None) == (prefix is None):
        raise Invalid(_("Name a mail, or an exchange with --exchange."))
    with desk(data) as at:
        found = [_mail(at.db, mail)] if mail else _of_exchange(at, prefix or "", email)
        again = [(each.recipient, resending.times(at.db, each)) for each in _again(at, found)]
    for address, number in again:
        speech.say(
            plural(
                "Queued for {address}: sent again {number} time by now.",
                "Queued for {address}: sent again {number} times by now.",
                number,
                address=address,
            )
        )


def _again(at: Desk, found: list[Mail]) -> list[Mail]:
    if not found:
        raise NotFound(_("Nothing has been sent about this exchange yet."))
    return [resending.resend(at.db, each, now=at.now) for each in found]


def _of_exchange(at: Desk, prefix: str, email: str | None) -> list[Mail]:
    who = person(at.db, email).id if email else None
    return resending.newest(at.db, meant(at.db, prefix), who)


def _mail(db: Session, prefix: str) -> Mail:
    """The one mail whose id begins so."""
    wanted = prefix.strip().lower()
    found = [each for each in db.scalars(select(Mail.id)) if wanted and f"{each}".startswith(wanted)]
    if not found:
        raise NotFound(_("There is no mail whose id begins with {prefix}.", prefix=prefix))
    if len(found) > 1:
        raise Conflict(_("Several mails begin with {prefix}: say more of the id.", prefix=prefix))
    return db.get_one(Mail, found[0])


def _row(each: Finding, language: Language) -> tuple[str, ...]:
    return (
        f"{each.mail_id}"[:SHOWN],
        TROUBLES[each.trouble].into(language),
        each.name,
        each.address,
        each.subject,
        dates.moment(each.since, language),
        each.status,
    )
