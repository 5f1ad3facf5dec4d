"""Whoever administers an organisation keeps its own sign-in: sees it, changes it, switches it off and on."""

import re
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.access import visibility
from domain.access.actors import Actor, Reach
from domain.access.policy import Action, can
from domain.refusals import Conflict, Invalid, NotFound
from models.access import Identity, Provider
from models.languages import _
from models.organisations import Organisation

CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
THERE_IS_NONE = _("There is no such sign-in.")


def check_code(code: str) -> None:
    if not CODE.fullmatch(code):
        raise Invalid(_("A code is small letters a-z, digits and dashes: keski-suomi."))


def house(db: Session, organisation_id: UUID, *, actor: Actor) -> Organisation:
    """One for which somebody may add a sign-in."""
    if not can(actor, Action.APPOINT, Reach(organisation_id)).is_allowed:
        raise NotFound(_("There is no such organisation."))
    return db.get(Organisation, organisation_id) or _no_organisation()


def _no_organisation() -> Organisation:
    raise NotFound(_("There is no such organisation."))


def mine(db: Session, provider_id: UUID, *, actor: Actor) -> Provider:
    """One that somebody keeps, also if it has ended."""
    found = select(Provider).where(Provider.id == provider_id, visibility.providers(actor))
    provider = db.scalar(found)
    if provider is None:
        raise NotFound(THERE_IS_NONE)
    return provider


def change(provider: Provider, *, client_id: str, second_factor: str) -> None:
    """Never its issuer: subjects of another one would be other people."""
    provider.client_id, provider.second_factor = client_id, second_factor


def resume(db: Session, provider: Provider) -> None:
    """Let people in by it again; who is who there is still known."""
    if provider.ended_at is None:
        raise Conflict(_("People come in by it already."))
    provider.ended_at = None
    db.flush()


def known_there(db: Session, provider: Provider) -> int:
    """How many people have said which account there is theirs."""
    found = select(func.count()).select_from(Identity).where(Identity.provider_id == provider.id)
    return db.scalar(found) or 0
