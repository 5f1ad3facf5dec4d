"""What somebody without a place hears would have helped: of their own answers, and of nobody else."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from domain import advice_words, advising, publishing, schedules
from domain.beside import Beside
from models.applications import Avoid
from models.languages import Language
from models.organisations import Organisation
from models.rounds import Round
from models.schedules import Advice
from models.states import RoundState, ScheduleState
from models.streams import of_round
from tests.builders import (
    CLOSES,
    a_host_offer,
    a_person,
    a_round,
    an_application,
    an_availability,
    an_organisation,
)
from tests.domain.lived import letters
from tests.domain.solved import problem_of, solved

FAR = {"latitude": 69.9, "longitude": 27.0, "name_fi": "Kaukolan liitto"}


def advised(db: Session, round_: Round) -> list[tuple[Advice, ...]]:
    problem = problem_of(db, round_)
    return list(advising.advice(problem, solved(problem)).values())


def a_round_with_a_host(db: Session, organisation: Organisation | None = None) -> Round:
    round_ = a_round(db, state=RoundState.CLOSED)
    host = a_person(db, name="Onni Salattu", organisation=organisation or an_organisation(db))
    a_host_offer(db, to=round_, person=host)
    return round_


def test_a_longer_way_would_have_given_a_place(lite: Session) -> None:
    round_ = a_round_with_a_host(lite, an_organisation(lite, **FAR))
    an_application(lite, to=round_, most_minutes=60)

    ((found,),) = advised(lite, round_)

    assert (found.code, found.more) == ("minutes", 0)
    assert found.to is not None
    assert found.to > 60


def test_another_language_would_have_given_a_place(lite: Session) -> None:
    round_ = a_round_with_a_host(lite)
    an_application(lite, to=round_, languages=(Language.EN,))

    assert [(each.code, each.what) for (each,) in advised(lite, round_)] == [("language", "fi")]


def test_other_days_would_have_given_a_place(lite: Session) -> None:
    round_ = a_round_with_a_host(lite)
    application = an_application(lite, to=round_)
    an_availability(lite, of=application, first_day=date(2027, 3, 1), last_day=date(2027, 5, 28))

    ((found,),) = advised(lite, round_)

    assert (found.code, len(found.days)) == ("own_days", 3)


def test_nothing_is_advised_where_the_places_went_to_others(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.CLOSED)
    a_host_offer(lite, to=round_, most=1)
    for _each in range(2):
        an_application(lite, to=round_)

    assert advised(lite, round_) == []


def test_whom_somebody_avoids_is_not_touched(lite: Session) -> None:
    house = an_organisation(lite)
    round_ = a_round_with_a_host(lite, house)
    application = an_application(lite, to=round_)
    lite.add(Avoid(application_id=application.id, organisation_id=house.id))

    assert advised(lite, round_) == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ((), "Mikään oma vastauksesi ei olisi muuttanut tätä."),
        (
            (Advice(code="minutes", to=240),),
            "Sinulle olisi ollut paikka, jos voisit matkustaa 240 minuuttia suuntaansa.",
        ),
        (
            (Advice(code="language", what="sv"), Advice(code="cost", to=300)),
            "Sinulle olisi ollut paikka, jos voisit osallistua ruotsiksi ja matka saisi maksaa 300 euroa.",
        ),
        (
            (Advice(code="own_days", days=(date(2027, 3, 9), date(2027, 3, 10)), more=2),),
            "Ulottuvillasi olisi ollut 2 paikkaa enemmän, jos olisit vapaa muinakin päivinä, esimerkiksi "
            "ti 9.3. – ke 10.3.2027 (vk 10).",
        ),
        (
            (Advice(code="own_slot", what="tue 13:00"),),
            "Sinulle olisi ollut paikka, jos olisit vapaa tiistaisin kello 13.00.",
        ),
    ],
)
def test_advice_is_one_plain_sentence(told: tuple[Advice, ...], words: str) -> None:
    assert advice_words.in_words(told, Language.FI).into(Language.FI) == words


def test_the_letter_tells_the_advice_the_priority_and_nobody_elses_name(lite: Session) -> None:
    round_ = a_round_with_a_host(lite)
    application = an_application(lite, to=round_, languages=(Language.EN,))
    problem = problem_of(lite, round_)
    solution = solved(problem)
    beside = Beside(advice=advising.advice(problem, solution))
    schedule = schedules.keep(lite, round_, problem, solution, now=CLOSES, beside=beside)
    assert schedule is not None
    schedule.state = ScheduleState.APPROVED

    publishing.publish(lite, round_, schedule, now=CLOSES)

    lite.flush()
    letter = letters(lite, of_round(round_.id))[-1]
    assert schedule.unplaced[0].application_id == application.id
    assert "Sinulle olisi ollut paikka, jos voisit osallistua suomeksi." in letter
    assert "etusija" in letter
    assert "Salattu" not in letter
