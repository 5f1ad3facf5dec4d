"""`vaihto mail plan`: who would get which message, before anything is sent."""

import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import click

from cli import options, speech
from cli.desk import Desk, trial_desk
from cli.exchange_rows import meant
from cli.listing import Listing, show
from domain import rounds, schedules, send_plans
from domain.refusals import Invalid, NotFound
from domain.send_plans import Planned, SendPlan
from models.languages import Language, Words, _, plural
from models.rounds import Round
from web.words.effects import EFFECTS, NOTHING
from web.words.kinds import kind

TITLES = (_("Who"), _("Address"), _("What"), _("Message"), _("When"), _("Differences"))


@click.command()
@click.argument("reference", required=False)
@click.option(
    "--exchange", "prefix", metavar="ID", help="Only what is due for the exchange whose id begins so."
)
@click.option("--json", "as_json", is_flag=True, help="As data for other programs.")
@click.option(
    "--mails",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each mail into this folder as it would leave, to be read in any mail program.",
)
@speech.language
@options.data
def plan(
    *, reference: str | None, prefix: str | None, as_json: bool, folder: Path | None, data: Path | None
) -> None:
    """List the exact messages that publishing the newest plan of a round would send. Nothing is sent."""
    with trial_desk(data) as at:
        found = _of_exchange(at, prefix) if prefix else _of_round(at, reference)
    if folder:
        write_mails(found, folder)
    if as_json:
        click.echo(in_json(found))
    else:
        tell(found)


def tell(found: SendPlan) -> None:
    """A row for each message, one for each person who gets none, then how many of each kind."""
    language = speech.reader()
    rows = [_row(each, language) for each in found.messages]
    rows += [(each.name, each.address, NOTHING.into(language), "", "", "") for each in found.untouched]
    show(Listing(TITLES, tuple(rows)))
    speech.say(totals(found, language))


def without_untouched(found: SendPlan) -> SendPlan:
    """For a change of one exchange, where the rest of the round is not meant."""
    return replace(found, untouched=())


def totals(found: SendPlan, language: Language) -> Words:
    counted = [(EFFECTS[effect], number) for effect, number in found.totals.items() if number]
    counted += [(NOTHING, len(found.untouched))] if found.untouched or not counted else []
    told = ", ".join(f"{words.into(language)} {number}" for words, number in counted)
    return plural(
        "{number} message: {totals}.", "{number} messages: {totals}.", len(found.messages), totals=told
    )


def in_json(found: SendPlan) -> str:
    messages = [asdict(each) for each in found.messages]
    for each in messages:
        del each["octets"]
    counted = {effect.value: number for effect, number in found.totals.items()}
    untouched = [asdict(each) for each in found.untouched]
    whole = {"digest": found.digest, "totals": counted, "messages": messages, "untouched": untouched}
    return json.dumps(whole, indent=2, ensure_ascii=False)


def write_mails(found: SendPlan, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, each in enumerate(found.messages, start=1):
        (folder / f"{number:04}-{each.kind}-{_file_name(each.address)}.eml").write_bytes(each.octets)


def _file_name(address: str) -> str:
    """What of an address may be part of a file's name anywhere: a slash may not."""
    return re.sub(r"[^A-Za-z0-9._+-]", "_", address.partition("@")[0])[:60]


def _of_round(at: Desk, reference: str | None) -> SendPlan:
    if reference is None:
        raise Invalid(_("Name a round, or an exchange with --exchange."))
    round_ = rounds.by_reference(at.db, reference)
    schedule = schedules.newest(at.db, round_)
    if schedule is None:
        raise NotFound(_("No plan waits for a decision."))
    return send_plans.of_publication(at.db, round_, schedule, now=at.now, reader=speech.reader())


def _of_exchange(at: Desk, prefix: str) -> SendPlan:
    found = meant(at.db, prefix)
    round_ = at.db.get_one(Round, found.round_id)
    pair = (found.guest.email, found.host.email)
    whole = send_plans.of_exchange(at.db, round_, found.id, now=at.now, reader=speech.reader())
    return replace(whole, untouched=tuple(each for each in whole.untouched if each.address in pair))


def _row(each: Planned, language: Language) -> tuple[str, ...]:
    differences = "; ".join(f"{one.label}: {one.old or '–'} → {one.new or '–'}" for one in each.differences)
    return (
        each.name,
        each.address,
        EFFECTS[each.effect].into(language),
        kind(each.kind).into(language),
        "; ".join(each.when),
        differences,
    )
