"""`vaihto exchange cost` and `costs`, `vaihto round costs`: euros planned, paid and lost."""

import json
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import options, parties, speech
from cli.desk import coordinator, desk, looking
from cli.exchange_rows import SHOWN, meant
from cli.listing import Listing, show
from domain.money import costs, written_sums
from domain.money.costs import Sum, Total
from domain.refusals import NotFound
from domain.rounds import by_reference
from models.costs import Cost, CostKind
from models.languages import Language, _
from models.organisations import Organisation
from models.rounds import Round
from web.words.money import KINDS

OF_ONE = (_("Number"), _("Kind"), _("Sum"), _("Payer"), _("Cost centre"), _("What for"))
OF_ROUND = (_("Payer"), _("Cost centre"), _("Planned"), _("Paid"), _("Lost"))


@click.command()
@click.argument("prefix")
@click.option("--kind", type=click.Choice([each.value for each in CostKind]), required=True)
@click.option("--euros", "written", required=True, metavar="EUROS", help='As in "118" or "118,50".')
@click.option("--payer", metavar="CODE", help="The organisation that pays; else the guest's.")
@click.option("--centre", default="", help="Its cost centre.")
@click.option("--words", default="", help='What for, as in "a train ticket".')
@options.by
@speech.language
@options.data
def cost(
    *,
    prefix: str,
    kind: str,
    written: str,
    payer: str | None,
    centre: str,
    words: str,
    by: str,
    data: Path | None,
) -> None:
    """Write down what the exchange whose id begins with PREFIX costs, or what was lost."""
    cents = written_sums.cents(written)
    language = speech.reader()
    with desk(data) as at:
        found = meant(at.db, prefix)
        who = coordinator(at.db, by, of=at.db.get_one(Round, found.round_id))
        pays = parties.organisation(at.db, payer) if payer else None
        said = Sum(CostKind(kind), cents, pays, centre, words)
        row = costs.note(at.db, found, said, by=who, now=at.now)
        payer_name = at.db.get_one(Organisation, row.payer_id).name(language)
    speech.say(
        _("{sum} recorded; {payer} pays.", sum=written_sums.euros(cents, speech.reader()), payer=payer_name)
    )


@click.command(name="costs")
@click.argument("prefix")
@speech.language
@options.data
def costs_of_exchange(*, prefix: str, data: Path | None) -> None:
    """The costs of one exchange that count, with the numbers by which they are taken back."""
    language = speech.reader()
    with looking(data) as db:
        rows = tuple(_row(db, each, language) for each in costs.of_exchange(db, meant(db, prefix).id))
    show(Listing(OF_ONE, rows))


@click.command(name="take-back-cost")
@click.argument("number")
@options.by
@speech.language
@options.data
def take_back_cost(*, number: str, by: str, data: Path | None) -> None:
    """Take a cost back that was a mistake; NUMBER is as `vaihto exchange costs` shows it."""
    with desk(data) as at:
        rows = [each for each in at.db.scalars(select(Cost)) if f"{each.id}".startswith(number.lower())]
        if len(rows) != 1:
            raise NotFound(_("There is no cost with the number {number}.", number=number))
        exchange = meant(at.db, f"{rows[0].exchange_id}")
        who = coordinator(at.db, by, of=at.db.get_one(Round, exchange.round_id))
        costs.take_back(at.db, rows[0], by=who, now=at.now)
    speech.say(_("Taken back."))


@click.command(name="costs")
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="For another program; sums are in cents.")
@speech.language
@options.data
def costs_of_round(*, reference: str, as_json: bool, data: Path | None) -> None:
    """What a round costs each organisation: planned, paid and lost."""
    language = speech.reader()
    with looking(data) as db:
        totals = costs.of_round(db, by_reference(db, reference))
    if as_json:
        click.echo(json.dumps([_in_cents(each) for each in totals], ensure_ascii=False, indent=2))
    else:
        show(Listing(OF_ROUND, tuple(_sums(each, language) for each in totals)))


def _row(db: Session, row: Cost, language: Language) -> tuple[str, ...]:
    return (
        f"{row.id}"[:SHOWN],
        KINDS[row.kind].into(language),
        written_sums.euros(row.cents, language),
        db.get_one(Organisation, row.payer_id).name(language),
        row.centre,
        costs.words_of(row, language),
    )


def _sums(total: Total, language: Language) -> tuple[str, ...]:
    sums = (total.planned, total.actual, total.lost)
    return (total.payer.name(language), total.centre, *(written_sums.euros(each, language) for each in sums))


def _in_cents(total: Total) -> dict[str, str | int]:
    return {
        "payer": total.payer.code,
        "centre": total.centre,
        "planned": total.planned,
        "actual": total.actual,
        "lost": total.lost,
    }


MONEY = (cost, costs_of_exchange, take_back_cost)
