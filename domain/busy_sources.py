"""Where people's busy times come from: a file that was brought, or an address that is read every day."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, or_, select, union
from sqlalchemy.orm import Session

from domain import mails
from domain.busy_trouble import WORDS, Trouble
from domain.refusals import Conflict, Invalid
from domain.slots import MENTORING_WEEKS
from invites.busy import Asked
from invites.busy_contexts import BusyTrouble
from invites.busy_events import Span
from models.applications import Application
from models.feeds import BusySource, BusyTime
from models.languages import _
from models.offers import Offer
from models.people import Alias, Person
from models.rounds import Round
from models.states import ApplicationState, BusyKind, Kind, OfferState, RoundState
from models.timeline import moment

FRESH = timedelta(hours=20)  # an address is read once a day
PAUSE = timedelta(hours=1)  # before it is tried again
SILENCE = timedelta(days=7)  # between two letters about trouble
OVER = (RoundState.ENDED, RoundState.CANCELLED)


def asked_of(db: Session, person: Person, *, now: datetime) -> Asked:
    """The days of the rounds in which somebody takes part; refused where none are to come."""
    rounds = _rounds_of(db, person)
    until = max((_end(each) for each in rounds), default=now)
    if until <= now:
        raise Conflict(_("{name} takes part in no round that is to come.", name=person.name))
    since = max(now, min(moment(each.first_day, time()) for each in rounds))
    aliases = db.scalars(select(Alias.email).where(Alias.person_id == person.id).order_by(Alias.email))
    return Asked(since=since.astimezone(UTC), until=until, addresses=(person.email, *aliases))


def bring(db: Session, person: Person, times: Iterable[Span], *, now: datetime) -> BusySource:
    """Keep what a file said; a newer file takes the place of an older one."""
    earlier = select(BusySource).where(BusySource.person_id == person.id, BusySource.kind == BusyKind.FILE)
    for each in db.scalars(earlier):
        remove(db, each)
    source = BusySource(person_id=person.id, kind=BusyKind.FILE, made_at=now)
    db.add(source)
    db.flush()
    keep(db, source, times, now=now)
    return source


def add(
    db: Session,
    person: Person,
    address: str,
    *,
    login: str | None = None,
    password_in: str | None = None,
    now: datetime,
) -> BusySource:
    """Read an address every day from now on; with a login it is a CalDAV calendar."""
    source = BusySource(
        person_id=person.id,
        kind=BusyKind.CALDAV if login else BusyKind.ADDRESS,
        address=tidy(address),
        login=login,
        password_in=password_in,
        made_at=now,
    )
    db.add(source)
    db.flush()
    return source


def tidy(address: str) -> str:
    """An https address without a sign-in in it; `webcal:` is what calendars call the same."""
    found = address.strip()
    if found.lower().startswith("webcal:"):
        found = "https" + found[len("webcal") :]
    if not is_fit(found):
        raise Invalid(_("The address of a calendar begins with https:// and holds no user name or password."))
    return found


def is_fit(address: str) -> bool:
    """Whether it is an https address without a sign-in in it."""
    try:
        parts = urlsplit(address)
        is_there = bool(parts.hostname) and parts.port != 0  # asking for the port judges it
    except ValueError:
        return False
    return parts.scheme == "https" and is_there and "@" not in parts.netloc


def remove(db: Session, source: BusySource) -> None:
    """Forget a source and all that it said."""
    db.execute(delete(BusyTime).where(BusyTime.source_id == source.id))
    db.execute(delete(BusySource).where(BusySource.id == source.id))
    db.flush()


def keep(db: Session, source: BusySource, times: Iterable[Span], *, now: datetime) -> None:
    """What was read takes the place of what was known."""
    db.execute(delete(BusyTime).where(BusyTime.source_id == source.id))
    db.add_all(BusyTime(source_id=source.id, starts_at=start, ends_at=end) for start, end in times)
    source.read_at = source.tried_at = now
    source.trouble = None
    db.flush()


def fail(db: Session, source: BusySource, trouble: Trouble, *, now: datetime) -> None:
    """Earlier times stay; the owner is written to, at most once a week, and never before a round opens."""
    source.tried_at = now
    source.trouble = trouble.value
    if source.told_at is not None and now - source.told_at < SILENCE:
        return
    person = db.get_one(Person, source.person_id)
    rounds = [each for each in _rounds_of(db, person) if each.state is not RoundState.DRAFT]
    if not rounds:
        return
    source.told_at = now
    letter = _letter(db, source, trouble, to=person, about=rounds[0])
    mails.queue(db, letter, key=f"busy:{source.id}:{now:%Y-%m-%d}", to=person, about=rounds[0], now=now)


def due(*, now: datetime, of: Iterable[UUID] | None = None) -> Select[BusySource]:
    """Addresses not read today and not tried just now; `of` are people whose times are needed fresher."""
    is_rested = BusySource.tried_at.is_(None) | (BusySource.tried_at <= now - PAUSE)
    found = select(BusySource).where(BusySource.kind != BusyKind.FILE, is_rested).order_by(BusySource.id)
    if of is not None:
        return found.where(BusySource.person_id.in_(of))
    return found.where(BusySource.read_at.is_(None) | (BusySource.read_at <= now - FRESH))


def forget(db: Session, *, now: datetime) -> None:
    """What is past, and the files of people who take part in nothing any more."""
    db.execute(delete(BusyTime).where(BusyTime.ends_at <= now))
    for each in db.scalars(select(BusySource).where(BusySource.kind == BusyKind.FILE)):
        if not _rounds_of(db, db.get_one(Person, each.person_id)):
            remove(db, each)


def server(source: BusySource) -> str:
    """All that is ever told of an address; nothing for a file."""
    return urlsplit(source.address or "").hostname or ""


def taking_part(db: Session, round_: Round) -> list[UUID]:
    """Everybody who asks or gives in a round."""
    asks = select(Application.person_id).where(Application.round_id == round_.id, *_ASKING)
    gives = select(Offer.person_id).where(Offer.round_id == round_.id, *_GIVING)
    return list(db.scalars(union(asks, gives)))


_ASKING: tuple[ColumnElement[bool], ...] = (Application.state != ApplicationState.WITHDRAWN,)
_GIVING: tuple[ColumnElement[bool], ...] = (Offer.state == OfferState.OPEN,)


def _rounds_of(db: Session, person: Person) -> list[Round]:
    """Rounds that are not over, the next one first."""
    asks = select(Application.round_id).where(Application.person_id == person.id, *_ASKING)
    gives = select(Offer.round_id).where(Offer.person_id == person.id, *_GIVING)
    found = select(Round).where(Round.state.not_in(OVER), or_(Round.id.in_(asks), Round.id.in_(gives)))
    return list(db.scalars(found.order_by(Round.first_day, Round.reference)))


def _end(round_: Round) -> datetime:
    weeks = MENTORING_WEEKS if Kind.MENTORING in round_.kinds else 0
    last = max(round_.last_day, round_.first_day + timedelta(weeks=weeks))
    return moment(last + timedelta(days=1), time())


def _letter(db: Session, source: BusySource, trouble: Trouble, *, to: Person, about: Round) -> BusyTrouble:
    head = mails.heading(db, about, to)
    return BusyTrouble(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        server=server(source),
        reason=WORDS[trouble],
        read_at=source.read_at,
    )
