"""A forum of seven weeks: stories and facts first, then people, then what comes of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import skipping
from domain.behalf import Behalf
from domain.feedback import feedback
from domain.refusals import Conflict, Invalid
from domain.workshops import sign_ups, tasks, workshops
from domain.workshops.timetables import Timetable, timetable
from models.asks import About
from models.events import Wait
from models.people import Person
from models.rounds import Round
from models.states import WorkshopState
from models.streams import of_workshop
from models.workshop_states import FeedbackState, Work, WorkshopKind
from models.workshops import Spoken, Workshop, WorkshopTask
from tests.builders import a_round
from tests.domain.lived import at, facts, letters, told
from tests.domain.workshops.gathered import Life, people

MEETS = at(date(2027, 5, 28), time(9))
ENDS = at(date(2027, 5, 28), time(15))
ANNOUNCED = at(date(2027, 4, 9), time(9))
TABLE: Timetable = timetable(WorkshopKind.PUIMALA, starts_at=MEETS, ends_at=ENDS)


@dataclass(frozen=True)
class Forum:
    """Aino tells the stories, Bertta gathers the facts, Cecilia writes the notes; Helmi arranges it."""

    life: Life
    helmi: Person
    aino: Person
    bertta: Person
    cecilia: Person


def a_forum(db: Session) -> Forum:
    round_ = a_round(db)
    helmi = db.get_one(Person, round_.owner_id)
    aino, bertta, cecilia = people(db, "Aino", "Bertta", "Cecilia")
    owners = {Work.STORIES: aino, Work.FACT_PACK: bertta, Work.NOTES: cecilia}
    work = tuple(
        WorkshopTask(work=each, owner_id=owners[each].id, due_at=due, gates=not each.is_after)
        for each, due in TABLE.work
    )
    workshop = workshops.add(db, as_draft(round_, helmi), work)
    for each in owners.values():
        sign_ups.invite(db, workshop, each, now=ANNOUNCED)
    workshops.announce(db, workshop, by=helmi, now=ANNOUNCED)
    return Forum(Life(db, workshop.id), helmi, aino, bertta, cecilia)


def as_draft(round_: Round, organiser: Person) -> Workshop:
    return Workshop(
        round_id=round_.id,
        kind=WorkshopKind.PUIMALA,
        organiser_id=organiser.id,
        organisation_id=organiser.organisation_id,
        title=Spoken(fi="Muutoksen puimala"),
        description=Spoken(),
        place="Kuopio",
        invites_each=2,
        capacity=20,
        opens_at=TABLE.opens_at,
        closes_at=TABLE.closes_at,
        starts_at=MEETS,
        ends_at=ENDS,
        feedback_until=TABLE.feedback_until,
    )


def with_inputs(db: Session) -> Forum:
    forum = a_forum(db)
    forum.life.at(ANNOUNCED)
    forum.life.says(forum.aino, "done", result="https://example.org/kertomukset", now=inputs_day(1))
    forum.life.says(
        forum.bertta, "done", result="Tietopaketti\nhttps://example.org/tiedot", now=inputs_day(2)
    )
    forum.life.at(TABLE.opens_at)
    return forum


def inputs_day(number: int) -> datetime:
    return ANNOUNCED + timedelta(days=number)


def test_the_timetable_of_a_forum_follows_from_its_day() -> None:
    assert date(2027, 4, 9) == TABLE.begins
    assert [at(date(2027, 4, 30), time(9)), at(date(2027, 5, 21), time(16))] == [
        TABLE.opens_at,
        TABLE.closes_at,
    ]
    assert TABLE.work == (
        (Work.STORIES, at(date(2027, 4, 28), time(16))),
        (Work.FACT_PACK, at(date(2027, 4, 28), time(16))),
        (Work.NOTES, at(date(2027, 6, 4), time(16))),
    )
    assert at(date(2027, 6, 18), time(23, 59)) == TABLE.feedback_until


def test_sign_up_waits_for_the_stories_and_the_facts(lite: Session) -> None:
    forum = a_forum(lite)
    lane = of_workshop(forum.life.id)
    forum.life.at(ANNOUNCED)
    forum.life.says(forum.aino, "done", result="https://example.org/kertomukset", now=inputs_day(1))

    waits = forum.life.through(inputs_day(1), TABLE.opens_at + timedelta(hours=1))

    assert (waits.waiting_for, forum.life.chapter) == ("work", 0)
    assert told(lite, lane) == [
        ("work_due", "Aino"), ("work_due", "Bertta"),
        ("work_due", "Bertta"), ("work_due", "Bertta"), ("work_late", "Helmi"),
    ]  # fmt: skip

    (facts_,) = [each for each in tasks.before(lite, forum.life.workshop) if each.work is Work.FACT_PACK]
    tasks.finish(lite, facts_, "https://example.org/tiedot", now=TABLE.opens_at + timedelta(hours=2))
    forum.life.at(TABLE.opens_at + timedelta(hours=2))

    assert told(lite, lane)[5:] == [
        ("workshop_invitation", "Aino"),
        ("workshop_invitation", "Bertta"),
        ("workshop_invitation", "Cecilia"),
    ]


def test_signing_up_brings_the_material_and_invites_others_within_a_limit(lite: Session) -> None:
    forum = with_inputs(lite)
    now = TABLE.opens_at + timedelta(hours=1)

    forum.life.says(forum.aino, "come", others="uusi.vieras@example.org\nDAVID@example.org", now=now)
    forum.life.at(now)

    assert forum.life.stands() == {
        "Aino": "signed_up", "Bertta": "invited", "Cecilia": "invited", "Uusi": "invited", "David": "invited",
    }  # fmt: skip
    confirmation = letters(lite, of_workshop(forum.life.id))[5]
    assert "Luettavaksi etukäteen - https://example.org/kertomukset - Tietopaketti" in confirmation
    assert "Aino Keksitty toivoo sinua mukaan" in letters(lite, of_workshop(forum.life.id))[-1]


def test_nobody_invites_more_than_the_limit(lite: Session) -> None:
    forum = with_inputs(lite)
    three = "yksi@example.org kaksi@example.org kolme@example.org"

    with pytest.raises(Conflict):
        forum.life.says(forum.aino, "come", others=three, now=TABLE.opens_at)


def test_what_is_no_address_is_refused(lite: Session) -> None:
    forum = with_inputs(lite)

    with pytest.raises(Invalid):
        forum.life.says(forum.aino, "come", others="naapuri", now=TABLE.opens_at)


def test_after_the_meeting_come_attendance_feedback_and_notes_and_then_it_is_closed(lite: Session) -> None:
    forum = with_inputs(lite)
    life, lane = forum.life, of_workshop(forum.life.id)
    for who, word in ((forum.aino, "come"), (forum.cecilia, "come"), (forum.bertta, "notes")):
        life.says(who, word, now=TABLE.opens_at)
    before = len(told(lite, lane))

    life.through(TABLE.opens_at, ENDS)
    life.says(forum.helmi, "some", absent="Cecilia Keksitty", now=ENDS + timedelta(hours=1))
    life.through(ENDS + timedelta(hours=1), at(date(2027, 6, 2)))
    life.says(forum.cecilia, "done", result="1. Kokeillaan\n2. Kerrotaan", now=at(date(2027, 6, 2)))
    life.through(at(date(2027, 6, 2)), at(date(2027, 7, 1)))

    assert told(lite, lane)[before:] == [
        ("workshop_tomorrow", "Aino"), ("workshop_tomorrow", "Cecilia"),
        ("attendance_asked", "Helmi"), ("work_due", "Cecilia"),
        ("workshop_feedback", "Aino"),
        ("workshop_notes", "Aino"), ("workshop_notes", "Bertta"),
    ]  # fmt: skip
    assert [life.sign_up(each).attended for each in (forum.aino, forum.cecilia)] == [True, False]
    assert (life.is_over, life.workshop.state) == (True, WorkshopState.CLOSED)
    assert facts(lite, lane)[-1] == "workshop_closed"


def test_anybody_gives_feedback_and_nobody_else_reads_it_before_it_is_shown(lite: Session) -> None:
    forum = with_inputs(lite)
    forum.life.through(TABLE.opens_at, ENDS + timedelta(days=1))
    workshop = forum.life.workshop

    row = feedback.give(lite, workshop, feedback.Said(learnt="Paljon"), now=ENDS + timedelta(days=1))
    unseen = feedback.of_workshop(lite, workshop, FeedbackState.SHOWN)
    feedback.look_at(lite, row, shows=FeedbackState.SHOWN, by=forum.helmi, now=ENDS + timedelta(days=2))

    assert unseen == []
    assert [each.learnt for each in feedback.of_workshop(lite, workshop, FeedbackState.SHOWN)] == ["Paljon"]


def test_feedback_ends_with_its_time(lite: Session) -> None:
    forum = with_inputs(lite)
    forum.life.through(TABLE.opens_at, at(date(2027, 7, 1)))

    with pytest.raises(Conflict):
        feedback.give(lite, forum.life.workshop, feedback.Said(learnt="Myöhässä"), now=at(date(2027, 7, 1)))


def test_late_notes_are_carried_to_everybody_all_the_same(lite: Session) -> None:
    forum = with_inputs(lite)
    forum.life.says(forum.aino, "come", now=TABLE.opens_at)
    forum.life.through(TABLE.opens_at, at(date(2027, 6, 20)))
    (notes,) = tasks.after(lite, forum.life.workshop)

    tasks.finish(lite, notes, "Kokeillaan", now=at(date(2027, 6, 21)))
    forum.life.at(at(date(2027, 6, 21)))

    assert told(lite, of_workshop(forum.life.id))[-2:] == [("work_late", "Helmi"), ("workshop_notes", "Aino")]
    assert forum.life.is_over


def test_a_forum_without_owners_of_its_inputs_is_not_announced(lite: Session) -> None:
    round_ = a_round(lite)
    helmi = lite.get_one(Person, round_.owner_id)
    workshop = workshops.add(lite, as_draft(round_, helmi))

    with pytest.raises(Invalid):
        workshops.announce(lite, workshop, by=helmi, now=ANNOUNCED)


def test_an_announced_forum_asks_for_its_inputs_only(lite: Session) -> None:
    forum = a_forum(lite)

    forum.life.at(ANNOUNCED)

    assert forum.life.open_asks() == [About.WORKSHOP_WORK, About.WORKSHOP_WORK]


def test_a_round_that_is_cancelled_takes_its_workshops_along(lite: Session) -> None:
    forum = with_inputs(lite)
    round_ = lite.get_one(Round, forum.life.workshop.round_id)
    forum.life.says(forum.aino, "come", now=TABLE.opens_at)

    workshops.cancel_all(lite, round_, by=forum.helmi, now=TABLE.opens_at + timedelta(days=1))
    forum.life.at(TABLE.opens_at + timedelta(days=1))

    assert forum.life.workshop.state is WorkshopState.CANCELLED
    assert told(lite, of_workshop(forum.life.id))[-1] == ("workshop_cancelled", "Aino")
    assert forum.life.is_over


def test_who_skips_the_wait_for_work_opens_sign_up_without_it(lite: Session) -> None:
    forum = a_forum(lite)
    forum.life.through(ANNOUNCED, TABLE.opens_at)
    wait = lite.get_one(Wait, of_workshop(forum.life.id))

    skipping.end(lite, wait, now=TABLE.opens_at + timedelta(hours=1))
    forum.life.at(TABLE.opens_at + timedelta(hours=1))

    assert forum.life.open_asks() == [About.WORKSHOP] * 3


def test_work_written_down_by_phone_is_neither_reminded_of_nor_called_late(lite: Session) -> None:
    forum = a_forum(lite)
    forum.life.at(ANNOUNCED)
    (stories,) = [each for each in tasks.before(lite, forum.life.workshop) if each.owner_id == forum.aino.id]

    behalf = Behalf(forum.helmi, "puhelimessa")
    tasks.finish(lite, stories, "https://example.org/kertomukset", now=inputs_day(1), behalf=behalf)
    forum.life.through(inputs_day(1), TABLE.opens_at)

    assert told(lite, of_workshop(forum.life.id)) == [
        ("work_due", "Aino"), ("work_due", "Bertta"),
        ("work_due", "Bertta"), ("work_due", "Bertta"), ("work_late", "Helmi"),
    ]  # fmt: skip
