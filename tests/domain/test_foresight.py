"""What is sent is foreseen outside of the transaction that sends; a change in between is noticed."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from domain import audit, foresight, glances, round_life, schedules
from domain.access import sessions
from domain.access.sessions import Browser
from domain.audit import Act, Doer
from models.access import Entrance
from models.database import Database
from models.mails import Mail
from models.messages import Outcome
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import MailState, ScheduleState
from tests.builders import a_person
from tests.domain.plans import NOW
from tests.domain.test_send_plans import a_draft, withdraws


@contextmanager
def writing(db: Session) -> Iterator[list[str]]:
    """The mails that are composed meanwhile, also those that are taken back."""
    composed: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO mails"):
            composed.append(statement)

    bind = db.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    try:
        yield composed
    finally:
        event.remove(bind, "before_cursor_execute", note)


def approve(db: Session, draft: Schedule, *, by: Person) -> list[str]:
    seen = foresight.of(db, draft.id, now=NOW)
    with writing(db) as composed:
        schedules.approve(db, draft, by=by, now=NOW, seen=seen)
    return composed


def test_approving_what_was_just_seen_composes_nothing(db: Session) -> None:
    draft = a_draft(db, "Aino")
    helmi = a_person(db, name="Helmi Keksitty")

    composed = approve(db, draft, by=helmi)

    assert composed == []
    assert draft.state is ScheduleState.APPROVED


def test_publishing_what_was_just_foreseen_composes_only_what_it_sends(db: Session) -> None:
    draft = a_draft(db, "Aino", "Bertta")
    approve(db, draft, by=a_person(db, name="Helmi Keksitty"))
    round_ = db.get_one(Round, draft.round_id)
    foreseen = round_life.foresee(db, round_, now=NOW)
    db.expire_all()

    with writing(db) as composed:
        round_life.publish(db, round_, heard=1, now=NOW, foreseen=foreseen)

    queued = db.scalars(select(Mail.kind).where(Mail.state == MailState.QUEUED)).all()
    assert (queued, len(composed)) == (["not_placed"], 1)


def test_what_changes_after_it_was_foreseen_is_not_sent_unseen(db: Session) -> None:
    draft = a_draft(db, "Aino", "Bertta")
    approve(db, draft, by=a_person(db, name="Helmi Keksitty"))
    round_ = db.get_one(Round, draft.round_id)
    foreseen = round_life.foresee(db, round_, now=NOW)
    withdraws(db, "Bertta Keksitty")
    db.flush()
    db.expire_all()

    round_life.publish(db, round_, heard=1, now=NOW, foreseen=foreseen)

    assert round_life.watch(db, round_, heard=1, now=NOW).outcome is Outcome.REPAIR
    assert [each.state for each in schedules.versions(db, round_)] == [
        ScheduleState.SUPERSEDED,
        ScheduleState.DRAFT,
    ]


def test_a_foresight_rests_on_the_rows_of_its_moment(database: Database) -> None:
    with database.change() as db:
        draft = a_draft(db, "Aino")
    with database.trial() as db:
        foreseen = foresight.of(db, draft.id, now=NOW)

    with database.change() as db:
        assert foreseen.basis == foresight.basis_of(db)
        db.get_one(Round, draft.round_id).answer_working_days += 1
        assert foreseen.basis != foresight.basis_of(db)


def test_turning_pages_makes_nothing_to_be_foreseen_anew(db: Session) -> None:
    draft = a_draft(db, "Aino")
    helmi, aino = a_person(db, name="Helmi Keksitty"), a_person(db, name="Aino Keksitty")
    seen = foresight.of(db, draft.id, now=NOW)

    sessions.begin(db, helmi, entrance=Entrance.TERMINAL, browser=Browser(), now=NOW)
    audit.write(db, Act("plan.looked_through", "schedule", draft.id), by=Doer(helmi.id), now=NOW)
    glances.note(db, {aino.id}, by=helmi.id, on=NOW.date())

    assert foresight.basis_of(db) == seen.basis
