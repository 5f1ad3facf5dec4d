"""Organisations' own sign-ins: who they are, who has gone there, and whose subject there is whose here."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.access.actors import actor_of
from domain.access.sessions import hashed
from domain.refusals import Conflict, Invalid, NotFound
from models.access import Departure, Identity, LoginLink, Provider
from models.languages import _
from models.organisations import Organisation
from models.people import Person
from models.states import Role

LIVES = timedelta(minutes=10)
OF_ANYBODY = frozenset(("common", "organizations", "consumers"))  # tenants of Entra ID that let in the world
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Journey:
    """What the browser takes along, and what only we keep until it is back."""

    state: str
    nonce: str
    verifier: str

    @property
    def challenge(self) -> str:
        """Of PKCE, by S256."""
        return urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True)
class Known:
    """What a provider has told about somebody, and proven; `email` proves nothing."""

    subject: str
    email: str = ""
    factors: tuple[str, ...] = ()  # `amr` and `acr`
    signed_in_at: datetime | None = None  # there; None where it does not tell


def add(db: Session, provider: Provider) -> Provider:
    check_issuer(provider.issuer)
    taken = (Provider.issuer == provider.issuer) | (Provider.code == provider.code)
    if db.scalar(select(Provider.id).where(taken)) is not None:
        raise Conflict(_("This issuer or this code is there already."))
    db.add(provider)
    db.flush()
    return provider


def check_issuer(issuer: str) -> None:
    """One, exactly as it names itself; never one that speaks for everybody."""
    parts = urlsplit(issuer)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not is_safe or not parts.netloc or parts.query or parts.fragment:
        raise Invalid(_("An issuer is an https address without anything behind its path."))
    if OF_ANYBODY & set(parts.path.lower().split("/")):
        raise Invalid(_("This issuer lets in people of any organisation: name the one of your own."))


def end(db: Session, code: str, *, now: datetime) -> Provider:
    """Nobody comes in by it any more; sessions that have begun run out by themselves."""
    provider = find(db, code)
    if provider is None:
        raise NotFound(_("There is no sign-in with the code {code}.", code=code))
    provider.ended_at = now
    db.flush()
    return provider


def find(db: Session, code: str) -> Provider | None:
    return db.scalar(select(Provider).where(Provider.code == code, Provider.ended_at.is_(None)))


def all_of(db: Session) -> list[tuple[Provider, Organisation]]:
    found = select(Provider, Organisation).join(Organisation, Organisation.id == Provider.organisation_id)
    return [(each, house) for each, house in db.execute(found.order_by(Provider.code))]


def depart(
    db: Session, provider: Provider, *, browser: str, leads_to: str, asks_anew: bool = False, now: datetime
) -> Journey:
    """`asks_anew`: somebody who is signed in shall show once more who they are."""
    journey = Journey(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
    db.add(
        Departure(
            provider_id=provider.id,
            state_hash=hashed(journey.state),
            browser_hash=hashed(browser),
            nonce=journey.nonce,
            verifier=journey.verifier,
            leads_to=leads_to,
            asks_anew=asks_anew,
            ends_at=now + LIVES,
        )
    )
    db.flush()
    return journey


def come_back(
    db: Session, provider: Provider, state: str, *, browser: str, now: datetime
) -> Departure | None:
    """Once, in the same browser, from the same provider: another's state is as unknown as none."""
    used = update(Departure).where(
        Departure.state_hash == hashed(state),
        Departure.provider_id == provider.id,
        Departure.browser_hash == hashed(browser),
        Departure.used_at.is_(None),
        Departure.ends_at > now,
    )
    return db.scalar(used.values(used_at=now).returning(Departure))


def whose(db: Session, provider: Provider, known: Known) -> Person | None:
    """By issuer and subject alone: addresses are given anew to others, and people write their own."""
    found = select(Person).join(Identity, Identity.person_id == Person.id)
    mine = (Identity.provider_id == provider.id) & (Identity.subject == known.subject)
    return db.scalar(found.where(mine))


def lacks_factor(db: Session, provider: Provider, person: Person, known: Known) -> bool:
    """Whoever holds a role needs the second factor that the provider is asked for."""
    wanted = provider.second_factor
    return bool(wanted) and wanted not in known.factors and actor_of(db, person).holds(*Role)


def link(db: Session, used: LoginLink, person: Person, *, now: datetime) -> None:
    """A used link that somebody at a provider has asked for says that they are this person.

    A new subject takes the place of the person's old one there; somebody else's is never taken over.
    """
    if used.provider_id is None or not used.subject:
        return
    there = db.scalars(
        select(Identity).where(
            Identity.provider_id == used.provider_id,
            (Identity.subject == used.subject) | (Identity.person_id == person.id),
        )
    ).all()
    if any(each.person_id != person.id for each in there):
        return
    if there:
        there[0].subject, there[0].since = used.subject, now
    else:
        db.add(Identity(provider_id=used.provider_id, subject=used.subject, person_id=person.id, since=now))
    db.flush()
