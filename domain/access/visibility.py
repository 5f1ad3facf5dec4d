"""What an actor may see, as conditions on rows: every query of a page or an interface goes through one."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from domain.access.actors import Actor
from domain.access.policy import ROLES, STEERING, Action
from models.access import Provider
from models.applications import Application
from models.audit import AuditEntry
from models.exchanges import Exchange
from models.invites import InboundMail, Invite, Reply
from models.mails import Mail
from models.offers import Offer
from models.people import Appointee, Person
from models.rounds import Round
from models.states import Role, RoundState
from models.workshops import Workshop

OfRound = InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None]


def steered_rounds(actor: Actor) -> ColumnElement[bool]:
    """Rounds that one owns, or steers by a role held everywhere, in their house, or in them."""
    grants = [each for each in actor.grants if each.role in STEERING]
    if any(each.is_everywhere for each in grants):
        return true()
    houses = [each.organisation_id for each in grants if each.organisation_id]
    rounds = [each.round_id for each in grants if each.round_id]
    return or_(Round.owner_id == actor.person_id, Round.organisation_id.in_(houses), Round.id.in_(rounds))


def steers(actor: Actor, round_id: OfRound) -> ColumnElement[bool]:
    """The same for any row that belongs to a round."""
    found = steered_rounds(actor)
    return found if _is_plain(found) else round_id.in_(select(Round.id).where(found))


def _is_plain(condition: ColumnElement[bool]) -> bool:
    return condition.compare(true()) or condition.compare(false())


def appointees(actor: Actor) -> ColumnElement[bool]:
    """Roles that an administrator may give and take: within the reach of their own."""
    mine = [each for each in actor.grants if each.role is Role.ADMINISTRATOR]
    if any(each.is_everywhere for each in mine):
        return true()
    houses = [each.organisation_id for each in mine if each.organisation_id]
    given = [each.round_id for each in mine if each.round_id]
    theirs = select(Round.id).where(Round.organisation_id.in_(houses) | Round.id.in_(given))
    return or_(Appointee.organisation_id.in_(houses), Appointee.round_id.in_(theirs))


def providers(actor: Actor) -> ColumnElement[bool]:
    """Sign-ins of the organisations whose administrator one is."""
    mine = [each for each in actor.grants if each.role in ROLES[Action.APPOINT]]
    if any(each.is_everywhere for each in mine):
        return true()
    return Provider.organisation_id.in_([each.organisation_id for each in mine if each.organisation_id])


def audit_entries(actor: Actor) -> ColumnElement[bool]:
    """Everything by a role held everywhere; in one organisation, what its people have done."""
    readers = [each for each in actor.grants if each.role in (Role.ADMINISTRATOR, Role.AUDITOR)]
    if any(each.is_everywhere for each in readers):
        return true()
    houses = [each.organisation_id for each in readers if each.organisation_id]
    return AuditEntry.actor_id.in_(select(Person.id).where(Person.organisation_id.in_(houses)))


def rounds(actor: Actor) -> ColumnElement[bool]:
    """Those steered, and those that everybody may know of, since they take or took applications."""
    if actor.holds_everywhere(Role.AUDITOR):
        return true()
    return or_(steered_rounds(actor), Round.state != RoundState.DRAFT)


def people(actor: Actor) -> ColumnElement[bool]:
    """Oneself, one's reports, the people of houses whose HR one is; who steers everywhere, everybody."""
    if actor.holds_everywhere(*STEERING):
        return true()
    houses = [each.organisation_id for each in actor.grants if each.role in STEERING and each.organisation_id]
    taking_part = [
        Person.id.in_(of(actor))
        for of in (_applicants_of_steered, _hosts_of_steered)
        if actor.holds(*STEERING)
    ]
    return or_(
        Person.id == actor.person_id,
        Person.supervisor_id == actor.person_id,
        Person.organisation_id.in_(houses),
        *taking_part,
    )


def kept_people(actor: Actor) -> ColumnElement[bool]:
    """The people of organisations that one keeps; who steers everywhere, everybody."""
    if actor.holds_everywhere(*STEERING):
        return true()
    keepers = [each for each in actor.grants if each.role in ROLES[Action.KEEP_ORGANISATION]]
    return Person.organisation_id.in_([each.organisation_id for each in keepers if each.organisation_id])


def _applicants_of_steered(actor: Actor) -> Select[UUID]:
    return select(Application.person_id).where(steers(actor, Application.round_id))


def _hosts_of_steered(actor: Actor) -> Select[UUID]:
    return select(Offer.person_id).where(steers(actor, Offer.round_id))


def applications(actor: Actor) -> ColumnElement[bool]:
    """Of steered rounds, one's own, one's reports', and in any round those of the people whose HR one is."""
    reports = select(Person.id).where(Person.supervisor_id == actor.person_id)
    return or_(
        steers(actor, Application.round_id),
        Application.person_id == actor.person_id,
        Application.person_id.in_(reports),
        Application.person_id.in_(_kept_ids(actor)),
    )


def offers(actor: Actor) -> ColumnElement[bool]:
    """Of steered rounds, one's own, and those of the people whose HR one is."""
    return or_(
        steers(actor, Offer.round_id),
        Offer.person_id == actor.person_id,
        Offer.person_id.in_(_kept_ids(actor)),
    )


def exchanges(actor: Actor) -> ColumnElement[bool]:
    """Of steered rounds, those one takes part in, and those of the people whose HR one is.

    Of these the other side is known by name, unit and days: there is no exchange before it is proposed.
    """
    kept = _kept_ids(actor)
    return or_(
        steers(actor, Exchange.round_id),
        Exchange.guest_id == actor.person_id,
        Exchange.host_id == actor.person_id,
        Exchange.guest_id.in_(kept),
        Exchange.host_id.in_(kept),
    )


def _kept_ids(actor: Actor) -> Select[UUID]:
    return select(Person.id).where(kept_people(actor))


def mails(actor: Actor) -> ColumnElement[bool]:
    """Of steered rounds, and those written to oneself; nobody reads a mail that lets somebody in."""
    return outbox(actor) | (Mail.round_id.is_not(None) & (Mail.person_id == actor.person_id))


def outbox(actor: Actor) -> ColumnElement[bool]:
    """Mails of steered rounds."""
    return Mail.round_id.is_not(None) & steers(actor, Mail.round_id)


def inbound(actor: Actor) -> ColumnElement[bool]:
    """What came in about steered rounds; what belongs to nothing known is for who steers everywhere."""
    if actor.holds_everywhere(*STEERING):
        return true()
    sent = select(Mail.id).where(outbox(actor))
    lived = select(Exchange.id).where(steers(actor, Exchange.round_id))
    met = select(Workshop.id).where(steers(actor, Workshop.round_id))
    invites = select(Invite.id).where(or_(Invite.exchange_id.in_(lived), Invite.workshop_id.in_(met)))
    replies = select(Reply.inbound_mail_id).where(Reply.invite_id.in_(invites))
    return or_(InboundMail.mail_id.in_(sent), InboundMail.id.in_(replies))
