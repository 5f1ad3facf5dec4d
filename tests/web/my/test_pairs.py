"""What a mentoring pair does on its page: other times, goals, the log."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select

from domain import exchanges
from models.database import Database
from models.exchanges import Appointment
from models.mentoring import Goal, GoalState, LogEntry, Reach
from models.states import AppointmentState, Kind
from models.timeline import moment
from tests.builders_of_exchanges import some_sessions
from tests.domain.lived import a_confirmed_exchange, invited
from tests.web.conftest import post
from tests.web.my.sitting import at_home
from tests.web.page import texts

TIMES = tuple(moment(date(2027, month, 13), time(13, 0)) for month in (4, 5))


def a_pair(database: Database) -> tuple[UUID, UUID, UUID]:
    with database.change() as db:
        row = invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING, appointments=some_sessions(*TIMES)))
        return row.id, row.guest_id, row.host_id


def sessions(database: Database, row: UUID) -> list[Appointment]:
    with database.look() as db:
        return exchanges.look_at(db, row).appointments


def when(database: Database, row: UUID) -> list[datetime | None]:
    return [each.starts_at for each in sessions(database, row)]


def test_a_session_moves_when_both_have_agreed(database: Database) -> None:
    row, mentee, _mentor = a_pair(database)
    to = {"word": "move", "number": "1", "day": "2027-04-14", "clock": "10:00"}

    for web in at_home(database, mentee):
        alone = post(web, f"/my/exchanges/{row}/sessions", to)
        together = post(web, f"/my/exchanges/{row}/sessions", {**to, "agreed": "yes"})

    assert (alone.status_code, together.status_code) == (422, 303)
    assert when(database, row) == [moment(date(2027, 4, 14), time(10, 0)), TIMES[1]]


def test_one_is_left_out_and_taken_up_again(database: Database) -> None:
    row, _mentee, mentor = a_pair(database)
    states = []

    for web in at_home(database, mentor):
        for word in ("skip", "resume"):
            post(web, f"/my/exchanges/{row}/sessions", {"word": word, "number": "1", "agreed": "yes"})
            states.append(sessions(database, row)[0].state)

    assert states == [AppointmentState.CANCELLED, AppointmentState.PLANNED]


def test_one_more_is_added_and_nonsense_is_refused_kindly(database: Database) -> None:
    row, mentee, _mentor = a_pair(database)
    more = {"word": "add", "day": "2027-05-18", "clock": "09:00", "agreed": "yes"}

    for web in at_home(database, mentee):
        wrong = [
            post(web, f"/my/exchanges/{row}/sessions", {**more, name: "x"})
            for name in ("day", "clock", "word")
        ]
        post(web, f"/my/exchanges/{row}/sessions", more)

    assert [each.status_code for each in wrong] == [422, 422, 422]
    assert texts(wrong[1].text, "p", "refusal") == ["give a time, for example 16:00"]
    assert when(database, row)[2:] == [moment(date(2027, 5, 18), time(9, 0))]


def test_goals_are_the_mentees(database: Database) -> None:
    row, mentee, mentor = a_pair(database)

    for web in at_home(database, mentee):
        post(web, f"/my/exchanges/{row}/goals", {"words": "Johtaa kokous"})
        post(web, f"/my/exchanges/{row}/goals", {"number": "1", "state": "reached"})
    for web in at_home(database, mentor):
        page = web.get(f"/my/exchanges/{row}").text
        theirs = post(web, f"/my/exchanges/{row}/goals", {"words": "Toinen"})

    assert "Johtaa kokous" in page
    assert "Add the goal" not in page
    assert texts(theirs.text, "p", "refusal") == ["The goals are the mentee's own."]
    with database.look() as db:
        assert [(each.words, each.state) for each in db.scalars(select(Goal))] == [
            ("Johtaa kokous", GoalState.REACHED)
        ]


def test_the_log_is_the_pairs_until_its_author_opens_it(database: Database) -> None:
    row, mentee, mentor = a_pair(database)

    for web in at_home(database, mentee):
        post(web, f"/my/exchanges/{row}/log", {"number": "1", "words": "<b>Hyvä</b>"})
    with database.look() as db:
        entry = db.scalars(select(LogEntry)).one()
    assert entry.reach is Reach.PAIR
    for web in at_home(database, mentor):
        page = web.get(f"/my/exchanges/{row}").text
        theirs = post(web, f"/my/exchanges/{row}/log/{entry.id}", {"opens": "yes"})
    for web in at_home(database, mentee):
        post(web, f"/my/exchanges/{row}/log/{entry.id}", {"opens": "yes"})

    assert "&lt;b&gt;Hyvä" in page
    assert theirs.status_code == 404
    with database.look() as db:
        assert db.get_one(LogEntry, entry.id).reach is Reach.PROGRAMME
