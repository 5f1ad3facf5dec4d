"""A contradiction is told to the coordinator in words, once, until it has ended."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import clashes, locks, round_life
from domain.beside import Beside
from domain.locks import Ruling
from models.languages import Language
from models.organisations import Organisation
from models.pairing_rules import PlanClash
from models.people import Person
from models.rounds import Round
from models.states import RoundState
from models.streams import of_round
from solver.clashes import clashes as found_in
from solver.findings import Clash
from tests.builders import CLOSES, a_host_offer, a_person, a_round, an_application
from tests.domain.lived import facts, letters, told
from tests.domain.solved import problem_of, solved

A_DAY = timedelta(days=1)


def a_stuck_round(db: Session) -> Round:
    """Aino and Bertta are both locked to Onni on the only days of all three."""
    house = a_person(db, name="Helmi Keksitty")
    round_ = a_round(db, owner=house, state=RoundState.CLOSED)
    host = a_person(db, name="Onni Keksitty")
    desk = a_host_offer(db, to=round_, person=host, most=2)
    db.get_one(Organisation, host.organisation_id).guests_per_day = 1
    for name in ("Aino Keksitty", "Bertta Keksitty"):
        application = an_application(db, to=round_, person=a_person(db, name=name), languages=(Language.EN,))
        locks.lock(db, application, desk, ruling=Ruling(house, "Sovittu."), now=CLOSES)
    return round_


def stuck(db: Session, round_: Round) -> tuple[Clash, ...]:
    return found_in(problem_of(db, round_))


def take(db: Session, round_: Round, found: tuple[Clash, ...], *, days: int = 0) -> None:
    problem = problem_of(db, round_)
    solution, now = solved(problem), CLOSES + days * A_DAY
    beside = Beside(clashes=found)
    round_life.take_plan(db, round_, problem, solution, heard=1, now=now, beside=beside)
    db.flush()


def test_the_coordinator_hears_who_is_locked_to_whom_and_what_does_not_allow_it(lite: Session) -> None:
    round_ = a_stuck_round(lite)

    take(lite, round_, stuck(lite, round_))

    assert told(lite, of_round(round_.id)) == [("plan_impossible", "Helmi")]
    (letter,) = letters(lite, of_round(round_.id))
    assert "Aino Keksitty on lukittu: Onni Keksitty; kuitenkin heillä ei ole yhteistä kieltä." in letter
    assert "Bertta Keksitty on lukittu: Onni Keksitty; kuitenkin heillä ei ole yhteistä kieltä." in letter
    assert f"vaihto round rules {round_.reference}" in letter


def test_the_same_contradiction_is_told_once(lite: Session) -> None:
    round_ = a_stuck_round(lite)
    found = stuck(lite, round_)

    for days in range(3):
        take(lite, round_, found, days=days)

    assert told(lite, of_round(round_.id)) == [("plan_impossible", "Helmi")]
    assert facts(lite, of_round(round_.id)).count("plan_impossible") == 1


def test_it_ends_with_the_first_plan_that_is_possible(lite: Session) -> None:
    round_ = a_stuck_round(lite)
    take(lite, round_, stuck(lite, round_))
    helmi = lite.get_one(Person, round_.owner_id)
    for rule in locks.rules(lite, round_):
        locks.unlock(lite, rule.application, rule.offer, ruling=Ruling(helmi, "Peruttu."), now=CLOSES)

    take(lite, round_, (), days=1)

    (known,) = lite.scalars(select(PlanClash))
    assert known.ended_at == CLOSES + A_DAY
    assert clashes.newest(lite, round_) is None
    assert round_.state is RoundState.PLANNED
