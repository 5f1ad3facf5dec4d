"""Addresses that are told of facts: which, how far each has come, and what becomes of one that is silent."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from domain import mails, news
from domain.access.actors import Actor
from domain.access.policy import Action, can
from domain.busy_sources import is_fit
from domain.integrations import reach_of
from domain.news import News
from domain.refusals import Invalid, NotAllowed, NotFound
from invites.mail_contexts import WebhookPaused
from models.events import Event
from models.integrations import NewsNumber, Webhook
from models.languages import _
from models.people import Person
from models.rounds import Round

PATIENCE = timedelta(days=3)  # of failures, before a human must look
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
BEGINS = "whsec_"


@dataclass(frozen=True)
class Wish:
    """What is to be told, and where. No types: all."""

    name: str
    address: str
    types: tuple[str, ...] = ()
    organisation_id: UUID | None = None
    round_id: UUID | None = None


def make(db: Session, wish: Wish, *, by: Person, actor: Actor, now: datetime) -> Webhook:
    """Told of what happens from now on."""
    if not is_fit(wish.address):
        raise Invalid(_("The address begins with https:// and holds no user name or password."))
    if wish.organisation_id and wish.round_id:
        raise Invalid(_("Choose an organisation or a round, not both."))
    if not can(actor, Action.APPOINT, reach_of(db, wish.organisation_id, wish.round_id)).is_allowed:
        raise NotAllowed(_("You cannot give away more than you hold yourself."))
    made = Webhook(
        **vars(wish),
        secret=BEGINS + secrets.token_urlsafe(32),
        told=news.newest(db),
        attempts=0,
        made_by_id=by.id,
        made_at=now,
    )
    db.add(made)
    db.flush()
    return made


def mine(db: Session, webhook_id: UUID, *, actor: Actor) -> Webhook:
    """One that somebody may change."""
    webhook = db.get(Webhook, webhook_id, with_for_update=True)
    if webhook is None or webhook.ended_at or not keeps(db, actor, webhook):
        raise NotFound(_("There is no such webhook."))
    return webhook


def keeps(db: Session, actor: Actor, webhook: Webhook) -> bool:
    return can(actor, Action.APPOINT, reach_of(db, webhook.organisation_id, webhook.round_id)).is_allowed


def resume(webhook: Webhook) -> None:
    """Go on where it stopped, at once."""
    webhook.paused_at = webhook.failing_since = webhook.next_try_at = webhook.trouble = None
    webhook.attempts = 0


def replay(webhook: Webhook, after: int) -> None:
    """Tell again what came after a number; each under the id that it had."""
    if not 0 <= after <= webhook.told:
        raise Invalid(_("Choose a number up to {number}: so far it has been told.", number=webhook.told))
    webhook.told = after
    resume(webhook)


def end(webhook: Webhook, *, now: datetime) -> None:
    """Its secret is forgotten too."""
    webhook.ended_at, webhook.secret = webhook.ended_at or now, ""


def next_of(db: Session, webhook: Webhook, *, most: int) -> list[News]:
    return news.since(db, webhook.told, *_wanted(webhook), most=most)


def _wanted(webhook: Webhook) -> tuple[ColumnElement[bool], ...]:
    found: list[ColumnElement[bool]] = []
    if webhook.types:
        found.append(Event.type.in_(webhook.types))
    if webhook.round_id:
        found.append(NewsNumber.round_id == webhook.round_id)
    if webhook.organisation_id:
        of_house = select(Round.id).where(Round.organisation_id == webhook.organisation_id)
        found.append(NewsNumber.round_id.in_(of_house))
    return tuple(found)


def delivery_id(webhook_id: UUID, told: News) -> UUID:
    """The same however often it is told."""
    return uuid5(webhook_id, str(told.id))


def took(webhook: Webhook, told: News, *, now: datetime) -> None:
    webhook.told, webhook.told_at = told.number, now
    webhook.attempts = 0
    webhook.trouble = webhook.failing_since = webhook.next_try_at = None


def failed(db: Session, webhook: Webhook, told: News, trouble: str, *, now: datetime) -> None:
    """Again, each time a longer while later; after days of it a human is told, and nothing more is sent."""
    webhook.attempts += 1
    webhook.trouble = trouble[:40]
    webhook.failing_since = webhook.failing_since or now
    webhook.next_try_at = now + pause(webhook.attempts)
    if now - webhook.failing_since >= PATIENCE:
        webhook.paused_at = now
        _write(db, webhook, told, now=now)


def pause(attempts: int) -> timedelta:
    doubled = 1 << min(attempts - 1, 20)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def _write(db: Session, webhook: Webhook, told: News, *, now: datetime) -> None:
    round_ = db.get_one(Round, told.round_id)
    maker = db.get_one(Person, webhook.made_by_id)
    head = mails.heading(db, round_, maker)
    letter = WebhookPaused(
        name=maker.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        webhook=webhook.name,
        server=urlsplit(webhook.address).hostname or "",
        since=webhook.failing_since or now,
        trouble=webhook.trouble or "",
    )
    mails.queue(db, letter, key=f"webhook:{webhook.id}:{now:%Y-%m-%d}", to=maker, about=round_, now=now)
