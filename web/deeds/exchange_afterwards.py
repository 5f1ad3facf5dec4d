"""What came of an exchange: whether they met, what they learnt, whether they meet again."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from sqlalchemy import select

from domain import follow_ups, meetings, presence
from domain.afterwards import visits
from domain.refusals import Conflict, Invalid
from models.followups import FollowUp, Note
from models.languages import _
from models.presences import Came
from models.states import ExchangeState, FollowUpState, Kind
from web.deeds.at_exchange import AtExchange, Side
from web.deeds.deed import As, DeedForm, Entry, Occasion, Why, deed
from web.deeds.exchange_words import SAID, Whose, row_of
from web.words.presences import CAME

AGAIN_DAYS = 1
OVER = (ExchangeState.HELD, ExchangeState.CLOSED)
DEGREES = tuple((f"{number}", f"{number}") for number in range(1, 6))


class Told(DeedForm):
    side: Whose
    came: Annotated[Came, SAID]
    words: Annotated[str, As(_("In their words"), Entry.AREA)] = ""
    why: Why


class Absent(StrEnum):
    NOBODY = "nobody"
    GUEST = "guest"
    HOST = "host"


class Decided(DeedForm):
    absent: Annotated[Absent, As(_("Who did not come"), Entry.CHOICE)]
    why: Why


class Again(DeedForm):
    first: Annotated[date, As(_("First day of the new visit"), Entry.DATE)]
    days: Annotated[int, As(_("How many working days"), Entry.NUMBER)] = AGAIN_DAYS


class Noted(DeedForm):
    learnt: Annotated[str, As(_("What they learnt"), Entry.AREA)] = ""
    tried: Annotated[str, As(_("What they tried at home"), Entry.AREA)] = ""
    passed_on: Annotated[str, As(_("Whom they have told"), Entry.AREA)] = ""
    useful: Annotated[int | None, As(_("How useful it was, from 1 to 5"), Entry.CHOICE)] = None
    practice: Annotated[str, As(_("What others could use too: its name"))] = ""
    effect: Annotated[str, As(_("What has changed by it"), Entry.AREA)] = ""
    why: Why


def _to_report(at: AtExchange) -> Iterator[Occasion]:
    if _has_begun(at):
        came = tuple((each.value, at.say(words)) for each, words in CAME.items())
        yield Occasion(choices={"side": at.sides, "came": came}, values=at.phone)


def _has_begun(at: AtExchange) -> bool:
    states = (ExchangeState.CONFIRMED, ExchangeState.HELD)
    planned = meetings.planned(at.exchange)
    return at.exchange.state in states and any(meetings.begins(each) <= at.seen.now for each in planned)


def _report(at: AtExchange, said: Told) -> None:
    whose, behalf, now = at.person(said.side), at.behalf(said.why), at.seen.now
    db, exchange = at.seen.db, at.exchange
    presence.say(db, exchange, whose.id, said.came, words=said.words, now=now, behalf=behalf)


def _to_decide(at: AtExchange) -> Iterator[Occasion]:
    if _has_begun(at):
        absent = ((Absent.NOBODY.value, at.say(_("Nobody: they met"))), *at.sides)
        yield Occasion(choices={"absent": absent}, values=at.phone)


def _decide(at: AtExchange, said: Decided) -> None:
    absent = None if said.absent is Absent.NOBODY else at.person(Side(said.absent.value))
    presence.decide(at.seen.db, at.exchange, absent, now=at.seen.now, behalf=at.behalf(said.why))


def _to_meet_again(at: AtExchange) -> Iterator[Occasion]:
    if at.exchange.kind is Kind.SHADOWING and at.exchange.state in OVER:
        yield Occasion(values={"days": f"{AGAIN_DAYS}"})


def _meet_again(at: AtExchange, said: Again) -> None:
    visits.again(at.seen.db, at.exchange, said.first, days=said.days, now=at.seen.now)


def _to_note(at: AtExchange) -> Iterator[Occasion]:
    for row in follow_ups.of_exchange(at.seen.db, at.exchange.id):
        if row.state is not FollowUpState.ANSWERED:
            about = _("{name}, after {days} days", name=at.named(row.person_id), days=row.days_after)
            yield Occasion(f"{row.id}", about, {"useful": (("", "–"), *DEGREES)}, at.phone)


def _note(at: AtExchange, said: Noted) -> None:
    mine = (FollowUp.exchange_id == at.exchange.id, FollowUp.id == row_of(at))
    row = at.seen.db.scalar(select(FollowUp).where(*mine).with_for_update())
    if row is None:
        raise Conflict(_("This question is not open any more."))
    note = Note(**said.model_dump(exclude={"why"}))
    if note == Note():
        raise Invalid(_("Write at least one answer."))
    follow_ups.answer(at.seen.db, row, note, now=at.seen.now, behalf=at.behalf(said.why))


AFTERWARDS = (
    deed(
        Told,
        _report,
        code="presence",
        title=_("Write down whether they met, as one of them tells it"),
        button=_("Write it down"),
        offered=_to_report,
        shows_plan=True,
    ),
    deed(
        Decided,
        _decide,
        code="decide",
        title=_("Decide who came, after talking with both"),
        button=_("Record the decision"),
        offered=_to_decide,
        shows_plan=True,
    ),
    deed(
        Noted,
        _note,
        code="note",
        title=_("Write down a note for them"),
        button=_("Keep the note"),
        offered=_to_note,
    ),
    deed(
        Again,
        _meet_again,
        code="again",
        title=_("Propose another visit of the same two"),
        button=_("Ask both about these days"),
        offered=_to_meet_again,
    ),
)
