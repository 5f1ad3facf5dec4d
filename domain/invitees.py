"""Who is asked under one UID, as the judgement of an answer needs to know it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, selectinload

from domain import exchanges
from domain.invitations import stored
from invites.judgement import KnownInvite, KnownInvitee, KnownSession, Outcome
from invites.meetings import Answer as Word
from invites.meetings import Meeting, Series
from invites.replies import Said
from models.exchanges import Exchange
from models.invites import Attendance, Invite, Reply
from models.mails import Mail
from models.people import Alias, Deputy, Person

Addresses = defaultdict[UUID | None, tuple[str, ...]]
COUNTED = tuple(each.value for each in Outcome if each.counts)


@dataclass(frozen=True)
class Asked:
    """One invite with its exchange, both locked, and what its people were last told."""

    invite: Invite
    exchange: Exchange
    meeting: Meeting

    def attendance(self, invitee: KnownInvitee | None) -> Attendance | None:
        rows = {each.email: each for each in self.invite.attendees}
        return rows.get(invitee.address) if invitee else None


def asked(db: Session, uid: str) -> Asked | None:
    """The invite as it stands under its exchange's lock: a move in the making is waited for."""
    found = select(Invite).where(Invite.uid == uid).options(selectinload(Invite.attendees))
    invite = db.scalar(found)
    if invite is None:
        return None
    exchange = exchanges.load(db, invite.exchange_id)
    invite = db.scalars(found.execution_options(populate_existing=True)).one()
    meeting = stored(invite)
    return Asked(invite, exchange, meeting) if meeting else None


def known(db: Session, asked: Asked, said: Said) -> KnownInvite:
    """What we remember about everybody on the invite; of whoever answers, about what they answer."""
    all_ = KnownInvite(
        uid=asked.invite.uid,
        issued=asked.invite.sequence,
        is_cancelled=asked.invite.cancelled_at is not None,
        invitees=_invitees(db, asked),
        sessions=_sessions(asked.meeting),
    )
    mine = all_.whose(said)
    row = asked.attendance(mine)
    if mine is None or row is None:
        return all_
    exact = replace(mine, told_by=_told_by(db, row))
    if session := all_.session(said.recurrence_id):
        exact = _about_session(db, exact, row, session)
    return replace(all_, invitees=tuple(exact if each is mine else each for each in all_.invitees))


def addresses(db: Session, person: Person) -> tuple[str, ...]:
    """Every address from which this person's word is accepted: their own, their aliases, their deputies."""
    return (person.email, *_aliases(db, [person.id])[person.id], *_deputies(db, [person.id])[person.id])


def _invitees(db: Session, asked: Asked) -> tuple[KnownInvitee, ...]:
    rows = {each.email: each for each in asked.invite.attendees}
    people = [each.person_id for each in rows.values() if each.person_id]
    aliases, deputies = _aliases(db, people), _deputies(db, people)
    return tuple(
        KnownInvitee(
            address=each.address,
            aliases=aliases[row.person_id],
            asked=each.asked,
            answered_stamp=row.answered_stamp,
            answered=Word(row.answer.value),
            deputies=deputies[row.person_id],
        )
        for each in asked.meeting.attendees
        if (row := rows.get(each.address))
    )


def _aliases(db: Session, people: Iterable[UUID]) -> Addresses:
    found = select(Alias.person_id, Alias.email).where(Alias.person_id.in_(people))
    return _by_person(db.execute(found.order_by(Alias.email)))


def _deputies(db: Session, people: Iterable[UUID]) -> Addresses:
    found = select(Deputy.person_id, Deputy.email).where(Deputy.person_id.in_(people), Deputy.may_answer)
    return _by_person(db.execute(found.order_by(Deputy.email)))


def _by_person(rows: Iterable[Row[UUID, str]]) -> Addresses:
    found: Addresses = defaultdict(tuple)
    for person_id, email in rows:
        found[person_id] += (email,)
    return found


def _told_by(db: Session, row: Attendance) -> frozenset[str]:
    found = select(Mail.message_id).where(Mail.invite_id == row.invite_id, Mail.recipient == row.email)
    return frozenset(db.scalars(found))


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
    newest = db.scalar(found.order_by(Reply.stamp.desc(), Reply.id).limit(1))
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
