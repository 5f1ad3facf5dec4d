"""What is forgotten each night, and what is written down about it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import brought_files, glances, privacy_runs
from models.access import Entrance, KeptForm, LoginLink, RateCount, WebSession
from models.brought_files import BroughtFile
from models.forgetting import PrivacyRun, Rule
from models.glances import Glance
from tests.builders import a_person, added

NOW = datetime(2027, 3, 16, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def runs(db: Session) -> dict[Rule, int]:
    return {each.rule: each.number for each in db.scalars(select(PrivacyRun))}


def forget_words(db: Session, *, now: datetime) -> None:
    privacy_runs.forget_words(db, now=now, kept=90 * DAY, log_kept=30 * DAY)


def test_a_spreadsheet_that_nobody_saved_goes_by_itself(lite: Session) -> None:
    helmi = a_person(lite)
    brought_files.keep(lite, {"a.csv": b"Aino", "b.csv": b"Onni"}, by=helmi, now=NOW - DAY)

    forget_words(lite, now=NOW)
    on_the_day = len(lite.scalars(select(BroughtFile.id)).all())
    forget_words(lite, now=NOW + timedelta(seconds=1))

    assert (on_the_day, lite.scalars(select(BroughtFile.id)).all()) == (2, [])
    taken = select(PrivacyRun.number).where(PrivacyRun.rule == Rule.BROUGHT_FILES)
    assert lite.scalars(taken.order_by(PrivacyRun.at)).all() == [0, 2]


def test_a_night_on_which_nothing_is_over_is_written_down_too(lite: Session) -> None:
    forget_words(lite, now=NOW)

    assert runs(lite) == dict.fromkeys(
        (
            Rule.COLLEAGUES,
            Rule.MAILS_THAT_CAME,
            Rule.PAIR_LOGS,
            Rule.BROUGHT_FILES,
            Rule.MEMOS,
            Rule.NAMED_FILTERS,
            Rule.PRIVACY_RUNS,
        ),
        0,
    )


def test_how_people_came_in_is_forgotten_and_counted(lite: Session) -> None:
    aino = a_person(lite)
    for ends in (NOW - 31 * DAY, NOW - 2 * DAY, NOW + DAY):
        _came_in(lite, aino.id, ends=ends)
    for days in (366, 364):
        glances.note(lite, {aino.id}, by=a_person(lite).id, on=(NOW - days * DAY).date())

    privacy_runs.forget_entrances(lite, now=NOW)

    assert len(lite.scalars(select(Glance)).all()) == 1
    left = [len(lite.scalars(select(each)).all()) for each in (WebSession, LoginLink, KeptForm, RateCount)]
    assert left == [2, 1, 1, 1]
    assert runs(lite) == {
        Rule.SESSIONS: 1,
        Rule.GLANCES: 1,
        Rule.LOGIN_LINKS: 2,
        Rule.DEPARTURES: 0,
        Rule.KEPT_FORMS: 2,
        Rule.KEPT_ANSWERS: 0,
        Rule.RATE_COUNTS: 2,
    }


def test_what_is_written_down_is_forgotten_after_two_years(lite: Session) -> None:
    forget_words(lite, now=NOW)

    forget_words(lite, now=NOW + privacy_runs.RUNS_KEPT + DAY)

    assert {each.at for each in lite.scalars(select(PrivacyRun))} == {NOW + privacy_runs.RUNS_KEPT + DAY}
    assert runs(lite)[Rule.PRIVACY_RUNS] == 7


def _came_in(db: Session, person_id: object, *, ends: datetime) -> None:
    came = {"person_id": person_id, "entrance": Entrance.MAIL, "made_at": ends, "ends_at": ends}
    mark = ends.isoformat()
    added(db, WebSession(**came, token_hash=mark, seen_at=ends, idle_minutes=30))
    added(db, LoginLink(**came, token_hash=mark, leads_to="/"))
    added(db, KeptForm(person_id=person_id, page="/me", fields={}, ends_at=ends))
    added(db, RateCount(key=mark, number=1, ends_at=ends))
