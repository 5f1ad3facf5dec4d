"""What somebody may take back still, and until when."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from domain.own_offers import CHANGEABLE
from domain.second_thoughts import declines, departures, offers_back
from models.applications import Application
from models.exchanges import Exchange
from models.languages import Words, _
from models.offers import Offer
from models.record import Record
from models.rounds import Round
from models.states import ApplicationState, OfferState, RoundState
from web.views.reading import Reading

OVER = (RoundState.ENDED, RoundState.CANCELLED)
SHOWN, FOR_OFFERS = 5, timedelta(days=1)


class Undo(Record):
    """What was done, the button that takes it back, and until when; none where nothing presses."""

    address: str
    done: Words
    button: Words
    until: datetime | None


def of_person(seen: Reading) -> tuple[Undo, ...]:
    """The newest first; what is long past is not looked for."""
    return (*_declined(seen), *_left(seen), *_taken_back(seen))


def of_exchange(seen: Reading, exchange: Exchange) -> Undo | None:
    me = seen.actor.person_id
    until = declines.until(seen.db, exchange, me, now=seen.now)
    if until is None:
        return None
    other = exchange.host if me == exchange.guest_id else exchange.guest
    return Undo(
        address=f"/my/undo/exchanges/{exchange.id}",
        done=_("You have said no to the proposal with {name}. Nobody has been told yet.", name=other.name),
        button=_("Take my no back"),
        until=until,
    )


def of_application(seen: Reading, row: Application, round_: Round) -> Undo | None:
    until = departures.until(seen.db, row, round_, now=seen.now)
    if until is None or row.person_id != seen.actor.person_id:
        return None
    return Undo(
        address=f"/my/undo/applications/{row.id}",
        done=_("You have left the round {name}.", name=round_.name(seen.language)),
        button=_("Come back to the round"),
        until=until,
    )


def of_offer(seen: Reading, row: Offer, round_: Round) -> Undo | None:
    if not offers_back.may_return(row, round_):
        return None
    return Undo(
        address=f"/my/undo/offers/{row.id}",
        done=_("You have taken back your offer in the round {name}.", name=round_.name(seen.language)),
        button=_("Offer the same again"),
        until=None,
    )


def _declined(seen: Reading) -> Iterator[Undo]:
    me = seen.actor.person_id
    mine = or_(Exchange.guest_id == me, Exchange.host_id == me)
    found = select(Exchange).where(mine, Exchange.released_at > seen.now - declines.WINDOW)
    whole = (
        joinedload(Exchange.guest),
        joinedload(Exchange.host),
        selectinload(Exchange.appointments),
        selectinload(Exchange.confirmations),
    )
    newest = found.options(*whole).order_by(Exchange.released_at.desc(), Exchange.id).limit(SHOWN)
    yield from filter(None, (of_exchange(seen, each) for each in seen.db.scalars(newest)))


def _left(seen: Reading) -> Iterator[Undo]:
    mine = (Application.person_id == seen.actor.person_id, Application.state == ApplicationState.WITHDRAWN)
    found = select(Application, Round).join(Round, Round.id == Application.round_id)
    found = found.where(*mine, Application.left_at.is_not(None), Round.state.not_in(OVER))
    rows = seen.db.execute(found.order_by(Application.left_at.desc()).limit(SHOWN)).all()
    yield from filter(None, (of_application(seen, row, round_) for row, round_ in rows))


def _taken_back(seen: Reading) -> Iterator[Undo]:
    mine = (Offer.person_id == seen.actor.person_id, Offer.state == OfferState.WITHDRAWN)
    found = select(Offer, Round).join(Round, Round.id == Offer.round_id)
    recently = Offer.taken_back_at > seen.now - FOR_OFFERS
    found = found.where(*mine, recently, Round.state.in_(CHANGEABLE))
    rows = seen.db.execute(found.order_by(Offer.taken_back_at.desc()).limit(SHOWN)).all()
    yield from filter(None, (of_offer(seen, row, round_) for row, round_ in rows))
