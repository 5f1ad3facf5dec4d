"""Colleagues whom a pair brings along: in the calendar invitation, without an account, within a limit."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import invitations
from domain.events import record
from domain.refusals import Conflict, Invalid, NotAllowed, NotFound
from invites.meetings import ADDRESS
from models import streams
from models.exchanges import Colleague, Exchange
from models.facts import ParticularsChanged
from models.languages import Language, _
from models.people import Alias, Person
from models.rounds import Round
from models.states import ExchangeState


def bring(
    db: Session,
    exchange: Exchange,
    colleague: Colleague,
    *,
    by: Person,
    now: datetime,
) -> Colleague:
    """The guest or the host brings somebody along, who is invited as an optional attendee.

    `by` wrote it down: one of the two, or a coordinator.
    """
    _check(db, exchange, colleague)
    colleague.added_at = now
    exchange.colleagues.append(colleague)
    _follow(db, exchange, by=by, now=now)
    return colleague


def leave_out(db: Session, exchange: Exchange, email: str, *, by: Person, now: datetime) -> None:
    """They get a cancellation of their own; the meeting goes on."""
    wanted = email.strip().lower()
    found = next((each for each in exchange.colleagues if each.email == wanted), None)
    if found is None:
        raise NotFound(_("{email} has not been brought along.", email=email))
    exchange.colleagues.remove(found)
    _follow(db, exchange, by=by, now=now)


def a_colleague(
    exchange: Exchange, *, of: Person, name: str, email: str, language: Language | None, is_asked: bool
) -> Colleague:
    """Somebody of one of the pair; in that one's language if no other is given."""
    return Colleague(
        exchange_id=exchange.id,
        brought_by_id=of.id,
        name=" ".join(name.split()),
        email=email.strip().lower(),
        language=language or of.language,
        is_asked=is_asked,
    )


def _check(db: Session, exchange: Exchange, colleague: Colleague) -> None:
    if not exchange.state.is_live:
        raise Conflict(_("The exchange is over: nothing in it changes any more."))
    if colleague.brought_by_id not in (exchange.guest_id, exchange.host_id):
        raise NotAllowed(_("Only the guest and the host bring somebody along."))
    if not (colleague.email.isascii() and ADDRESS.fullmatch(colleague.email)) or not colleague.name:
        raise Invalid(_("A colleague needs a name and a mail address."))
    if colleague.email in _known(db, exchange):
        raise Conflict(_("{email} is invited already.", email=colleague.email))
    most = db.get_one(Round, exchange.round_id).most_colleagues
    if len(exchange.colleagues) >= most:
        raise Conflict(_("At most {most} colleagues come along in this round.", most=most))


def _known(db: Session, exchange: Exchange) -> set[str]:
    aliases = select(Alias.email).where(Alias.person_id.in_((exchange.guest_id, exchange.host_id)))
    pair = {exchange.guest.email, exchange.host.email, *db.scalars(aliases)}
    return pair | {each.email for each in exchange.colleagues}


def _follow(db: Session, exchange: Exchange, *, by: Person, now: datetime) -> None:
    db.flush()
    if exchange.state is ExchangeState.CONFIRMED:
        invitations.follow(db, exchange, now=now)
    fact = ParticularsChanged(exchange_id=exchange.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=by.id)
