"""Days that pairs agree: `vaihto exchange days`, `suits`, `agree`, `give-up`, `vaihto round laggards`."""

from datetime import date
from pathlib import Path

import click

from cli import options, speech
from cli.carrying_out import At, Said, carry_out, heard, only_plan
from cli.desk import coordinator, desk, looking
from cli.exchange_rows import SHOWN, meant
from cli.listing import Listing, show
from cli.parameters import Day
from domain import exchanges
from domain.agreeing import common_days, laggards, open_dates, settling, written_days
from domain.refusals import Invalid
from domain.rounds import by_reference
from invites import dates
from models.doubts import Days
from models.exchanges import Exchange
from models.languages import Language, _
from models.open_dates import OpenDates
from models.states import Reason

DAYS = (_("Number"), _("Days"), _("Suits"))
LAGGARDS = (_("Id"), _("Guest or mentee"), _("Host or mentor"), _("No word from"), _("Until"))

firsts = click.option(
    "--from", "firsts", type=Day(), multiple=True, help='The first day of each part, as in "8.3.2027".'
)


@click.command(name="days")
@click.argument("prefix")
@speech.language
@options.data
def days_(*, prefix: str, data: Path | None) -> None:
    """The days on which a pair could still meet, with a number each, and whom they suit."""
    language = speech.reader()
    with desk(data) as at:
        found = meant(at.db, prefix)
        row = settling.still_open(at.db, found)
        known = common_days.shown(at.db, found, row, now=at.now)
        rows = [
            (f"{number}", written_days.spelt(each, language), _whom(found, row, each))
            for number, each in enumerate(known, start=1)
        ]
    show(Listing(DAYS, tuple(rows)))


@click.command()
@click.argument("prefix")
@click.option(
    "--person", "side", type=click.Choice(["guest", "host"]), required=True, help="Whose word it is."
)
@click.option("--number", "numbers", type=int, multiple=True, help="As `vaihto exchange days` numbers them.")
@firsts
@options.by
@heard
@only_plan
@speech.language
@options.data
def suits(
    *,
    prefix: str,
    side: str,
    numbers: tuple[int, ...],
    firsts: tuple[date, ...],
    by: str,
    why: str,
    only_plan: bool,
    data: Path | None,
) -> None:
    """Write down which days suit the guest or the host."""

    def verb(at: At) -> None:
        db, now, found = at.desk.db, at.desk.now, at.exchange
        row = settling.still_open(db, found)
        days = _numbered(common_days.shown(db, found, row, now=now), numbers)
        if firsts:
            days += (common_days.beginning(db, found, row, firsts, now=now),)
        if not days:
            raise Invalid(_("Say which days: --number or --from."))
        person = found.guest if side == "guest" else found.host
        settling.say(db, found, person, days, now=now, behalf=at.behalf)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


@click.command()
@click.argument("prefix")
@firsts
@options.by
@heard
@only_plan
@speech.language
@options.data
def agree(
    *, prefix: str, firsts: tuple[date, ...], by: str, why: str, only_plan: bool, data: Path | None
) -> None:
    """Write down the days that a pair has agreed: they are taken, and the invitations follow."""

    def verb(at: At) -> None:
        db, now = at.desk.db, at.desk.now
        row = settling.still_open(db, at.exchange)
        days = common_days.beginning(db, at.exchange, row, firsts, now=now)
        settling.fix(db, at.exchange, days, now=now, behalf=at.behalf)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


@click.command(name="give-up")
@click.argument("prefix")
@options.by
@heard
@only_plan
@speech.language
@options.data
def give_up(*, prefix: str, by: str, why: str, only_plan: bool, data: Path | None) -> None:
    """Release a pair that finds no days; both hear why, and the place is free again."""

    def verb(at: At) -> None:
        settling.still_open(at.desk.db, at.exchange)
        exchanges.release(at.desk.db, at.exchange, reason=Reason.NO_DATES, now=at.desk.now)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


@click.command(name="laggards")
@click.argument("reference")
@speech.language
@options.data
def laggards_(*, reference: str, data: Path | None) -> None:
    """The pairs of a round that have agreed no days yet, and who of them has said nothing."""
    language = speech.reader()
    with looking(data) as db:
        found = open_dates.open_in(db, by_reference(db, reference))
        rows = tuple(_laggard(row, each, language) for row, each in found)
    show(Listing(LAGGARDS, rows))


@click.command(name="prolong-days")
@click.argument("reference")
@click.option("--until", type=Day(), required=True, help='By when they agree, as in "12.3.2027".')
@options.by
@speech.language
@options.data
def prolong_days(*, reference: str, until: date, by: str, data: Path | None) -> None:
    """Give the pairs of a round longer to agree their days; the silent are asked anew."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        coordinator(at.db, by, of=round_)
        laggards.prolong(at.db, round_, until=until, now=at.now)
    speech.say(_("The pairs have until {day}.", day=dates.day(until, speech.reader())))


OF_EXCHANGES = (days_, suits, agree, give_up)
OF_ROUNDS = (laggards_, prolong_days)


def _whom(exchange: Exchange, row: OpenDates, days: Days) -> str:
    both = (exchange.guest, exchange.host)
    return ", ".join(each.name for each in both if days in open_dates.suits(row, exchange, each))


def _numbered(known: tuple[Days, ...], numbers: tuple[int, ...]) -> tuple[Days, ...]:
    if not all(1 <= each <= len(known) for each in numbers):
        raise Invalid(_("There are no days with such a number."))
    return tuple(known[each - 1] for each in numbers)


def _laggard(row: OpenDates, exchange: Exchange, language: Language) -> tuple[str, ...]:
    return (
        f"{exchange.id}"[:SHOWN],
        exchange.guest.name,
        exchange.host.name,
        ", ".join(each.name for each in laggards.silent(row, exchange)),
        dates.moment(row.agree_by, language),
    )
