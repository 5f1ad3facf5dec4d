"""Calendars to subscribe to: a person's own entries, and for HR those of an organisation."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from domain import feed_entries
from domain.refusals import NotAllowed, NotFound
from invites.feed import Subscription
from models.feeds import Feed
from models.languages import _
from models.links import LinkKey
from models.organisations import Organisation
from models.people import Appointee, Person
from models.states import Role

TOKEN_OCTETS = 24  # 192 random bits
UNLAID = "http://127.0.0.1"
KEPT = timedelta(days=400)  # how long past entries are shown
OVERSEEING = (Role.HR, Role.COORDINATOR, Role.ADMINISTRATOR)
OWN_COLOUR, ORGANISATIONS_COLOUR = "seagreen", "steelblue"


def renew(
    db: Session,
    person: Person,
    *,
    of: Organisation | None = None,
    alarm_minutes: int | None = None,
    now: datetime,
) -> str:
    """Give a person a new address and end the old one; the token is told this once and not kept."""
    if of is not None and not _oversees(db, person.id, of.id):
        raise NotAllowed(
            _(
                "{name} has no role that looks after {organisation}: HR, coordinator or administrator.",
                name=person.name,
                organisation=of.code,
            )
        )
    _end(db, person, of, now=now)
    token = secrets.token_urlsafe(TOKEN_OCTETS)
    db.add(
        Feed(
            person_id=person.id,
            organisation_id=of.id if of else None,
            token_hash=_hash(token),
            alarm_minutes=alarm_minutes,
            made_at=now,
        )
    )
    db.flush()
    return token


def revoke(db: Session, person: Person, *, of: Organisation | None = None, now: datetime) -> None:
    """The address leads nowhere from now on."""
    if not _end(db, person, of, now=now):
        raise NotFound(_("{name} has no such calendar address.", name=person.name))


def address(db: Session, token: str) -> str:
    """Where a feed is, for those outside too; before the first `vaihto up` nobody knows our port."""
    laid = db.get(LinkKey, 1)
    base = laid.address if laid and laid.address else UNLAID
    return f"{base}/feeds/{token}.ics"


def are_reached(db: Session) -> bool:
    """Whether people can subscribe: not where mails leave and nobody has said how our pages are reached."""
    laid = db.get(LinkKey, 1)
    return laid is None or laid.address != ""


def find(db: Session, token: str) -> Feed | None:
    """The living feed behind an address; the same work whether there is one or not."""
    found = select(Feed).where(Feed.token_hash == _hash(token), Feed.revoked_at.is_(None))
    feed = db.scalar(found.options(joinedload(Feed.person)))
    if feed and feed.organisation_id and not _oversees(db, feed.person_id, feed.organisation_id):
        return None
    return feed


def subscription(db: Session, feed: Feed, *, source: str, now: datetime) -> Subscription:
    """All that a feed shows at a moment, in its owner's language."""
    language = feed.person.language
    if feed.organisation_id:
        of = db.get_one(Organisation, feed.organisation_id)
        told = feed_entries.of_organisation(db, of, language, ended_after=now - KEPT)
        name = _("Vaihto: {organisation}", organisation=of.name(language))
    else:
        told = feed_entries.of_person(db, feed.person, ended_after=now - KEPT)
        name = _("Vaihto: visits and mentoring")
    return Subscription(
        uid=str(feed.id),
        name=name.into(language),
        colour=ORGANISATIONS_COLOUR if feed.organisation_id else OWN_COLOUR,
        source=source,
        changed_at=max(told.changed_at or feed.made_at, feed.made_at),
        entries=told.entries,
        takes_time=feed.organisation_id is None,
        alarm_minutes=feed.alarm_minutes,
    )


def _end(db: Session, person: Person, of: Organisation | None, *, now: datetime) -> int:
    shown = Feed.organisation_id == of.id if of else Feed.organisation_id.is_(None)
    living = db.scalars(select(Feed).where(Feed.person_id == person.id, shown, Feed.revoked_at.is_(None)))
    ended = list(living)
    for each in ended:
        each.revoked_at = now
    db.flush()
    return len(ended)


def _oversees(db: Session, person_id: UUID, organisation_id: UUID) -> bool:
    """A role for one round is not enough: the feed shows all rounds."""
    roles = select(Appointee.id).where(Appointee.person_id == person_id, Appointee.role.in_(OVERSEEING))
    reach = or_(Appointee.organisation_id.is_(None), Appointee.organisation_id == organisation_id)
    return db.scalars(roles.where(Appointee.round_id.is_(None), reach).limit(1)).first() is not None


def _hash(token: str) -> bytes:
    """A random token needs neither salt nor slowness; what is stored opens nothing."""
    return hashlib.sha256(token.encode()).digest()
