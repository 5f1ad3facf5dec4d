"""What turns an exchange around: another host, an illness, the end."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from sqlalchemy import select

from domain import errands, handing_over, illnesses, meetings, withdrawals
from domain.refusals import Invalid
from domain.withdrawals import WORDS
from models import streams
from models.errands import Errand
from models.languages import _
from models.messages import Action
from models.offers import Offer
from models.people import Person
from models.states import ExchangeState, Kind, OfferState
from models.withdrawals import Withdrawal
from web.deeds.at_exchange import AtExchange, Side
from web.deeds.deed import As, Choices, DeedForm, Entry, Occasion, Why, deed
from web.deeds.exchange_words import Whose

WE = "hr"


class Handed(DeedForm):
    to: Annotated[str, As(_("Who hosts or mentors from now on"), Entry.CHOICE)]
    why: Why


class Fallen(DeedForm):
    side: Whose
    first: Annotated[date, As(_("First day on which they cannot come"), Entry.DATE)]
    last: Annotated[date, As(_("Last day"), Entry.DATE)]
    why: Why


class Cancelled(DeedForm):
    who: Annotated[str, As(_("Who cancels"), Entry.CHOICE)]
    reason: Annotated[Withdrawal, As(_("The reason that they give"), Entry.CHOICE)]
    why: Why


def _to_hand_over(at: AtExchange) -> Iterator[Occasion]:
    if at.exchange.state is ExchangeState.CONFIRMED and (found := _others(at)):
        yield Occasion(choices={"to": found}, values=at.phone)


def _others(at: AtExchange) -> Choices:
    """A stay is handed over within its house, a mentoring to somebody who mentors in the round."""
    found = select(Person).where(Person.id.not_in((at.exchange.guest_id, at.exchange.host_id)))
    if at.exchange.kind is Kind.SHADOWING:
        found = found.where(Person.organisation_id == at.exchange.host.organisation_id)
    else:
        giving = select(Offer.person_id).where(Offer.round_id == at.round_.id, Offer.state == OfferState.OPEN)
        found = found.where(Person.id.in_(giving.where(Offer.kind == Kind.MENTORING)))
    rows = at.seen.db.scalars(found.order_by(Person.name, Person.email))
    return tuple((each.email, f"{each.name}, {each.title}" if each.title else each.name) for each in rows)


def _hand_over(at: AtExchange, said: Handed) -> None:
    to = at.seen.db.scalar(select(Person).where(Person.email == said.to))
    if to is None or said.to not in dict(_others(at)):
        raise Invalid(_("Choose one of those offered."))
    behalf = at.behalf(said.why)
    handing_over.hand_over(at.seen.db, at.exchange, to=to, now=at.seen.now, behalf=behalf)


def _to_fall_ill(at: AtExchange) -> Iterator[Occasion]:
    living = at.exchange.state in (ExchangeState.PROPOSED, ExchangeState.CONFIRMED)
    if living and any(meetings.ends(each) > at.seen.now for each in meetings.planned(at.exchange)):
        yield Occasion(choices={"side": at.sides}, values=at.phone)


def _fall_ill(at: AtExchange, said: Fallen) -> None:
    if said.first > said.last:
        raise Invalid(_("The first day comes before the last, within a year."))
    whose, days = at.person(said.side), {"first": said.first, "last": said.last}
    behalf = at.behalf(said.why)
    illnesses.fall_ill(at.seen.db, at.round_.id, whose.id, **days, now=at.seen.now, behalf=behalf)


def _to_cancel(at: AtExchange) -> Iterator[Occasion]:
    if at.exchange.state.is_live:
        who = (*at.sides, (WE, at.say(_("Neither: we cancel it"))))
        reasons = tuple((each.value, at.say(words)) for each, words in WORDS.items())
        yield Occasion(choices={"who": who, "reason": reasons}, values=at.phone)


def _cancel(at: AtExchange, said: Cancelled) -> None:
    db, now, behalf = at.seen.db, at.seen.now, at.behalf(said.why)
    if said.who == WE:
        _call_off(at, said)
    elif said.who in (Side.GUEST, Side.HOST):
        whose = at.person(Side(said.who))
        withdrawals.cancel(db, at.exchange, whose.id, why=said.reason, now=now, behalf=behalf)
    else:
        raise Invalid(_("Choose one of those offered."))


def _call_off(at: AtExchange, said: Cancelled) -> None:
    """As an administrator cancels a case: by whom and why stands written beside it."""
    stream, me = streams.of_exchange(at.exchange.id), at.me()
    errand = Errand(stream_id=stream, action=Action.CANCEL, by_id=me.id, why=said.why, asked_at=at.seen.now)
    at.exchange.withdrawal = said.reason
    errands.ask(at.seen.db, errand)
    errands.carry_out(at.seen.db, errand.id, now=at.seen.now)


CHANGES = (
    deed(
        Fallen,
        _fall_ill,
        code="ill",
        title=_("Somebody is ill or cannot come on some days"),
        button=_("Write it down, and look for other days"),
        offered=_to_fall_ill,
        hint=_("Every stay of theirs in this round that falls on these days waits for a change."),
        shows_plan=True,
    ),
    deed(
        Handed,
        _hand_over,
        code="hand-over",
        title=_("Somebody else hosts or mentors"),
        button=_("Hand it over; days and place stay"),
        offered=_to_hand_over,
        shows_plan=True,
    ),
    deed(
        Cancelled,
        _cancel,
        code="cancel",
        title=_("It will not take place"),
        button=_("Cancel this exchange and tell everybody"),
        offered=_to_cancel,
        shows_plan=True,
        is_grave=True,
    ),
)
