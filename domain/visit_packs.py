"""What to know before coming, and where to meet online: edited at any time, calendars follow.

Texts keep SEQUENCE and every answer; another place is a new question (`invites.issue`).
"""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, invitations
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from invites.meetings import WEB_ADDRESS
from models import streams
from models.exchanges import Exchange
from models.facts import ParticularsChanged
from models.languages import _
from models.offers import Offer, VisitPack
from models.people import Person
from models.states import ExchangeState

LONGEST = 2000


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What is to be said anew; None leaves a text as it is, an empty one takes it away."""

    ask_for: str | None = None
    place: str | None = None
    dress: str | None = None
    parking: str | None = None
    bring: str | None = None
    programme: str | None = None

    def of(self, pack: VisitPack) -> VisitPack:
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return pack.model_copy(update={name: text.strip() for name, text in said.items() if text is not None})


def edit_for_everybody(db: Session, offer: Offer, edit: Edit, *, by: Person, now: datetime) -> list[Exchange]:
    """The offer's own pack; returns the confirmed exchanges whose calendars have followed."""
    offer.visit_pack = _checked(edit.of(offer.visit_pack))
    db.flush()
    mine = (Exchange.offer_id == offer.id) & (Exchange.state == ExchangeState.CONFIRMED)
    found = [exchanges.load(db, each) for each in sorted(db.scalars(select(Exchange.id).where(mine)))]
    for exchange in found:
        _follow(db, exchange, by=by, now=now)
    return found


def edit_for_one(db: Session, exchange: Exchange, edit: Edit, *, by: Person, now: datetime) -> None:
    """What differs in one exchange; an empty text is again as for everybody."""
    _refuse_what_is_over(exchange)
    exchange.visit_pack = _checked(edit.of(exchange.visit_pack or VisitPack()))
    _follow(db, exchange, by=by, now=now)


def meet_at(db: Session, exchange: Exchange, link: str, *, by: Person, now: datetime) -> None:
    """Where they meet online: any https address; an empty one takes it away."""
    _refuse_what_is_over(exchange)
    check_link(link)
    exchange.online_link = link or None
    _follow(db, exchange, by=by, now=now)


def check_link(link: str) -> None:
    if link and not (link.startswith("https://") and WEB_ADDRESS.fullmatch(link)):
        raise Invalid(_("A link to a meeting begins with https:// and has no spaces."))


def _follow(db: Session, exchange: Exchange, *, by: Person, now: datetime) -> None:
    db.flush()
    if exchange.state is ExchangeState.CONFIRMED:
        invitations.follow(db, exchange, now=now)
    fact = ParticularsChanged(exchange_id=exchange.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=by.id)


def _refuse_what_is_over(exchange: Exchange) -> None:
    if not exchange.state.is_live:
        raise Conflict(_("The exchange is over: nothing in it changes any more."))


def _checked(pack: VisitPack) -> VisitPack:
    texts = list(pack.model_dump().values())
    if any(holds_identity_code(text) for text in texts):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    if any(len(text) > LONGEST for text in texts):
        raise Invalid(_("A text is at most {most} characters long.", most=LONGEST))
    return pack
