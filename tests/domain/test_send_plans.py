"""What would be sent is what is sent: the plan before, the mails after."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import applications, exchange_life, exchanges, foresight, schedules, send_plans
from domain.refusals import Conflict, NotFound
from domain.send_plans import Effect, SendPlan
from invites.changes import Change
from models.applications import Application
from models.exchanges import Exchange
from models.languages import Language
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import ExchangeState, ScheduleState
from tests.builders import a_host_offer, a_pairing, a_person, a_schedule, an_application
from tests.domain.lived import (
    SECOND_STAY,
    at,
    everything,
    invited,
    two_guests_of_one_host,
)
from tests.domain.plans import NOW, a_planned_round, publish, told_of_the_broken

Message = tuple[str, str, str | None, int | None]


def a_draft(db: Session, *guests: str) -> Schedule:
    """A first plan: each guest to a host of their own; Ville is left without a place."""
    round_ = a_planned_round(db)
    draft = a_schedule(db, of=round_, made_at=NOW)
    for guest in guests:
        asks = an_application(db, to=round_, person=a_person(db, name=f"{guest} Keksitty"))
        host = a_person(db, name=f"Isäntä {guest}")
        a_pairing(db, schedule=draft, application=asks, offer=a_host_offer(db, to=round_, person=host))
    an_application(db, to=round_, person=a_person(db, name="Ville Keksitty"))
    return draft


def a_repair(db: Session) -> Schedule:
    """Aino's stay has broken and gets other days; Bertta's goes on as it was."""
    broken, _kept = (invited(db, each) for each in two_guests_of_one_host(db))
    broken.state, broken.broken_at = ExchangeState.BROKEN, NOW
    round_ = db.get_one(Round, broken.round_id)
    draft = a_schedule(db, of=round_, made_at=NOW, is_repair=True, problem=told_of_the_broken(db, round_))
    later = SECOND_STAY.model_copy(
        update={
            "first_day": SECOND_STAY.first_day + timedelta(weeks=1),
            "last_day": SECOND_STAY.last_day + timedelta(weeks=1),
        }
    )
    application = db.get_one(Application, broken.application_id)
    a_pairing(db, schedule=draft, application=application, offer=broken.offer, blocks=(later,))
    return draft


def planned(db: Session, draft: Schedule, *, reader: Language = Language.EN) -> SendPlan:
    return send_plans.of_publication(db, db.get_one(Round, draft.round_id), draft, now=NOW, reader=reader)


def brief(plan: SendPlan) -> list[tuple[str, Effect, str]]:
    return [(each.name, each.effect, each.kind) for each in plan.messages]


def messages(plan: SendPlan) -> list[Message]:
    return sorted((each.address, each.kind, each.method, each.sequence) for each in plan.messages)


def sent(db: Session, *, after: set[object]) -> list[Message]:
    rows = db.scalars(select(Mail)).all()
    new = [each for each in rows if each.id not in after]
    return sorted((each.recipient, each.kind, each.method, each.sequence) for each in new)


def test_a_first_plan_asks_every_pair_and_tells_who_has_no_place(db: Session) -> None:
    plan = planned(db, a_draft(db, "Aino"))

    assert brief(plan) == [
        ("Aino Keksitty", Effect.NEW, "ask_guest"),
        ("Isäntä Aino", Effect.NEW, "ask_host"),
        ("Ville Keksitty", Effect.TOLD, "not_placed"),
    ]
    assert plan.messages[0].when == ("Mon 8 March – Wed 10 March 2027 (week 10)",)
    assert plan.totals == {
        Effect.NEW: 2,
        Effect.MOVED: 0,
        Effect.CHANGED: 0,
        Effect.CANCELLED: 0,
        Effect.TOLD: 1,
    }


def test_a_repair_lists_the_moved_with_old_and_new_days_and_the_others_as_untouched(db: Session) -> None:
    plan = planned(db, a_repair(db), reader=Language.FI)

    moved = Change("Aika", "ma 8.3. – ke 10.3.2027 (vk 10)", "ma 22.3. – ke 24.3.2027 (vk 12)")
    assert [(each.name, each.effect, each.method, each.sequence) for each in plan.messages] == [
        ("Aino Keksitty", Effect.MOVED, "REQUEST", 1),
        ("Onni Keksitty", Effect.MOVED, "REQUEST", 1),
    ]
    assert [each.differences for each in plan.messages] == [(moved,), (moved,)]
    assert [each.name for each in plan.untouched] == ["Bertta Keksitty"]


def test_a_broken_exchange_without_other_days_is_cancelled_in_the_plan(db: Session) -> None:
    draft = a_repair(db)
    for pairing in schedules.versions(db, db.get_one(Round, draft.round_id))[-1].pairings:
        db.delete(pairing)
    db.flush()
    db.expire_all()

    plan = planned(db, db.get_one(Schedule, draft.id))

    assert brief(plan)[:2] == [
        ("Aino Keksitty", Effect.CANCELLED, "invitation_cancel"),
        ("Onni Keksitty", Effect.CANCELLED, "invitation_cancel"),
    ]


def test_the_plan_is_what_publishing_sends(db: Session) -> None:
    draft = a_draft(db, "Aino", "Bertta")
    plan = planned(db, draft)
    before: set[object] = set(db.scalars(select(Mail.id)))
    hr = a_person(db, name="Helmi Keksitty")

    schedules.approve(db, draft, by=hr, now=NOW)
    publish(db, db.get_one(Round, draft.round_id))
    for exchange_id in db.scalars(select(Exchange.id)).all():
        exchange_life.confirm(db, exchanges.load(db, exchange_id), heard=1, now=NOW)

    assert messages(plan) == sent(db, after=before)


def test_looking_at_the_plan_changes_nothing(db: Session) -> None:
    draft = a_repair(db)
    before = everything(db)

    planned(db, draft)

    assert everything(db) == before


def test_the_digest_is_the_same_for_every_reader_and_moment(lite: Session) -> None:
    draft = a_draft(lite, "Aino")
    round_ = lite.get_one(Round, draft.round_id)

    later = send_plans.of_publication(lite, round_, draft, now=NOW + timedelta(hours=3))

    assert planned(lite, draft, reader=Language.SV).digest == planned(lite, draft).digest == later.digest


def test_the_digest_is_another_one_when_somebody_has_withdrawn(lite: Session) -> None:
    draft = a_draft(lite, "Aino", "Bertta")
    before = planned(lite, draft).digest

    withdraws(lite, "Aino Keksitty")

    assert planned(lite, draft).digest != before


def test_a_plan_that_has_been_published_has_nothing_left_to_send(lite: Session) -> None:
    draft = a_draft(lite, "Aino")
    draft.state = ScheduleState.PUBLISHED

    with pytest.raises(NotFound):
        planned(lite, draft)


def test_hr_cannot_approve_what_has_changed_since_they_looked(db: Session) -> None:
    draft = a_draft(db, "Aino", "Bertta")
    seen = foresight.of(db, draft.id, now=NOW)
    hr = a_person(db, name="Helmi Keksitty")
    withdraws(db, "Bertta Keksitty")

    with pytest.raises(Conflict) as refused:
        schedules.approve(db, draft, by=hr, now=NOW, seen=seen)

    assert "changed since you looked" in str(refused.value.words)
    assert db.get_one(Schedule, draft.id).state is ScheduleState.DRAFT


def test_what_is_due_for_one_exchange_can_be_looked_at(lite: Session) -> None:
    exchange, _other = two_guests_of_one_host(lite)
    round_ = lite.get_one(Round, exchange.round_id)

    plan = send_plans.of_exchange(lite, round_, exchange.id, now=NOW)

    assert brief(plan) == [
        ("Aino Keksitty", Effect.NEW, "invitation"),
        ("Onni Keksitty", Effect.NEW, "invitation"),
    ]


def withdraws(db: Session, name: str) -> None:
    found = select(Application).join(Person, Person.id == Application.person_id).where(Person.name == name)
    applications.withdraw(db, db.scalars(found).one(), now=NOW)
    db.flush()


def test_a_reminder_that_falls_due_meanwhile_does_not_ask_for_a_new_yes(lite: Session) -> None:
    draft = a_repair(lite)
    round_ = lite.get_one(Round, draft.round_id)
    a_week_before = at(date(2027, 3, 15), time(9))

    early, late = (
        send_plans.of_publication(lite, round_, draft, now=moment)
        for moment in (a_week_before - timedelta(minutes=1), a_week_before)
    )

    assert {each.kind for each in late.messages} - {each.kind for each in early.messages} == {"reminder_week"}
    assert early.digest == late.digest
