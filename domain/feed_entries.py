"""What feeds show: the invites that stand, as people were last told of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from domain import invitations
from invites.feed import Entry
from invites.meetings import Meeting, last_moment
from models.exchanges import Exchange
from models.invites import Invite
from models.languages import Language, Words, _
from models.organisations import Organisation
from models.people import Person
from models.states import Kind
from models.workshops import SignUp

GUEST, HOST = aliased(Person), aliased(Person)
GUESTS_HOUSE, HOSTS_HOUSE = aliased(Organisation), aliased(Organisation)


@dataclass(frozen=True)
class Told:
    """Entries, and when the newest change was made, cancellations included; None before the first."""

    entries: tuple[Entry, ...]
    changed_at: datetime | None


def of_person(db: Session, person: Person, *, ended_after: datetime) -> Told:
    """What somebody takes part in, in the words of their own invitations."""
    signed_up = select(SignUp.workshop_id).where(SignUp.person_id == person.id)
    takes_part = or_(
        Exchange.guest_id == person.id, Exchange.host_id == person.id, Invite.workshop_id.in_(signed_up)
    )
    found = select(Invite).outerjoin(Exchange, Exchange.id == Invite.exchange_id).where(takes_part)
    invites = db.scalars(found.order_by(Invite.uid)).all()
    known = [
        (each, meeting)
        for each in invites
        if (meeting := _stands(each, ended_after)) and (each.exchange_id or meeting.attendee(person.email))
    ]
    return Told(tuple(_own(*each, person.language) for each in known), _newest(invites))


def of_organisation(db: Session, of: Organisation, language: Language, *, ended_after: datetime) -> Told:
    """Who of an organisation visits, hosts or mentors where; neither the others' names nor any texts."""
    rows = [(invite, exchange) for invite, exchange in db.execute(_of_house(of))]
    entries = tuple(
        _overseen(invite, meeting, exchange, of, language)
        for invite, exchange in rows
        if (meeting := _stands(invite, ended_after))
    )
    return Told(entries, _newest(invite for invite, _exchange in rows))


def _of_house(of: Organisation) -> Select[Invite, Exchange]:
    return (
        select(Invite, Exchange)
        .join(Exchange, Exchange.id == Invite.exchange_id)
        .join(GUEST, GUEST.id == Exchange.guest_id)
        .join(GUESTS_HOUSE, GUESTS_HOUSE.id == GUEST.organisation_id)
        .join(HOST, HOST.id == Exchange.host_id)
        .join(HOSTS_HOUSE, HOSTS_HOUSE.id == HOST.organisation_id)
        .where(or_(GUESTS_HOUSE.id == of.id, HOSTS_HOUSE.id == of.id))
        .order_by(Invite.uid)
        .options(
            contains_eager(Exchange.guest.of_type(GUEST)).contains_eager(
                GUEST.organisation.of_type(GUESTS_HOUSE)
            ),
            contains_eager(Exchange.host.of_type(HOST)).contains_eager(
                HOST.organisation.of_type(HOSTS_HOUSE)
            ),
        )
    )


def _stands(invite: Invite, ended_after: datetime) -> Meeting | None:
    meeting = invitations.stored(invite) if invite.cancelled_at is None else None
    return meeting if meeting and last_moment(meeting.when) > ended_after else None


def _newest(invites: Iterable[Invite]) -> datetime | None:
    return max((each.stamped_at for each in invites), default=None)


def _own(invite: Invite, meeting: Meeting, language: Language) -> Entry:
    wording = meeting.wording(language)
    return Entry(
        uid=invite.uid,
        sequence=meeting.sequence,
        changed_at=invite.stamped_at,
        when=meeting.when,
        summary=wording.summary,
        description=wording.description,
        location=wording.location,
        url=wording.url,
    )


def _overseen(
    invite: Invite, meeting: Meeting, exchange: Exchange, of: Organisation, language: Language
) -> Entry:
    there = exchange.host.organisation
    return Entry(
        uid=invite.uid,
        sequence=meeting.sequence,
        changed_at=invite.stamped_at,
        when=meeting.when,
        summary=_named(exchange, of, language).into(language),
        location="" if exchange.kind is Kind.MENTORING else f"{there.name(language)}, {there.seat(language)}",
    )


def _named(exchange: Exchange, of: Organisation, language: Language) -> Words:
    """Only people of the organisation itself are named."""
    guest, host = exchange.guest, exchange.host
    elsewhere = (host if guest.organisation_id == of.id else guest).organisation.name(language)
    if guest.organisation_id == host.organisation_id:
        if exchange.kind is Kind.MENTORING:
            return _("Mentoring: {mentee} and {mentor}", mentee=guest.name, mentor=host.name)
        return _("Visit: {guest}, hosted by {host}", guest=guest.name, host=host.name)
    if exchange.kind is Kind.MENTORING:
        if guest.organisation_id == of.id:
            return _(
                "Mentoring: {mentee}, mentor from {organisation}", mentee=guest.name, organisation=elsewhere
            )
        return _("Mentoring: {mentor}, mentee from {organisation}", mentor=host.name, organisation=elsewhere)
    if guest.organisation_id == of.id:
        return _("Visit: {guest} to {organisation}", guest=guest.name, organisation=elsewhere)
    return _("Visit: {host} hosts a guest from {organisation}", host=host.name, organisation=elsewhere)
