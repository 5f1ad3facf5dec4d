"""A house with a round in each of its ages, played by the real verbs, in the middle of March 2027."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import as_file, files

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import endorsements, exchange_life, exchanges, illnesses, links, publishing, rounds, schedules
from domain.access import sessions
from domain.access.sessions import Browser
from domain.previews import previewing
from domain.spreadsheets.loading import load
from domain.spreadsheets.reading import open_books
from models.access import Entrance, WebSession
from models.applications import Endorsement
from models.database import Database
from models.exchanges import Exchange
from models.people import Person
from models.rounds import Round
from models.states import Answer, EndorsementState, ExchangeState, Kind, Role
from models.timeline import local_day
from solver.solve import solve
from tests.browser import other_rounds, places
from tests.builders import a_person, an_appointee
from tests.domain.solved import problem_of

NOW = datetime(2027, 3, 16, 7, 0, tzinfo=UTC)
RUNNING = "kolme-2027"
SILENT = 1  # exchanges whose guest has not answered


@dataclass(frozen=True)
class House:
    """Who may be asked for by name, and where the rows are that addresses name."""

    tokens: Mapping[str, str]  # of living sessions, by who holds them
    places: Mapping[str, str]  # what stands in the braces of an address

    def address(self, pattern: str) -> str:
        return pattern.format_map(self.places)


def furnished(database: Database, *, address: str) -> House:
    """Everything that pages can show, and somebody of each role who looks at it."""
    with database.change() as db:
        links.lay(db, address=address)
        round_ = _loaded(db)
    for act in (_close, _publish, _answer, _live):
        with database.change() as db:
            act(db, rounds.by_reference(db, RUNNING))
    with database.change() as db:
        other_rounds.add(db, rounds.by_reference(db, RUNNING), now=NOW)
    with database.change() as db:
        cast = _cast(db, db.get_one(Round, round_))
        tokens = {name: _session(db, person) for name, person in cast.items()}
        tokens["long inside"] = _session(db, cast["coordinator"])
        _grow_old(db, tokens["long inside"])
        return House(tokens, places.found(db, rounds.by_reference(db, RUNNING), now=NOW))


def _loaded(db: Session) -> object:
    """Applications and offers of three councils, as HR brings them."""
    with as_file(files("samples").joinpath("three-councils-2027")) as folder:
        opens = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
        loaded = load(db, open_books([folder]), now=opens)
        assert loaded.is_saved, loaded.problems
    round_ = rounds.by_reference(db, RUNNING)
    previewing.mark(db, round_, by=db.get_one(Person, round_.owner_id), now=opens)
    rounds.open_(db, round_, now=opens)
    return round_.id


def _close(db: Session, round_: Round) -> None:
    now = round_.closes_at - timedelta(days=1)
    for each in db.scalars(select(Endorsement).where(Endorsement.state == EndorsementState.ASKED)).all():
        endorsements.endorse(db, each, now=now)
    rounds.close(db, round_, now=round_.closes_at)


def _publish(db: Session, round_: Round) -> None:
    now = round_.closes_at + timedelta(hours=1)
    problem = problem_of(db, round_, now=now)
    kept = schedules.keep(db, round_, problem, solve(problem, seed=1, deterministic_limit=5.0), now=now)
    assert kept is not None
    schedules.approve(db, kept, by=db.get_one(Person, round_.owner_id), now=now)
    publishing.publish(db, round_, kept, now=now)


def _answer(db: Session, round_: Round) -> None:
    """All but a few say yes within a day."""
    now = round_.closes_at + timedelta(days=1)
    for number, exchange in enumerate(_exchanges(db, round_)):
        exchange_life.confirm(db, exchange, heard=1, now=now)
        for confirmation in exchange.confirmations:
            if number >= SILENT or confirmation.person_id == exchange.host_id:
                exchanges.answer(db, exchange, confirmation.person_id, Answer.ACCEPTED, now=now)


def _live(db: Session, round_: Round) -> None:
    """Invitations leave; the days that have passed are followed up; somebody falls ill."""
    confirmed = [each for each in _exchanges(db, round_) if each.state is ExchangeState.CONFIRMED]
    for each in confirmed:
        exchange_life.accompany(db, each, heard=3, now=round_.decide_by)
    stays = [each for each in confirmed if each.kind is Kind.SHADOWING]
    first = min(stays, key=_first_day)
    ended = datetime.combine(_first_day(first), datetime.min.time(), tzinfo=UTC) + timedelta(days=7)
    exchanges.hold(db, first, now=ended)
    exchange_life.follow_up(db, first, heard=4, now=ended)
    ill = max(stays, key=_first_day)
    if ill is not first:
        day = _first_day(ill)
        illnesses.fall_ill(db, round_.id, ill.guest_id, first=day, last=day, now=NOW - timedelta(days=1))


def _first_day(exchange: Exchange) -> date:
    return min(each.first_day or local_day(each.starts_at or NOW) for each in exchange.appointments)


def _exchanges(db: Session, round_: Round) -> list[Exchange]:
    found = select(Exchange.id).where(Exchange.round_id == round_.id).order_by(Exchange.id)
    return [exchanges.load(db, each) for each in db.scalars(found)]


def _cast(db: Session, round_: Round) -> dict[str, Person]:
    """One person for each role; the sample has appointed the coordinator and the HR officer."""
    helena = a_person(db, name="Helena Keksitty", email="helena.keksitty@example.org")
    anna = a_person(db, name="Anna Keksitty", email="anna.keksitty@example.org")
    an_appointee(db, person=helena, role=Role.ADMINISTRATOR)
    an_appointee(db, person=anna, role=Role.AUDITOR)
    coordinator = db.get_one(Person, round_.owner_id)
    an_appointee(db, person=coordinator, role=Role.ADMINISTRATOR)  # so that every page can be seen
    lived = _exchanges(db, round_)
    proposed = next(each for each in lived if each.state is ExchangeState.PROPOSED)
    held = next(each for each in lived if each.state is ExchangeState.HELD)
    confirmed = [each for each in lived if each.state is ExchangeState.CONFIRMED]
    pair = min((each for each in confirmed if each.kind is Kind.MENTORING), key=lambda each: str(each.id))
    return {
        "coordinator": coordinator,
        "administrator": helena,
        "auditor": anna,
        "guest": proposed.guest,
        "host": proposed.host,
        "traveller": held.guest,
        "mentee": pair.guest,
        "mentor": pair.host,
        "beginner": db.scalars(select(Person).where(Person.name == other_rounds.BEGINNER)).one(),
        "supervisor": db.scalars(select(Person).where(Person.name == other_rounds.SUPERVISOR)).one(),
    }


def _grow_old(db: Session, token: str) -> None:
    """Whoever has this session showed long ago who they are."""
    row = db.scalars(select(WebSession).where(WebSession.token_hash == sessions.hashed(token))).one()
    row.proved_at = None


def _session(db: Session, person: Person) -> str:
    now = datetime.now(UTC)
    return sessions.begin(db, person, entrance=Entrance.TERMINAL, browser=Browser(), now=now)
