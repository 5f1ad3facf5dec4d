"""The words that go beside each calendar message: invitation, change, cancellation, removal."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from domain import links, meetings, travel
from domain.agreements import agreements
from domain.exchange_letters import trouble_link
from domain.links import YesOrNo
from domain.mails import Addressee, heading
from invites.changes import changes
from invites.contexts import (
    Ending,
    Invitation,
    InvitationCancel,
    InvitationUpdate,
    Letterhead,
    Particulars,
)
from invites.issue import Message, Purpose
from invites.links import Purpose as LinkPurpose
from invites.meetings import Mailbox, Meeting, last_moment
from invites.meetings import Session as OneSession
from models.exchanges import Exchange
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState, Kind


@dataclass(frozen=True)
class Head:
    """What each of these letters begins with."""

    name: str
    round_name: str
    coordinator: Mailbox
    particulars: Particulars


def letter(
    db: Session,
    exchange: Exchange,
    message: Message,
    *,
    invite_id: UUID,
    to: Addressee,
    ending: Ending | None,
) -> Letterhead:
    """The letter that suits the purpose of a message."""
    top = heading(db, db.get_one(Round, exchange.round_id), to)
    details = meetings.particulars(exchange, to.language)
    told = replace(details, blocks=(message.meeting.when,), journey=_journey(db, exchange, to))
    head = Head(to.name, top.round_name, top.coordinator, told)
    if message.purpose is Purpose.INVITATION:
        answers = _links(db, exchange, message, invite_id, to.id)
        invitation = _invitation(head, message, answers, brought_by=_brought_by(exchange, to))
        trouble = trouble_link(db, exchange, to) if isinstance(to, Person) else None
        is_extra = bool(exchange.series) and isinstance(message.meeting.when, OneSession)
        agreed = _agreement(db, exchange, to)
        return replace(invitation, is_extra=is_extra, trouble_link=trouble, agreement=agreed)
    if message.purpose is Purpose.UPDATE and message.before:
        return _update(head, message, message.before, _links(db, exchange, message, invite_id, to.id))
    why = None if _comes_along(exchange, to) else ending
    told_off = _cancellation(head, exchange, message, ending=why, removed=why is not ending)
    is_final = exchange.state is ExchangeState.RELEASED and db.get_one(Round, exchange.round_id).is_standing
    return replace(told_off, may_follow=not is_final)


def _comes_along(exchange: Exchange, to: Addressee) -> bool:
    """Whether the mentoring is another's to them: why the two have ended is nobody else's matter."""
    return exchange.kind is Kind.MENTORING and to.id not in (exchange.guest_id, exchange.host_id)


def _links(db: Session, exchange: Exchange, message: Message, invite_id: UUID, person_id: UUID) -> YesOrNo:
    """Where one of the two answers without a calendar; about one session of a series only a calendar asks."""
    link = None
    if message.occurrence is None and person_id in (exchange.guest_id, exchange.host_id):
        until = last_moment(message.meeting.when)
        link = links.to(
            db, LinkPurpose.INVITATION, invite_id, person_id, until=until, version=message.sequence
        )
    return links.yes_or_no(link)


def _journey(db: Session, exchange: Exchange, to: Addressee) -> str:
    """For the guest of a stay, who travels."""
    if exchange.kind is Kind.MENTORING or to.id != exchange.guest_id:
        return ""
    return travel.hint(db, exchange.guest, exchange.host, to.language)


def _agreement(db: Session, exchange: Exchange, to: Addressee) -> tuple[str, ...]:
    """What binds the two of a stay; nobody needs it to sit in front of a screen."""
    if exchange.kind is Kind.MENTORING or to.id not in (exchange.guest_id, exchange.host_id):
        return ()
    found = agreements.newest(db, exchange.round_id)
    return agreements.lines(found, to.language) if found else ()


def _brought_by(exchange: Exchange, to: Addressee) -> str:
    """Who asked a colleague to come along; nobody did ask the pair."""
    brought = (each.brought_by_id for each in exchange.colleagues if each.email == to.email)
    names = {each.id: each.name for each in (exchange.guest, exchange.host)}
    return next((names.get(each, "") for each in brought), "")


def _invitation(head: Head, message: Message, answers: YesOrNo, *, brought_by: str) -> Invitation:
    pack = message.meeting.wording(message.to.language).description
    return Invitation(
        **vars(head),
        description=tuple(pack.splitlines()),
        brought_by=brought_by,
        is_asked=message.to.is_asked,
        **vars(answers),
    )


def _update(head: Head, message: Message, before: Meeting, answers: YesOrNo) -> InvitationUpdate:
    return InvitationUpdate(
        **vars(head),
        changes=changes(before, message.meeting, to=message.to),
        answer_again=message.sequence > before.sequence,
        session=message.occurrence,
        description=tuple(message.meeting.wording(message.to.language).description.splitlines()),
        **vars(answers),
    )


def _cancellation(
    head: Head, exchange: Exchange, message: Message, *, ending: Ending | None, removed: bool
) -> InvitationCancel:
    """Of all, of one session or block while others remain, or of one person's part in it."""
    removed = removed or message.purpose is Purpose.REMOVAL
    remaining = meetings.whens(exchange)
    is_part = not (removed or ending or message.occurrence) and bool(remaining)
    return InvitationCancel(
        **vars(replace(head, particulars=replace(head.particulars, blocks=remaining)) if is_part else head),
        session=message.occurrence,
        part=(message.meeting.when,) if is_part else (),
        removed=removed,
        ending=ending,
    )
