"""Every case of tests/domain/inbound_cases.py, from its octets to what it changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from domain import deputies, replies
from invites.verp import sender_for
from models.database import Database
from models.doubts import Doubt
from models.exchanges import Exchange
from models.invites import Attendance, InboundMail, Invite, Reply
from models.mails import Mail
from models.people import Alias
from models.states import Kind, MailState
from tests.builders import SESSIONS, added
from tests.domain.hostile_cases import HOSTILE, WORDS
from tests.domain.inbound_cases import CLIENTS, ODD, Case
from tests.domain.letters_in import Sent
from tests.domain.lived import LATER, a_confirmed_exchange, invited, loaded
from tests.plugins.databases import opened, sqlite_address

CASES = (*CLIENTS, *ODD, *HOSTILE, *WORDS)
MOMENT = datetime(2027, 2, 3, 13, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """A stay and a mentoring whose people have been invited."""

    stay: Exchange
    mentoring: Exchange


@pytest.fixture(scope="module")
def invited_once(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database that every case finds as it was; what a case writes is rolled back."""
    file = tmp_path_factory.mktemp("cases") / "vaihto.sqlite"
    copyfile(_sqlite_template, file)
    for database in opened(sqlite_address(file)):
        with Session(database.engine) as db, db.begin():
            _invite(db)
        yield database


@pytest.fixture
def lite(invited_once: Database) -> Iterator[Session]:
    with Session(invited_once.engine, expire_on_commit=False) as db:
        yield db
        db.rollback()


@pytest.fixture
def told(lite: Session) -> Told:
    found = {each.kind: loaded(lite, each) for each in lite.scalars(select(Exchange)).all()}
    return Told(found[Kind.SHADOWING], found[Kind.MENTORING])


def _invite(db: Session) -> None:
    stay = invited(db, a_confirmed_exchange(db))
    invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))
    added(db, Alias(person_id=stay.guest_id, email="alias@example.org"))
    deputies.add(db, stay.guest, "sihteeri@example.org", name="Sihteeri", may_answer=True)
    for mail in db.scalars(select(Mail)):
        mail.state, mail.sent_at = MailState.SENT, LATER


def sent(db: Session, told: Told) -> Sent:
    requests = {exchange: request_of(db, exchange) for exchange in (told.stay, told.mentoring)}
    mail = requests[told.stay]
    return Sent(
        stay=mail.octets,
        series=requests[told.mentoring].octets,
        uid=db.scalars(select(Invite.uid).where(Invite.exchange_id == told.stay.id)).one(),
        guest=told.stay.guest.email,
        host=told.stay.host.email,
        mentee=told.mentoring.guest.email,
        mail_id=mail.message_id,
        bounces_to=sender_for(mail.id, mail.sender),
        originals=SESSIONS,
        now=MOMENT,
    )


def request_of(db: Session, exchange: Exchange) -> Mail:
    found = select(Mail).where(Mail.exchange_id == exchange.id, Mail.person_id == exchange.guest_id)
    return db.scalars(found.where(Mail.method == "REQUEST").options(undefer(Mail.octets))).one()


def changes(db: Session, told: Told, mails_before: int) -> tuple[str, ...]:
    """What is not as it was when everybody had just been invited."""
    names: dict[UUID | None, str] = {
        told.stay.guest_id: "guest",
        told.stay.host_id: "host",
        told.mentoring.guest_id: "mentee",
    }
    answers = db.execute(select(Attendance.person_id, Attendance.answer)).all()
    said = {f"{names.get(who, 'mentor')} {answer}" for who, answer in answers if answer != "needs-action"}
    sessions = select(Reply.answer).where(Reply.recurrence_at.is_not(None), Reply.outcome == "applied")
    said |= {f"session {answer}" for answer in db.scalars(sessions)}
    said |= {"a doubt"} if db.scalars(select(Doubt.id)).first() else set()
    said |= {"moved"} if db.scalars(select(Invite.sequence).where(Invite.sequence > 0)).first() else set()
    said |= {"lost"} if db.scalars(select(Mail.id).where(Mail.refusal.is_not(None))).first() else set()
    new = db.scalars(select(Mail).order_by(Mail.queued_at, Mail.id).where(Mail.queued_at == MOMENT)).all()
    said |= {f"told {mail.kind}" for mail in new if mail.kind in TOLD}
    said |= {"sent again"} if any(each.method == "REQUEST" and each.sequence == 0 for each in new) else set()
    said |= {
        str(exchange.state) for exchange in db.scalars(select(Exchange)) if exchange.state != "confirmed"
    }
    assert mails_before + len(new) == db.scalar(select(func.count(Mail.id)))
    return tuple(sorted(said))


TOLD = ("held_reply", "not_delivered", "counter_declined")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_mail_ends_in_one_outcome_and_changes_only_what_it_may(
    lite: Session, told: Told, case: Case
) -> None:
    before = lite.scalar(select(func.count(Mail.id))) or 0
    octets = case.octets(sent(lite, told))

    outcome = replies.receive(lite, octets, now=MOMENT)

    assert (outcome, changes(lite, told, before)) == (case.outcome, tuple(sorted(case.changed)))
    assert lite.scalars(select(InboundMail.outcome)).all() == [outcome]


def test_there_are_many_cases_each_of_its_own_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 80
