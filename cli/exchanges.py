"""`vaihto exchange`: who goes where, and what guests and hosts said by phone."""

from datetime import date
from pathlib import Path

import click
from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from cli import exchange_rows, options, speech
from cli.carrying_out import heard
from cli.desk import desk, looking, person
from cli.doubts import settle
from cli.exchange_afterwards import again
from cli.exchange_changes import CHANGES
from cli.exchange_money import MONEY
from cli.exchange_rows import meant
from cli.exchange_running import RUNNING
from cli.exchange_texts import TEXTS
from cli.listing import show
from cli.open_dates import OF_EXCHANGES
from cli.parameters import Day
from domain import follow_ups, illnesses
from domain.agreeing import late_yes
from domain.refusals import Invalid, NotFound
from domain.rounds import by_reference
from models.applications import Application
from models.exchanges import Exchange
from models.followups import FollowUp, Note
from models.languages import _, plural
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import Answer, ExchangeState, FollowUpState
from web.words import states

who_of_two = click.option(
    "--person",
    "email",
    required=True,
    metavar="ADDRESS",
    help='Whose word it is; "guest" and "host" will do.',
)


@click.group(name="exchange")
def exchange() -> None:
    """Who goes where, and what they say."""


@exchange.command(name="list")
@click.argument("reference")
@click.option("--state", type=click.Choice([each.value for each in ExchangeState]), help="Only these.")
@speech.language
@options.data
def list_(*, reference: str, state: str | None, data: Path | None) -> None:
    """The exchanges of a round in the order of their first day, and what each waits for."""
    chosen = ExchangeState(state) if state else None
    with looking(data) as db:
        listing = exchange_rows.listing(db, by_reference(db, reference), chosen, speech.reader())
    show(listing)


@exchange.command()
@click.argument("prefix")
@who_of_two
@click.option("--yes/--no", "accepts", required=True, help="What they say to the proposal.")
@options.by
@options.why
@speech.language
@options.data
def answer(*, prefix: str, email: str, accepts: bool, by: str, why: str, data: Path | None) -> None:
    """Write down the guest's or the host's word on the proposal whose id begins with PREFIX."""
    word = Answer.ACCEPTED if accepts else Answer.DECLINED
    with desk(data) as at:
        found = meant(at.db, prefix)
        behalf = at.behalf(by, why=why, of=at.db.get_one(Round, found.round_id))
        whose = _side(at.db, found, email)
        lives = late_yes.answer(at.db, found, whose.id, word, now=at.now, behalf=behalf)
        state = states.tag(lives.state).words
    speech.say(_("{name}: the answer is recorded. The exchange: {state}.", name=whose.name, state=state))


@exchange.command()
@click.option("--person", "email", required=True, metavar="ADDRESS", help="Who cannot come.")
@options.of_round
@click.option("--from", "first", type=Day(), required=True, help='The first day, as in "6.4.2027".')
@click.option("--to", "last", type=Day(), required=True, help="The last day.")
@options.by
@heard
@speech.language
@options.data
def ill(*, email: str, reference: str, first: date, last: date, by: str, why: str, data: Path | None) -> None:
    """Somebody cannot come on some days: their stays then are broken off, and planned again."""
    if first > last:
        raise Invalid(_("The first day comes before the last, within a year."))
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        behalf = at.behalf(by, why=why, of=round_)
        whose = _participant(at.db, email, round_)
        broken = illnesses.fall_ill(
            at.db, round_.id, whose.id, first=first, last=last, now=at.now, behalf=behalf
        )
    if broken:
        speech.say(
            plural(
                "{number} exchange waits for a change.", "{number} exchanges wait for a change.", len(broken)
            )
        )
    else:
        speech.say(_("The days are noted. No exchange falls on them."))


@exchange.command()
@click.argument("prefix")
@who_of_two
@click.option("--days", type=int, help="Which question: 0, 30 or 180; else the first unanswered.")
@click.option("--learnt", default="", help="What they learnt.")
@click.option("--tried", default="", help="What they tried at home.")
@click.option("--passed-on", default="", help="Whom they have told.")
@click.option("--practice", default="", help="What others could use too: its name.")
@click.option("--effect", default="", help="What has changed by it.")
@click.option("--useful", type=click.IntRange(1, 5), help="How useful it was.")
@options.by
@options.why
@speech.language
@options.data
def note(
    *, prefix: str, email: str, days: int | None, by: str, why: str, data: Path | None, **said: object
) -> None:
    """Write down an answer to the follow-up of the exchange whose id begins with PREFIX."""
    with desk(data) as at:
        found = meant(at.db, prefix)
        behalf = at.behalf(by, why=why, of=at.db.get_one(Round, found.round_id))
        whose = _side(at.db, found, email)
        rows = follow_ups.of_exchange(at.db, found.id)
        question = _unanswered(rows, whose, days)
        follow_ups.answer(at.db, question, Note.model_validate(said), now=at.now, behalf=behalf)
    speech.say(
        _("{name}: the note after {days} days is recorded.", name=whose.name, days=question.days_after)
    )


for change in (*CHANGES, *TEXTS, *RUNNING, *MONEY, *OF_EXCHANGES, again, settle):
    exchange.add_command(change)


def _side(db: Session, found: Exchange, said: str) -> Person:
    """The guest or the host by that word, anybody by their address."""
    return {"guest": found.guest, "host": found.host}.get(said) or person(db, said)


def _participant(db: Session, email: str, round_: Round) -> Person:
    whose = person(db, email)
    asks = select(Application.id).where(Application.person_id == whose.id, Application.round_id == round_.id)
    gives = select(Offer.id).where(Offer.person_id == whose.id, Offer.round_id == round_.id)
    if not db.scalars(union_all(asks, gives)).first():
        raise NotFound(_("{name} takes no part in {round}.", name=whose.name, round=round_.reference))
    return whose


def _unanswered(rows: list[FollowUp], whose: Person, days: int | None) -> FollowUp:
    """The question that was meant; an answer that comes after its time is as welcome."""
    mine = [each for each in rows if each.person_id == whose.id and days in (None, each.days_after)]
    open_ = [each for each in mine if each.state is not FollowUpState.ANSWERED]
    if not mine:
        raise NotFound(_("{name} has not been asked for such a note.", name=whose.name))
    return (open_ or mine)[0]
