"""`vaihto agreement`: what the organisations of a round agree on, and who has accepted it."""

from pathlib import Path

import click
from rich.console import Console

from cli import options, parties, speech
from cli.desk import coordinator, desk, looking
from cli.listing import Listing, show
from domain import stay_settings
from domain.agreements import agreements
from domain.agreements.agreements import Text
from domain.asks import asks
from domain.refusals import NotFound
from domain.rounds import by_reference
from domain.stay_settings import Wanted
from models.asks import Ask
from models.languages import _
from models.rounds import Round

TITLES = (_("Organisation"), _("Version"), _("State"))
file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def agreement() -> None:
    """Confidentiality, insurance and data between the organisations of a round."""


@agreement.command(name="make")
@click.argument("reference")
@click.option("--fi", "fi", type=file, required=True, help="A text file in Finnish (UTF-8).")
@click.option("--sv", "sv", type=file, required=True, help="The same in Swedish.")
@click.option("--en", "en", type=file, required=True, help="The same in English.")
@options.by
@speech.language
@options.data
def make(*, reference: str, fi: Path, sv: Path, en: Path, by: str, data: Path | None) -> None:
    """Bring a new version of the text: every organisation that takes part is asked for its yes."""
    text = Text(*(each.read_text(encoding="utf-8") for each in (fi, sv, en)))
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        row = agreements.make(at.db, round_, text, by=coordinator(at.db, by, of=round_), now=at.now)
        version = row.version
    speech.say(
        _("Version {version} of the agreement is there; the organisations are asked.", version=version)
    )


@agreement.command(name="show")
@click.argument("reference")
@speech.language
@options.data
def show_(*, reference: str, data: Path | None) -> None:
    """The text of the newest version."""
    with looking(data) as db:
        found = agreements.newest(db, by_reference(db, reference).id)
        if found is None:
            raise NotFound(_("This round has no agreement between the organisations."))
        text = found.text(speech.reader())
    Console().print(text, markup=False, highlight=False)


@agreement.command(name="list")
@click.argument("reference")
@speech.language
@options.data
def list_(*, reference: str, data: Path | None) -> None:
    """Which organisations have accepted the newest version."""
    language = speech.reader()
    yes, no = _("Accepted").into(language), _("Not accepted").into(language)
    with looking(data) as db:
        round_ = by_reference(db, reference)
        found = agreements.newest(db, round_.id)
        said = agreements.accepted_by(db, found) if found else set()
        version = f"{found.version}" if found else ""
        rows = tuple(
            (each.name(language), version, yes if each.id in said else no)
            for each in agreements.organisations(db, round_)
        )
    show(Listing(TITLES, rows))


@agreement.command()
@click.argument("reference")
@click.option("--organisation", "code", required=True, metavar="CODE", help="Who accepts it.")
@options.by
@options.why
@speech.language
@options.data
def accept(*, reference: str, code: str, by: str, why: str, data: Path | None) -> None:
    """Write down an organisation's yes that came by phone or on paper."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        found = agreements.newest(at.db, round_.id)
        if found is None:
            raise NotFound(_("This round has no agreement between the organisations."))
        house = parties.organisation(at.db, code)
        behalf = at.behalf(by, why=why, of=round_)
        speaks = next(iter(agreements.whose_word(at.db, house)), behalf.by)
        agreements.accept(at.db, found, house, speaks, now=at.now, behalf=behalf)
        asks.drop(at.db, Ask.subject_id == found.id, Ask.occasion == f"{house.id}", now=at.now)
        name = house.name(speech.reader())
    speech.say(_("{organisation} has accepted the agreement.", organisation=name))


@click.command(name="while-running")
@click.argument("reference")
@click.option("--evening-before/--no-evening-before", default=None, help="Ask hosts on the eve.")
@click.option("--attendance/--no-attendance", default=None, help="Ask both afterwards whether they met.")
@click.option("--travel-orders/--no-travel-orders", default=None, help="Send supervisors what they order by.")
@click.option("--agreement/--no-agreement", default=None, help="Publish only when all have accepted.")
@options.by
@speech.language
@options.data
def while_running(*, reference: str, by: str, data: Path | None, **chosen: bool | None) -> None:
    """What is asked and sent while stays are lived; what is not named stays as it is."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        coordinator(at.db, by, of=round_)
        stay_settings.change(round_, Wanted(**chosen))
        rows = tuple((words.into(speech.reader()), _state(round_, column)) for column, words in NAMES.items())
    show(Listing((_("Setting"), _("State")), rows))


NAMES = {
    "asks_evening_before": _("Hosts are asked on the eve of a visit"),
    "asks_attendance": _("Both are asked afterwards whether they met"),
    "sends_travel_orders": _("Supervisors get the data of a travel order"),
    "requires_agreement": _("Publishing waits for every organisation's yes to the agreement"),
}


def _state(round_: Round, column: str) -> str:
    words = _("yes") if getattr(round_, column) else _("no")
    return words.into(speech.reader())
