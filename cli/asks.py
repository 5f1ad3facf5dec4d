"""`vaihto ask`: what people are being asked, and what they said by phone."""

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import options, speech
from cli.desk import desk, looking
from cli.listing import Listing, show
from domain import rounds
from domain.asks import asking, asks
from domain.asks.questions import question
from domain.refusals import Invalid, NotFound
from invites import dates
from models import streams
from models.asks import Ask, AskState, Filled, Reply
from models.exchanges import Exchange
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.workshops import Workshop

TITLES = (_("Question"), _("To"), _("What"), _("Answers"), _("Until"))


@click.group()
def ask() -> None:
    """What people are being asked by mail, and their answers by phone."""


@ask.command(name="list")
@options.of_round
@speech.language
@options.data
def list_(*, data: Path | None, reference: str) -> None:
    """The open questions of a round, its exchanges and its workshops, the most urgent first."""
    language = speech.reader()
    with looking(data) as db:
        rows = []
        for each in _open(db, rounds.by_reference(db, reference)):
            page = question(each.about).look(db, each, language)
            rows.append(
                (
                    str(each.id)[-8:],
                    db.get_one(Person, each.whose_id).name,
                    page.title.into(language),
                    ", ".join(option.word for option in page.options),
                    dates.moment(each.deadline, language),
                )
            )
    show(Listing(TITLES, tuple(rows)))


@ask.command()
@click.argument("number", metavar="QUESTION")
@click.argument("word")
@click.option("--fill", "fills", multiple=True, metavar="FIELD=TEXT", help="What they said beside it.")
@options.by
@options.why
@speech.language
@options.data
def answer(*, number: str, word: str, fills: tuple[str, ...], by: str, why: str, data: Path | None) -> None:
    """Write down what somebody said by phone. QUESTION is as `vaihto ask list` names it."""
    filled = tuple(_filled(each) for each in fills)
    with desk(data) as at:
        found = _named(at.db, number)
        behalf = at.behalf(by, why=why, of=_round(at.db, found))
        asking.answer(at.db, found, Reply(word=word, filled=filled), now=at.now, behalf=behalf)
        name = at.db.get_one(Person, found.whose_id).name
    speech.say(_("The answer of {name} is written down.", name=name))


def _filled(text: str) -> Filled:
    name, equals, value = text.partition("=")
    if not equals:
        raise Invalid(_("Write fields as FIELD=TEXT."))
    return Filled(name=name.strip(), value=value.strip())


def _open(db: Session, round_: Round) -> list[Ask]:
    exchanges = select(Exchange.id).where(Exchange.round_id == round_.id)
    workshops = select(Workshop.id).where(Workshop.round_id == round_.id)
    mine = [streams.of_exchange(each) for each in db.scalars(exchanges)]
    mine += [streams.of_workshop(each) for each in db.scalars(workshops)]
    found = select(Ask).where(Ask.state == AskState.OPEN).order_by(Ask.deadline, Ask.id)
    here = {streams.of_round(round_.id), *mine}
    return [each for each in db.scalars(found) if each.stream_id in here]


def _named(db: Session, number: str) -> Ask:
    found = [each for each in db.scalars(select(Ask)) if str(each.id).endswith(number.lower())]
    if len(found) != 1:
        raise NotFound(_("There is no question called {number}.", number=number))
    return found[0]


def _round(db: Session, ask: Ask) -> Round:
    case = asks.case(db, ask)
    return case if isinstance(case, Round) else db.get_one(Round, case.round_id)
