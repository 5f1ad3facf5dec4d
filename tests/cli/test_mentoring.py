"""What a coordinator hears of mentoring pairs is one command each."""

from sqlalchemy import select

from models import streams
from models.events import Event, Stream
from models.exchanges import Exchange
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState, Kind, Reason
from tests.builders import a_person
from tests.cli.terminal import Terminal
from tests.cli.test_exchange_changes import BY, an_exchange


def mentor_of(terminal: Terminal) -> str:
    with terminal.database.look() as db:
        return db.scalars(select(Person.email).join(Exchange, Exchange.host_id == Person.id)).one()


def pair(terminal: Terminal) -> Exchange:
    with terminal.database.look() as db:
        return db.scalars(select(Exchange)).one()


def kinds(terminal: Terminal) -> list[str]:
    """All letters beside the first two invitations, the oldest first."""
    with terminal.database.look() as db:
        return list(db.scalars(select(Mail.kind).order_by(Mail.queued_at, Mail.lane, Mail.number)))[2:]


def test_a_mentor_who_leaves_is_one_command_that_shows_whom_it_tells(terminal: Terminal) -> None:
    an_exchange(terminal, Kind.MENTORING)

    told = terminal.says("mentoring", "mentor-leaves", mentor_of(terminal), "--from", "2.3.2027", *BY)

    assert told[-1] == "1 mentee needs a successor."
    assert pair(terminal).released_reason is Reason.MENTOR_LEFT
    assert sorted(kinds(terminal)) == [
        "find_successor",
        "invitation_cancel",
        "invitation_cancel",
        "mentor_leaves",
    ]


def test_with_plan_alone_a_mentor_stays(terminal: Terminal) -> None:
    an_exchange(terminal, Kind.MENTORING)

    told = terminal.says(
        "mentoring", "mentor-leaves", mentor_of(terminal), "--from", "2.3.2027", "--plan", *BY
    )

    assert told[-1] == "Nothing has been changed or sent."
    assert pair(terminal).state is ExchangeState.CONFIRMED
    assert kinds(terminal) == []


def test_a_pair_ends_with_a_reason(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)

    terminal.says("mentoring", "end", exchange, "--because", "no_time", *BY)

    assert pair(terminal).released_reason is Reason.ENDED_EARLY


def test_goals_said_by_phone_are_listed_with_what_became_of_them(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)
    terminal.says("mentoring", "goal", exchange, "--add", "Johtaa hanke", *BY)
    terminal.says("mentoring", "goal", exchange, "--number", "1", "--state", "reached", *BY)

    listed = terminal.says("mentoring", "goals", exchange)

    assert "Johtaa hanke" in listed[-1]
    assert "reached" in listed[-1]


def test_mentors_without_training_are_listed_until_it_is_noted(terminal: Terminal) -> None:
    an_exchange(terminal, Kind.MENTORING)
    before = terminal.says("mentoring", "untrained", "kevat-2027")

    terminal.says(
        "mentoring", "trained", mentor_of(terminal), "--round", "kevat-2027", "--on", "1.2.2027", *BY
    )

    after = terminal.says("mentoring", "untrained", "kevat-2027")
    assert any("Onni" in line for line in before)
    assert not any("Onni" in line for line in after)


def test_a_round_accompanies_its_pairs_when_hr_says_so(terminal: Terminal) -> None:
    an_exchange(terminal, Kind.MENTORING)

    terminal.says("mentoring", "accompany", "kevat-2027", "--yes", *BY)

    with terminal.database.look() as db:
        assert db.scalars(select(Round)).one().accompanies_pairs
        on = streams.of_exchange(db.scalars(select(Exchange.id)).one())
        newest = db.scalars(select(Event).where(Event.stream_id == on).order_by(Event.number)).all()[-1]
        assert (newest.type, db.get_one(Stream, on).bell_number) == ("pairs_accompanied", newest.number)


def test_who_steers_nothing_cannot_say_that_a_mentor_leaves(terminal: Terminal) -> None:
    an_exchange(terminal, Kind.MENTORING)
    with terminal.change() as db:
        a_person(db, email="stranger@example.org")

    terminal.refuses(
        "mentoring",
        "mentor-leaves",
        mentor_of(terminal),
        "--from",
        "2.3.2027",
        "--by",
        "stranger@example.org",
    )

    assert pair(terminal).state is ExchangeState.CONFIRMED
