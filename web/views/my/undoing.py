"""What somebody may take back still, and until when."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, or_, select
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
PERSON: BindParameter[UUID] = bindparam("person")
SINCE: BindParameter[datetime] = bindparam("since")
DECLINED = (
    select(Exchange)
    .where(or_(Exchange.guest_id == PERSON, Exchange.host_id == PERSON), Exchange.released_at > SINCE)
    .options(
        joinedload(Exchange.guest),
        joinedload(Exchange.host),
        selectinload(Exchange.appointments),
        selectinload(Exchange.confirmations),
    )
    .order_by(Exchange.released_at.desc(), Exchange.id)
    .limit(SHOWN)
)
LEFT = (
    select(Application, Round)
    .join(Round, Round.id == Application.round_id)
    .where(Application.person_id == PERSON, Application.state == ApplicationState.WITHDRAWN)
    .where(Application.left_at.is_not(None), Round.state.not_in(OVER))
    .order_by(Application.left_at.desc())
    .limit(SHOWN)
)
TAKEN_BACK = (
    select(Offer, Round)
    .join(Round, Round.id == Offer.round_id)
    .where(Offer.person_id == PERSON, Offer.state == OfferState.WITHDRAWN)
    .where(Offer.taken_back_at > SINCE, Round.state.in_(tuple(CHANGEABLE)))
    .order_by(Offer.taken_back_at.desc())
    .limit(SHOWN)
)


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
    asked = {"person": seen.actor.person_id, "since": seen.now - declines.WINDOW}
    yield from filter(None, (of_exchange(seen, each) for each in seen.db.scalars(DECLINED, asked)))


def _left(seen: Reading) -> Iterator[Undo]:
    rows = seen.db.execute(LEFT, {"person": seen.actor.person_id}).all()
    yield from filter(None, (of_application(seen, row, round_) for row, round_ in rows))


def _taken_back(seen: Reading) -> Iterator[Undo]:
    asked = {"person": seen.actor.person_id, "since": seen.now - FOR_OFFERS}
    rows = seen.db.execute(TAKEN_BACK, asked).all()
    yield from filter(None, (of_offer(seen, row, round_) for row, round_ in rows))
