"""`vaihto exchange settle`: what somebody meant by a no in the calendar, when they say it by phone."""

from datetime import datetime, time
from pathlib import Path

import click
from sqlalchemy.orm import Session

from cli import options, speech
from cli.carrying_out import At, Said, carry_out, heard, only_plan
from cli.desk import looking
from cli.exchange_rows import meant
from cli.listing import Listing, show
from cli.parameters import StartOrNumber
from domain import doubt_answers, doubts
from domain.day_words import in_words
from domain.refusals import Invalid, NotFound
from models.doubts import Days, Doubt
from models.exchanges import Exchange
from models.languages import Language, _
from models.people import Person
from models.states import Answer, DoubtState
from models.timeline import local_day, moment
from web.words import states

MIDNIGHT = time(0, 0)
WORDS = ("keep", "cancel", "other", "yes", "no")
TITLES = (_("Whose answer"), _("State"), _("Days"), _("Number"))


@click.command()
@click.argument("prefix")
@click.option(
    "--say",
    "word",
    type=click.Choice(WORDS),
    help="Of the one who declined: keep, cancel or other; of the other side: yes or no. Without: show.",
)
@click.option(
    "--days",
    type=StartOrNumber(),
    help='For other: which of the possible days, as "16.3.2027", "16.3.2027 14.00" or their number.',
)
@click.option("--keep-else", is_flag=True, help="The agreed days stay if the others do not suit both.")
@click.option("--by", metavar="ADDRESS", help="Who writes it down: a coordinator of the round.")
@heard
@only_plan
@speech.language
@options.data
def settle(
    *,
    prefix: str,
    word: str | None,
    days: datetime | int | None,
    keep_else: bool,
    by: str | None,
    why: str,
    only_plan: bool,
    data: Path | None,
) -> None:
    """Show what is asked after a no in a calendar, or write down what was answered by phone."""
    if word is None:
        with looking(data) as db:
            listing = _listing(db, meant(db, prefix), speech.reader())
        show(listing)
        return
    if by is None:
        raise click.UsageError("Say who writes it down: --by ADDRESS")

    def verb(at: At) -> None:
        doubt = _open(at.desk.db, at.exchange)
        if word in ("yes", "no"):
            answer = Answer.ACCEPTED if word == "yes" else Answer.DECLINED
            doubt_answers.answer_offer(
                at.desk.db, at.exchange, doubt, answer, now=at.desk.now, behalf=at.behalf
            )
        else:
            _mean(at, doubt, word, days, keeps_else=keep_else)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


def _mean(at: At, doubt: Doubt, word: str, days: datetime | int | None, *, keeps_else: bool) -> None:
    db, exchange, now = at.desk.db, at.exchange, at.desk.now
    if word == "keep":
        doubt_answers.keep(db, exchange, doubt, now=now, behalf=at.behalf)
    elif word == "cancel":
        doubt_answers.cancel(db, exchange, doubt, now=now, behalf=at.behalf)
    else:
        chosen = _chosen(at, doubt, days)
        doubt_answers.choose(db, exchange, doubt, chosen, keeps_else=keeps_else, now=now, behalf=at.behalf)


def _chosen(at: At, doubt: Doubt, said: datetime | int | None) -> Days:
    """The possible days of that number, or the only ones that begin then."""
    possible = doubts.offered(at.desk.db, at.exchange, doubt)
    if isinstance(said, datetime):
        found = [n for n, days in enumerate(possible) if said in _beginnings(at.exchange, days)]
    else:
        found = [said - 1] if said is not None and 1 <= said <= len(possible) else []
    if not possible:
        raise Invalid(_("No other days are possible: say cancel or keep."))
    if len(found) != 1:
        told = "; ".join(in_words(at.exchange, each, speech.reader()) for each in possible)
        wrong = _("Several of the possible days begin then; say the hour too: {days}.", days=told)
        raise Invalid(wrong if found else _("Say which of the possible days with --days: {days}.", days=told))
    return doubt.possible[found[0]]


def _beginnings(exchange: Exchange, days: Days) -> tuple[datetime, ...]:
    """The moment at which they begin, and the midnight that stands for the day alone."""
    first = sorted(doubts.begins_of(exchange, days))[:1]
    return tuple(each for start in first for each in (start, moment(local_day(start), MIDNIGHT)))


def _open(db: Session, exchange: Exchange) -> Doubt:
    """The one question that waits; the oldest of several."""
    found = doubts.open_of(db, exchange)
    if not found:
        raise NotFound(_("Nobody is asked what a no meant in this exchange."))
    return found[0]


def _listing(db: Session, exchange: Exchange, language: Language) -> Listing:
    rows = [row for doubt in doubts.open_of(db, exchange) for row in _rows(db, exchange, doubt, language)]
    return Listing(TITLES, tuple(rows))


def _rows(db: Session, exchange: Exchange, doubt: Doubt, language: Language) -> list[tuple[str, ...]]:
    asked = doubts.waits_on(exchange, doubt)
    who, state = db.get_one(Person, asked).name, states.tag(doubt.state).words.into(language)
    is_asked = doubt.state is DoubtState.ASKED
    days = doubts.offered(db, exchange, doubt) if is_asked else (doubts.wanted(db, exchange, doubt),)
    numbered = enumerate(days, start=1)
    return [(who, state, in_words(exchange, each, language), f"{number}") for number, each in numbered] or [
        (who, state, "", "")
    ]
