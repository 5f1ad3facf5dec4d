"""`vaihto exchange`: a side cancels, somebody did not come, what a supervisor orders."""

import json
from pathlib import Path

import click

from cli import options, speech
from cli.carrying_out import At, Said, carry_out, heard, only_plan
from cli.desk import desk, looking
from cli.exchange_rows import meant
from cli.listing import Listing, show
from domain import presence, withdrawals
from domain.money import travel_orders
from domain.money.travel_orders import TravelOrder
from domain.money.written_sums import euros
from domain.refusals import Conflict
from invites import dates
from models.exchanges import Exchange
from models.languages import Language, _
from models.people import Person
from models.presences import Came
from models.rounds import Round
from models.withdrawals import Withdrawal

SIDES = ("guest", "host")
TITLES = (_("What"), _("Value"))


@click.command()
@click.argument("prefix")
@click.option("--side", type=click.Choice(SIDES), required=True, help="Who cancels.")
@click.option(
    "--reason", type=click.Choice([each.value for each in Withdrawal]), required=True, help="What they say."
)
@options.by
@heard
@only_plan
@speech.language
@options.data
def cancel(
    *, prefix: str, side: str, reason: str, by: str, why: str, only_plan: bool, data: Path | None
) -> None:
    """One side cancels what was agreed: calendars are cleared, and the other side hears."""

    def verb(at: At) -> None:
        whose = _side(at.exchange, side)
        db, now = at.desk.db, at.desk.now
        withdrawals.cancel(db, at.exchange, whose.id, why=Withdrawal(reason), now=now, behalf=at.behalf)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


@click.command()
@click.argument("prefix")
@click.option(
    "--absent",
    type=click.Choice((*SIDES, "nobody")),
    help="What you decide after talking with both: who did not come.",
)
@click.option("--side", type=click.Choice(SIDES), help="Or whose word you write down, with --says.")
@click.option("--says", type=click.Choice([each.value for each in Came]), help="What that side says.")
@options.by
@options.why
@speech.language
@options.data
def attendance(
    *,
    prefix: str,
    absent: str | None,
    side: str | None,
    says: str | None,
    by: str,
    why: str,
    data: Path | None,
) -> None:
    """Write down whether they met: one side's word, or your decision where the two disagree."""
    if (absent is None) == (says is None or side is None):
        raise click.UsageError("Say either --absent, or --side with --says.")
    with desk(data) as at:
        found = meant(at.db, prefix)
        behalf = at.behalf(by, why=why, of=at.db.get_one(Round, found.round_id))
        if absent is not None:
            who = None if absent == "nobody" else _side(found, absent)
            presence.decide(at.db, found, who, now=at.now, behalf=behalf)
        elif side is not None and says is not None:
            presence.say(at.db, found, _side(found, side).id, Came(says), now=at.now, behalf=behalf)
    speech.say(_("Recorded."))


@click.command(name="travel-order")
@click.argument("prefix")
@click.option("--json", "as_json", is_flag=True, help="For another program; sums are in cents.")
@speech.language
@options.data
def travel_order(*, prefix: str, as_json: bool, data: Path | None) -> None:
    """What a travel order for the guest needs: who, where, when, why, and the planned costs."""
    with looking(data) as db:
        found = meant(db, prefix)
        if not any(each.first_day for each in found.appointments):
            raise Conflict(_("Nobody travels: there are no days at a host."))
        order = travel_orders.of(db, found, speech.reader())
    if as_json:
        click.echo(json.dumps(order.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        show(Listing(TITLES, _rows(order, speech.reader())))


def _rows(order: TravelOrder, language: Language) -> tuple[tuple[str, str], ...]:
    told = (
        (_("Traveller"), f"{order.traveller}, {order.organisation}"),
        (_("Supervisor"), order.supervisor),
        (_("Place"), order.destination),
        (_("Host"), order.host),
        (_("Leaves"), dates.moment(order.leaves, language)),
        (_("Returns"), dates.moment(order.returns, language)),
        (_("Purpose"), order.purpose),
        (_("Payer"), order.payer),
        (_("Cost centre"), order.centre),
    )
    planned = tuple((each.words, euros(each.cents, language)) for each in order.costs)
    total = (_("Together").into(language), euros(order.cents, language))
    return (*((label.into(language), value) for label, value in told), *planned, total)


def _side(exchange: Exchange, said: str) -> Person:
    return exchange.guest if said == "guest" else exchange.host


RUNNING = (cancel, attendance, travel_order)
