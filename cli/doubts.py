"""`vaihto exchange settle`: what somebody meant by a no in the calendar, when they say it by phone."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from cli import options, speech
from cli.carrying_out import At, Said, carry_out, heard, only_plan
from cli.desk import looking
from cli.exchange_rows import meant
from cli.listing import Listing, show
from domain import doubt_answers, doubts
from domain.day_words import in_words
from domain.refusals import Invalid, NotFound
from models.doubts import Doubt
from models.exchanges import Exchange
from models.languages import Language, _
from models.people import Person
from models.states import Answer, DoubtState
from web.words import states

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
@click.option("--days", type=int, help="Which of the possible days, for other.")
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
    days: int | None,
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


def _mean(at: At, doubt: Doubt, word: str, days: int | None, *, keeps_else: bool) -> None:
    db, exchange, now = at.desk.db, at.exchange, at.desk.now
    if word == "keep":
        doubt_answers.keep(db, exchange, doubt, now=now, behalf=at.behalf)
    elif word == "cancel":
        doubt_answers.cancel(db, exchange, doubt, now=now, behalf=at.behalf)
    elif days is None or not 1 <= days <= len(doubt.possible):
        raise Invalid(_("Say which of the possible days: --days 1, 2 ..."))
    else:
        chosen = doubt.possible[days - 1]
        doubt_answers.choose(db, exchange, doubt, chosen, keeps_else=keeps_else, now=now, behalf=at.behalf)


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
