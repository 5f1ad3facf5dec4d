"""A round is copied with all that decides its matching, and without a word that anybody wrote."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import planning
from domain.refusals import Conflict
from domain.rehearsals import copying, inventing, opening
from migrations.upgrade import upgrade
from models.applications import Application
from models.base import Base
from models.database import Database
from models.languages import Language
from models.offers import Availability, Offer
from models.people import Person
from models.rehearsals import Rehearsal
from models.rounds import Round
from models.states import ApplicationState, Kind, RoundState
from tests.builders import (
    NOON,
    a_host_offer,
    a_person,
    a_round,
    a_wish,
    an_application,
    an_endorsement,
    an_organisation,
)
from tests.domain.lived import everything


@pytest.fixture
def rehearsal(tmp_path: Path) -> Iterator[Session]:
    """Another database, empty but for its tables."""
    other = Database(f"sqlite:///{tmp_path / 'rehearsal.sqlite'}")
    upgrade(other)
    with other.change() as db:
        yield db
    other.close()


def a_real_round(db: Session, *, state: RoundState = RoundState.OPEN) -> Round:
    round_ = a_round(db, state=state)
    here, there = an_organisation(db, code="K"), an_organisation(db, code="S")
    asks = an_application(db, to=round_, person=a_person(db, organisation=here, name="Aino Salainen"))
    a_wish(db, application=asks, organisation=there)
    an_endorsement(db, application=asks)
    offer = a_host_offer(db, to=round_, person=a_person(db, organisation=there, name="Onni Salainen"))
    db.add(Availability(offer_id=offer.id, first_day=date(2027, 3, 8), last_day=date(2027, 3, 19), can=True))
    an_application(db, to=a_round(db, owner=db.get(Person, round_.owner_id)))
    db.flush()
    return round_


def test_the_copy_gives_the_solver_the_same_people_places_and_days(db: Session, rehearsal: Session) -> None:
    round_ = a_real_round(db)

    copying.copy(db, rehearsal, round_)

    copied = planning.problem(rehearsal, rehearsal.get_one(Round, round_.id), now=NOON)
    real = planning.problem(db, round_, now=NOON)
    assert {each.id for each in copied.applications} == {each.id for each in real.applications}
    assert [each.free for each in copied.host_offers] == [each.free for each in real.host_offers]
    assert [each.wishes for each in copied.applications] == [each.wishes for each in real.applications]


def test_nobody_is_named_and_nothing_written_goes_along(db: Session, rehearsal: Session) -> None:
    round_ = a_real_round(db)
    words = [*db.scalars(select(Person.name)), *db.scalars(select(Person.email))]
    words += [
        *filter(None, db.scalars(select(Application.aims))),
        *filter(None, db.scalars(select(Offer.unit))),
    ]

    copying.copy(db, rehearsal, round_)

    kept = str(everything(rehearsal))
    assert [each for each in words if each in kept] == []
    assert len(words) > 4
    names = rehearsal.scalars(select(Person.name).order_by(Person.id)).all()
    assert names[0] == "Osallistuja 1"


def test_only_this_round_goes_along(db: Session, rehearsal: Session) -> None:
    round_ = a_real_round(db)

    copying.copy(db, rehearsal, round_)

    assert rehearsal.scalars(select(Round.id)).all() == [round_.id]
    assert rehearsal.scalars(select(Application.round_id).distinct()).all() == [round_.id]


def test_the_real_round_is_as_it_was(db: Session, rehearsal: Session) -> None:
    round_ = a_real_round(db)
    before = everything(db)

    copying.copy(db, rehearsal, round_)

    assert everything(db) == before


def test_a_round_that_runs_is_not_rehearsed(db: Session) -> None:
    running = a_round(db, state=RoundState.RUNNING)

    with pytest.raises(Conflict) as refused:
        opening.check(running)

    assert refused.value.words.into(Language.EN).endswith("exchanges have not begun can be rehearsed.")


def test_invented_people_apply_where_nobody_real_has(db: Session, rehearsal: Session) -> None:
    round_ = a_round(db, kinds=(Kind.SHADOWING,))
    an_organisation(db, code="K")
    copying.copy(db, rehearsal, round_)
    copied = rehearsal.get_one(Round, round_.id)

    inventing.invent(rehearsal, copied, applicants=10, seed=1)

    states = rehearsal.scalars(select(Application.state)).all()
    assert states == [ApplicationState.DRAFT] * 10
    assert len(rehearsal.scalars(select(Offer.id)).all()) == 9


def test_the_same_seed_invents_the_same_people(db: Session, tmp_path: Path) -> None:
    round_ = a_round(db)
    an_organisation(db, code="K")

    first, again, other = (
        invented(db, round_, tmp_path / name, seed=seed) for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )

    assert first == again
    assert first != other


def invented(db: Session, round_: Round, file: Path, *, seed: int) -> list[tuple[object, ...]]:
    database = Database(f"sqlite:///{file}")
    Base.metadata.create_all(database.engine)
    with database.change() as copy:
        copying.copy(db, copy, round_)
        inventing.invent(copy, copy.get_one(Round, round_.id), applicants=8, seed=seed)
        asks = select(Person.email, Application.kind, Application.blocks, Application.slots)
        asks = asks.join(Application.person).order_by(Person.email)
        found: list[tuple[object, ...]] = [tuple(each) for each in copy.execute(asks)]
    database.close()
    return found


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED, RoundState.PLANNED])
def test_a_round_goes_on_from_the_phase_it_is_in(db: Session, rehearsal: Session, state: RoundState) -> None:
    copying.copy(db, rehearsal, a_real_round(db, state=state))
    copied = rehearsal.scalars(select(Round)).one()

    opening.begin(rehearsal, copied, seed=3, now=NOON)

    assert copied.state is (RoundState.OPEN if state is RoundState.OPEN else RoundState.CLOSED)
    assert rehearsal.get_one(Rehearsal, 1).now == NOON
