"""What a mentoring pair does on its page: other times, goals, the log."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select

from domain import exchanges
from domain.sessions import put_at
from models.database import Database
from models.exchanges import Appointment
from models.mentoring import Goal, GoalState, LogEntry, Reach
from models.states import AppointmentState, ExchangeState, Kind
from models.timeline import moment
from tests.builders_of_exchanges import some_sessions
from tests.domain.lived import a_confirmed_exchange, invited
from tests.web.conftest import post
from tests.web.my.sitting import at_home
from tests.web.page import texts

TIMES = tuple(moment(date(2027, 4, day), time(13, 0)) for day in (13, 27))


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


def state(database: Database, row: UUID) -> ExchangeState:
    with database.look() as db:
        return exchanges.look_at(db, row).state


def test_what_follows_is_said_before_a_pair_ends(database: Database) -> None:
    row, mentee, _mentor = a_pair(database)

    for web in at_home(database, mentee):
        page = web.get(f"/my/exchanges/{row}").text

    said = texts(page, "label", "choice")
    assert "We do not suit each other wellThe mentee waits for another mentor and comes first." in said
    assert "2 sessions ahead leave both calendars, and Onni Keksitty hears of it." in page
    assert "I cannot go on as a mentor" not in page


def test_a_pair_ends_early_and_the_other_is_not_told_why(database: Database) -> None:
    row, mentee, mentor = a_pair(database)

    for web in at_home(database, mentee):
        without = post(web, f"/my/exchanges/{row}/end", {})
        said = post(web, f"/my/exchanges/{row}/end", {"code": "no_match"})
    for web in at_home(database, mentor):
        page = web.get(f"/my/exchanges/{row}").text

    assert (without.status_code, texts(without.text, "p", "refusal")) == (422, ["Choose why it ends."])
    assert said.headers["location"] == f"/my/exchanges/{row}?done=pair-ended"
    assert state(database, row) is ExchangeState.RELEASED
    assert "This mentoring has ended early" in page
    assert "suit each other" not in page


def test_a_mentor_leaves_and_the_mentee_reads_what_follows(database: Database) -> None:
    row, mentee, mentor = a_pair(database)
    from_then = {"day": "2027-04-20"}

    for web in at_home(database, mentee):
        theirs = post(web, f"/my/exchanges/{row}/leave", from_then)
    for web in at_home(database, mentor):
        offered = web.get(f"/my/exchanges/{row}").text
        past = post(web, f"/my/exchanges/{row}/leave", {"day": "2027-01-01"})
        late = post(web, f"/my/exchanges/{row}/leave", {"day": "2027-12-01"})
        said = post(web, f"/my/exchanges/{row}/leave", from_then)
    for web in at_home(database, mentee):
        page = web.get(f"/my/exchanges/{row}").text

    assert "I leave: find a new mentor" in offered
    assert (theirs.status_code, past.status_code, late.status_code) == (409, 422, 422)
    assert said.headers["location"] == f"/my/exchanges/{row}?done=mentor-left"
    assert [each.state for each in sessions(database, row)] == [
        AppointmentState.PLANNED,
        AppointmentState.CANCELLED,
    ]
    assert "The mentor leaves" in page
    assert "You are asked whether your open goals go along." in page


def test_a_session_that_cannot_be_is_marked_and_found_another_time(database: Database) -> None:
    row, mentee, _mentor = a_pair(database)
    with database.change() as db:
        exchange = exchanges.load(db, row)
        on_ascension = moment(date(2027, 5, 6), time(13, 0))
        put_at(db, exchange, exchange.appointments[1], to=on_ascension)

    for web in at_home(database, mentee):
        page = web.get(f"/my/exchanges/{row}").text
        post(web, f"/my/exchanges/{row}/sessions", {"word": "find_again", "agreed": "yes"})
        after = web.get(f"/my/exchanges/{row}").text

    assert "Falls on a holiday, on July, or on something else in a calendar." in page
    assert "Find another time for 1 session" in page
    assert "Falls on a holiday" not in after
    assert when(database, row)[0] == TIMES[0]
    assert when(database, row)[1] != on_ascension


def test_a_longer_session_is_added_and_what_was_wrong_stays_written(database: Database) -> None:
    row, mentee, _mentor = a_pair(database)
    more = {"word": "add", "day": "2027-05-18", "clock": "09:00", "agreed": "yes", "minutes": "90"}

    for web in at_home(database, mentee):
        wrong = post(web, f"/my/exchanges/{row}/sessions", {**more, "minutes": "5"})
        post(web, f"/my/exchanges/{row}/sessions", more)
        lost = post(web, f"/my/exchanges/{row}/goals", {"words": "131052-308T"})

    assert texts(wrong.text, "p", "refusal") == ["A session lasts from 15 to 480 minutes."]
    assert 'value="2027-05-18"' in wrong.text
    assert [each.minutes for each in sessions(database, row)] == [60, 60, 90]
    assert 'value="131052-308T"' in lost.text
