"""What must hold of a round that has ended, whatever happened on the way; each gives what breaks it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from domain.places import half_days
from models.events import Stream, Wait
from models.exchanges import Exchange
from models.mails import Mail
from models.offers import Offer
from models.rounds import Round
from models.states import ExchangeState, Half, MailState, RoundState
from tests.stories.test_killed_mailings import Said, said

Taken = tuple[UUID, date, Half] | tuple[UUID, datetime]
TOOK_PLACE = (ExchangeState.HELD, ExchangeState.CLOSED)
NEVER_SENT = (MailState.CARRIED, MailState.OVERTAKEN)


def double_booked(db: Session) -> list[Taken]:
    """Guests with two stays in one half day, and anybody in two sessions that start together."""
    counted: Counter[Taken] = Counter(each for exchange in _lived(db) for each in _takes(exchange))
    return sorted((taken for taken, number in counted.items() if number > 1), key=str)


def _takes(exchange: Exchange) -> Iterator[Taken]:
    for part in exchange.appointments:
        if part.starts_at:
            yield from ((who, part.starts_at) for who in (exchange.guest_id, exchange.host_id))
        else:
            yield from ((exchange.guest_id, day, half) for day, half in half_days(part))


def overfull(db: Session) -> list[str]:
    """Offers with more guests in all, or at a time, than they take."""
    in_all: Counter[UUID] = Counter()
    at_a_time: Counter[tuple[UUID, date, Half]] = Counter()
    for exchange in _lived(db):
        in_all[exchange.offer_id] += 1
        for part in exchange.appointments:
            if not part.starts_at:
                at_a_time.update((exchange.offer_id, *each) for each in half_days(part))
    found = {each.id: each for each in db.scalars(select(Offer))}
    return [f"{id_} in all" for id_, number in in_all.items() if number > found[id_].most] + [
        f"{id_} on {day} {half}"
        for (id_, day, half), number in at_a_time.items()
        if number > found[id_].guests_per_day
    ]


def not_final(db: Session) -> list[str]:
    """Exchanges that are neither closed nor released, and applications served twice."""
    rows = db.execute(select(Exchange.id, Exchange.state, Exchange.application_id)).all()
    unfinished = [f"{id_} {state}" for id_, state, _asks in rows if not state.is_over]
    served = Counter(asks for _id, state, asks in rows if state is ExchangeState.CLOSED)
    return unfinished + [f"application {asks}" for asks, number in served.items() if number > 1]


def undelivered(db: Session) -> list[str]:
    """Streams whose workflow was not told the newest, or has not ended; and waits that are left open."""
    behind = (Stream.delivered_number < Stream.bell_number) | Stream.closed_at.is_(None)
    started = select(Stream.id).where(Stream.bell_number > 0, behind)
    ended = select(Stream.id).where(Stream.closed_at.is_not(None))
    open_ = [each for each in db.scalars(started) if each not in set(db.scalars(ended))]
    return [*open_, *(f"wait of {each}" for each in db.scalars(select(Wait.stream_id)))]


def unsent(db: Session, arrived: list[bytes]) -> list[str]:
    """Mails that were queued and did not come as they were composed."""
    came = set(arrived)
    found = db.scalars(select(Mail).options(undefer(Mail.octets))).all()
    return [
        f"{mail.kind} {mail.state}"
        for mail in found
        if mail.state not in NEVER_SENT and (mail.state is not MailState.SENT or mail.octets not in came)
    ]


def two_versions(arrived: list[bytes]) -> list[Said]:
    """Calendar messages that came with different octets under one name."""
    versions: defaultdict[Said, set[bytes]] = defaultdict(set)
    for octets in arrived:
        if b"text/calendar" in octets:
            versions[said(octets)].add(octets)
    return [name for name, found in versions.items() if len(found) > 1]


def _lived(db: Session) -> list[Exchange]:
    found = select(Exchange).where(Exchange.state.in_(TOOK_PLACE))
    return list(db.scalars(found.options(selectinload(Exchange.appointments))))


def exchanges(db: Session) -> int:
    return len(db.scalars(select(Exchange.id)).all())


def states_of_rounds(db: Session) -> list[RoundState]:
    return list(db.scalars(select(Round.state)))
