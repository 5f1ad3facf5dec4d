"""Who is asked under one UID, as the judgement of an answer needs to know it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session, joinedload, selectinload

from domain.invitations import stored
from invites.judgement import KnownInvite, KnownInvitee, KnownSession, Outcome
from invites.meetings import Answer as Word
from invites.meetings import Meeting, Series
from invites.replies import Said
from models.exchanges import Exchange
from models.invites import Attendance, Invite, Reply
from models.mails import Mail
from models.people import Alias, Deputy, Person

COUNTED = tuple(each.value for each in Outcome if each.counts)


@dataclass(frozen=True)
class Addresses:
    """Besides a person's first one: their own, and those of their deputies who may answer."""

    own: list[str] = field(default_factory=list)
    deputies: list[str] = field(default_factory=list)


NOBODY = Addresses()


@dataclass(frozen=True)
class Invited:
    """One invite under its exchange's lock, and what its people were last told."""

    invite: Invite
    meeting: Meeting

    def attendance(self, invitee: KnownInvitee | None) -> Attendance | None:
        rows = {each.email: each for each in self.invite.attendees}
        return rows.get(invitee.address) if invitee else None


@dataclass(frozen=True)
class Asked(Invited):
    """With the exchange too."""

    exchange: Exchange


def asked(db: Session, uid: str) -> Asked | None:
    """The invite as it stands under its exchange's lock: a move in the making is waited for.

    Of the exchange only its two people are there; who needs more loads it by `exchanges.load`.
    """
    exchange_id = db.scalar(select(Invite.exchange_id).where(Invite.uid == uid))
    if exchange_id is None:
        return None
    both = select(Exchange).options(joinedload(Exchange.guest), joinedload(Exchange.host))
    locked = both.where(Exchange.id == exchange_id).with_for_update(of=Exchange)
    exchange = db.scalars(locked.execution_options(populate_existing=True)).one()
    found = invited(db, {uid})
    return Asked(found[0].invite, found[0].meeting, exchange) if found else None


def invited(db: Session, uids: Iterable[str]) -> list[Invited]:
    """The invites of these UIDs, as far as anybody has been told of them."""
    found = select(Invite).where(Invite.uid.in_(uids)).options(selectinload(Invite.attendees))
    rows = db.scalars(found.execution_options(populate_existing=True))
    return [Invited(each, meeting) for each in rows if (meeting := stored(each))]


def known(db: Session, asked: Asked, said: Said, *, is_doubted: bool) -> KnownInvite:
    """What we remember about everybody on the invite; of whoever answers, about what they answer.

    Which mails we sent them matters only where our mail server doubts the sender.
    """
    people = [each.person_id for each in asked.invite.attendees if each.person_id]
    all_ = standing(asked, written_for(db, people))
    mine = all_.whose(said)
    row = asked.attendance(mine)
    if mine is None or row is None:
        return all_
    exact = replace(mine, told_by=_told_by(db, asked, row)) if is_doubted else mine
    if session := all_.session(said.recurrence_id):
        exact = _about_session(db, exact, row, session)
    return replace(all_, invitees=tuple(exact if each is mine else each for each in all_.invitees))


def standing(invited: Invited, others: Mapping[UUID | None, Addresses]) -> KnownInvite:
    """Everybody on the invite with their answers to the whole of it; `others` are their other addresses."""
    return KnownInvite(
        uid=invited.invite.uid,
        issued=invited.invite.sequence,
        is_cancelled=invited.invite.cancelled_at is not None,
        invitees=_invitees(invited, others),
        sessions=_sessions(invited.meeting),
    )


def addresses(db: Session, person: Person) -> tuple[str, ...]:
    """Every address from which this person's word is accepted: their own, their aliases, their deputies."""
    others = written_for(db, [person.id])[person.id]
    return (person.email, *others.own, *others.deputies)


def _invitees(invited: Invited, others: Mapping[UUID | None, Addresses]) -> tuple[KnownInvitee, ...]:
    rows = {each.email: each for each in invited.invite.attendees}
    return tuple(
        KnownInvitee(
            address=each.address,
            aliases=tuple(others.get(row.person_id, NOBODY).own),
            asked=each.asked,
            answered_stamp=row.answered_stamp,
            answered=Word(row.answer.value),
            deputies=tuple(others.get(row.person_id, NOBODY).deputies),
        )
        for each in invited.meeting.attendees
        if (row := rows.get(each.address))
    )


def written_for(db: Session, people: Iterable[UUID]) -> dict[UUID | None, Addresses]:
    """The other addresses of these people, and their deputies', by one question."""
    alias = select(Alias.person_id, Alias.email, literal(value=True)).where(Alias.person_id.in_(people))
    deputy = select(Deputy.person_id, Deputy.email, literal(value=False))
    deputy = deputy.where(Deputy.person_id.in_(people), Deputy.may_answer)
    found: dict[UUID | None, Addresses] = defaultdict(Addresses)
    for person_id, email, is_own in db.execute(union_all(alias, deputy).order_by("email")):
        (found[person_id].own if is_own else found[person_id].deputies).append(email)
    return found


def _told_by(db: Session, asked: Asked, row: Attendance) -> frozenset[str]:
    found = select(Mail.message_id).where(Mail.exchange_id == asked.exchange.id)
    mine = found.where(Mail.invite_id == row.invite_id, Mail.recipient == row.email)
    return frozenset(db.scalars(mine))


def _about_session(
    db: Session, invitee: KnownInvitee, row: Attendance, session: KnownSession
) -> KnownInvitee:
    """Their newest answer to this session alone, if they gave one."""
    found = select(Reply).where(
        Reply.invite_id == row.invite_id,
        Reply.person_id == row.person_id,
        Reply.recurrence_at == session.original,
        Reply.outcome.in_(COUNTED),
    )
    newest = db.scalar(found.order_by(Reply.stamp.desc().nulls_last(), Reply.id).limit(1))
    answer = Word(newest.answer.value) if newest and newest.answer else Word.NEEDS_ACTION
    return replace(invitee, answered_stamp=newest.stamp if newest else None, answered=answer)


def _sessions(meeting: Meeting) -> tuple[KnownSession, ...]:
    if not isinstance(meeting.when, Series):
        return ()
    moved = {move.original: move.sequence for move in meeting.when.moved}
    gone = set(meeting.when.cancelled)
    return tuple(
        KnownSession(original=start, sequence=moved.get(start, 0), is_cancelled=start in gone)
        for start in meeting.when.originals
    )
