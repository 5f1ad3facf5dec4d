"""What is kept about one person beside their mails: rows that go whole, and words taken out of the rest."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from models.access import Identity, KeptForm, LoginLink, WebSession
from models.applications import Application, Avoid, Endorsement
from models.asks import Ask
from models.audit import AuditEntry, AuditReason
from models.base import Base
from models.behalf import OnBehalf
from models.brought_files import BroughtFile
from models.exchanges import Confirmation, Exchange
from models.feeds import BusySource, BusyTime, Feed
from models.followups import FollowUp, Note
from models.glances import Glance
from models.hosting import HostInterest
from models.invites import Attendance, Reply
from models.mentoring import Goal, LogEntry, MentorTraining, PairAgreement
from models.offers import Offer, VisitPack
from models.overrides import Override
from models.pairing_rules import PairingRule
from models.people import Alias, Deputy, Person
from models.presences import Presence
from models.steering_pages import Memo, NamedFilter
from models.workshops import SignUp

Conditions = Mapping[type[Base], ColumnElement[bool]]
Blanks = Mapping[type[Base], tuple[ColumnElement[bool], Mapping[str, object]]]
NO_WORDS: Mapping[str, object] = {"recorded_why": ""}


def erase(db: Session, me: UUID, *, stands_for: str) -> None:
    """In one transaction with the name; the audit log keeps its ids, and loses the reasons."""
    for kind, theirs in _gone(me).items():
        db.execute(delete(kind).where(theirs).execution_options(synchronize_session=False))
    for kind, (theirs, blank) in _blanked(me, stands_for).items():
        db.execute(update(kind).where(theirs).values(**blank).execution_options(synchronize_session=False))
    for word, theirs in _said_for(me):
        said = theirs & word.recorded_why.is_not(None)
        db.execute(update(word).where(said).values(**NO_WORDS).execution_options(synchronize_session=False))
    for row in db.scalars(select(FollowUp).where(FollowUp.person_id == me)):
        row.begun = None
        row.note = _numbers(row.note) if row.note else None
    db.flush()


def _numbers(note: Note) -> Note:
    """How useful it was is counted for everybody; a practice that others use is theirs by now."""
    return Note(useful=note.useful, strength=note.strength, practice=note.practice)


def _gone(me: UUID) -> Conditions:
    sources = select(BusySource.id).where(BusySource.person_id == me)
    mentee = select(Exchange.id).where(Exchange.guest_id == me)
    return {
        Alias: Alias.person_id == me,
        Deputy: Deputy.person_id == me,
        Identity: Identity.person_id == me,
        LoginLink: LoginLink.person_id == me,
        WebSession: WebSession.person_id == me,
        KeptForm: KeptForm.person_id == me,
        NamedFilter: NamedFilter.person_id == me,
        BroughtFile: BroughtFile.person_id == me,
        Feed: Feed.person_id == me,
        BusyTime: BusyTime.source_id.in_(sources),
        BusySource: BusySource.person_id == me,
        Glance: Glance.person_id == me,
        LogEntry: LogEntry.author_id == me,
        Goal: Goal.exchange_id.in_(mentee),
        MentorTraining: MentorTraining.person_id == me,
        Memo: or_(
            Memo.person_id == me,
            Memo.application_id.in_(_applications(me)),
            Memo.exchange_id.in_(_exchanges(me)),
        ),
        Avoid: or_(Avoid.person_id == me, Avoid.application_id.in_(_applications(me))),
    }


def _blanked(me: UUID, stands_for: str) -> Blanks:
    own = _applications(me)
    offers = select(Offer.id).where(Offer.person_id == me)
    about = AuditEntry.object_id.in_(own.union(offers, _exchanges(me))) | (AuditEntry.object_id == me)
    told = select(AuditEntry.number).where(about)
    return {
        Person: (Person.supervisor_id == me, {"supervisor_id": None}),
        Application: (Application.person_id == me, {"aims": "", "together_with_id": None}),
        Endorsement: (Endorsement.application_id.in_(own), {"reason": None, "conditions": None}),
        Offer: (Offer.person_id == me, {"unit": "", "visit_pack": VisitPack(), "online_link": None}),
        Exchange: (_takes_part(me), {"visit_pack": None, "online_link": None}),
        Confirmation: (Confirmation.person_id == me, {"note": None}),
        Presence: (Presence.person_id == me, {"words": ""}),
        PairAgreement: (
            PairAgreement.exchange_id.in_(_exchanges(me)),
            {"rhythm": "", "confidentiality": "", "cancelling": ""},
        ),
        HostInterest: (HostInterest.person_id == me, {"weeks": "", "topics": ""}),
        Attendance: (Attendance.person_id == me, {"email": stands_for}),
        Reply: (Reply.person_id == me, {"answered_by": None}),
        Override: (Override.subject_id.in_(own.union(offers)), {"why": ""}),
        PairingRule: (
            or_(PairingRule.application_id.in_(own), PairingRule.offer_id.in_(offers)),
            {"reason": "", "lifted_reason": None},
        ),
        AuditReason: (AuditReason.number.in_(told), {"words": ""}),
    }


def _said_for(me: UUID) -> Iterator[tuple[type[OnBehalf], ColumnElement[bool]]]:
    """Why somebody of HR wrote their word down."""
    yield Application, Application.person_id == me
    yield Offer, Offer.person_id == me
    yield Endorsement, Endorsement.application_id.in_(_applications(me))
    yield Confirmation, Confirmation.person_id == me
    yield Presence, Presence.person_id == me
    yield FollowUp, FollowUp.person_id == me
    yield Attendance, Attendance.person_id == me
    yield SignUp, SignUp.person_id == me
    yield Ask, Ask.whose_id == me


def _applications(me: UUID) -> Select[UUID]:
    return select(Application.id).where(Application.person_id == me)


def _exchanges(me: UUID) -> Select[UUID]:
    return select(Exchange.id).where(_takes_part(me))


def _takes_part(me: UUID) -> ColumnElement[bool]:
    return or_(Exchange.guest_id == me, Exchange.host_id == me)
