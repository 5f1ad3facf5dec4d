"""The supervisor's word: asked by mail, reminded, passed to a deputy, given on conditions, or refused."""

from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import endorsements, planning, rounds
from domain.amending import Amendment, amend
from domain.applications import submit, withdraw
from domain.asks import asking
from domain.refusals import Conflict, Invalid
from models import streams
from models.applications import Application, Conditions, Endorsement
from models.asks import About, Ask, AskState, Filled, Reply
from models.people import Deputy, Person
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, RoundState
from tests.builders import CLOSES, a_host_offer, a_person, a_round, an_application
from tests.domain.lived import at, letters, told

MONDAY = at(date(2026, 12, 7))
REMINDED = at(date(2026, 12, 10), time(9))
PASSED = at(date(2026, 12, 15), time(9))


def applied(db: Session, *, deputy: bool = False) -> Ask:
    """Aino has applied on a Monday in December; Eero is her supervisor."""
    eero = a_person(db, name="Eero Keksitty")
    if deputy:
        saara = a_person(db, name="Saara Keksitty")
        db.add(Deputy(person_id=eero.id, email=saara.email, name=saara.name))
    aino = a_person(db, name="Aino Keksitty", supervisor_id=eero.id)
    round_ = a_round(db)
    application = an_application(db, to=round_, person=aino, state=ApplicationState.DRAFT)
    submit(db, application, now=MONDAY)
    return db.scalars(select(Ask)).one()


def lane(db: Session) -> str:
    return streams.of_round(db.scalars(select(Round)).one().id)


def says(db: Session, ask: Ask, word: str, **filled: str) -> None:
    fields = tuple(Filled(name=name, value=value) for name, value in filled.items())
    asking.answer(db, ask, Reply(word=word, filled=fields), now=MONDAY)


def the_endorsement(db: Session) -> Endorsement:
    return db.scalars(select(Endorsement)).one()


def test_the_supervisor_is_asked_until_the_closing_and_reminded_after_three_working_days(
    lite: Session,
) -> None:
    ask = applied(lite)

    asking.see_through(lite, lane(lite), now=REMINDED)

    assert (ask.about, ask.deadline, ask.reminders) == (About.ENDORSEMENT, CLOSES, (REMINDED,))
    assert told(lite, lane(lite)) == [
        ("application_received", "Aino"),
        ("ask_endorsement", "Eero"),
        ("ask_endorsement", "Eero"),
    ]


def test_after_a_silence_the_deputy_is_asked_and_may_answer(lite: Session) -> None:
    ask = applied(lite, deputy=True)

    for now in (REMINDED, PASSED):
        asking.see_through(lite, lane(lite), now=now)
    says(lite, ask, "endorse")

    assert told(lite, lane(lite))[-1] == ("ask_endorsement", "Saara")
    assert "Kysyimme ensin: Eero Keksitty" in letters(lite, lane(lite))[-1]
    assert the_endorsement(lite).state is EndorsementState.GIVEN


def test_silence_until_the_closing_leaves_the_application_without_a_part(lite: Session) -> None:
    ask = applied(lite)
    application = lite.scalars(select(Application)).one()

    asking.see_through(lite, lane(lite), now=CLOSES)

    assert ask.state is AskState.LAPSED
    assert the_endorsement(lite).state is EndorsementState.ASKED
    lite.refresh(application, ["endorsement"])
    assert not planning.is_endorsed(application)


def test_a_yes_on_conditions_limits_the_matching_and_is_told_to_the_applicant(lite: Session) -> None:
    ask = applied(lite)
    round_ = lite.scalars(select(Round)).one()
    a_host_offer(lite, to=round_)

    says(lite, ask, "endorse", weeks="10, 11", euros="300")

    assert the_endorsement(lite).conditions == Conditions(weeks=("2027-W10", "2027-W11"), most_euros=300)
    assert told(lite, lane(lite))[-1] == ("endorsement_answered", "Aino")
    assert "Ei viikolla 10" in letters(lite, lane(lite))[-1]
    lite.expire_all()
    asked = planning.problem(lite, round_, now=CLOSES).applications[0]
    weeks = {day.isocalendar()[1] for day in asked.free.days or ()}
    assert asked.max_cost == 300
    assert weeks
    assert weeks & {10, 11} == set()


def test_a_plain_yes_writes_to_nobody(lite: Session) -> None:
    ask = applied(lite)

    says(lite, ask, "endorse")

    assert (the_endorsement(lite).state, the_endorsement(lite).conditions) == (EndorsementState.GIVEN, None)
    assert told(lite, lane(lite))[-1] == ("ask_endorsement", "Eero")


def test_a_no_has_a_reason_that_the_applicant_hears(lite: Session) -> None:
    ask = applied(lite)

    says(lite, ask, "refuse", reason="budget")

    assert (the_endorsement(lite).state, the_endorsement(lite).reason) == (EndorsementState.REFUSED, "budget")
    assert told(lite, lane(lite))[-1] == ("endorsement_answered", "Aino")
    assert "Siihen ei ole rahaa" in letters(lite, lane(lite))[-1]


@pytest.mark.parametrize(
    ("word", "filled"),
    [
        ("endorse", {"weeks": "viikko 45"}),
        ("endorse", {"weeks": "40"}),
        ("endorse", {"euros": "kolmesataa"}),
        ("refuse", {"reason": "bored"}),
        ("perhaps", {}),
    ],
)
def test_what_is_not_understood_is_refused(lite: Session, word: str, filled: dict[str, str]) -> None:
    ask = applied(lite)

    with pytest.raises(Invalid):
        says(lite, ask, word, **filled)


def test_a_word_by_another_way_ends_the_question(lite: Session) -> None:
    ask = applied(lite)

    endorsements.endorse(lite, the_endorsement(lite), now=MONDAY)
    asking.see_through(lite, lane(lite), now=REMINDED)

    assert ask.state is AskState.DROPPED
    assert [who for _kind, who in told(lite, lane(lite))] == ["Aino", "Eero"]


def test_the_end_of_the_question_follows_the_closing(lite: Session) -> None:
    ask = applied(lite)
    round_ = lite.scalars(select(Round)).one()
    assert round_.state is RoundState.OPEN
    earlier = at(date(2026, 12, 9))

    rounds.move_closing(lite, round_, closes_at=earlier, now=MONDAY)

    assert (ask.deadline, ask.reminders) == (earlier, ())


def test_a_named_deputy_without_an_account_leaves_it_to_the_supervisors_supervisor(lite: Session) -> None:
    chief = a_person(lite, name="Päivi Keksitty")
    eero = a_person(lite, name="Eero Keksitty", supervisor_id=chief.id)
    lite.add(Deputy(person_id=eero.id, email="assistentti@example.org", name="Assistentti"))
    aino = a_person(lite, name="Aino Keksitty", supervisor_id=eero.id)
    application = an_application(lite, to=a_round(lite), person=aino, state=ApplicationState.DRAFT)

    submit(lite, application, now=MONDAY)

    ask = lite.scalars(select(Ask)).one()
    assert lite.get_one(Person, ask.deputy_id) == chief


@pytest.mark.parametrize("field", ["weeks", "euros"])
@pytest.mark.parametrize("number", ["²", "9999999999", "٣"])
def test_odd_and_huge_numbers_are_refused(lite: Session, field: str, number: str) -> None:
    ask = applied(lite)

    with pytest.raises(Invalid):
        says(lite, ask, "endorse", **{field: number})


def test_every_answer_is_told_also_the_same_one_anew(lite: Session) -> None:
    ask = applied(lite)
    application = lite.scalars(select(Application)).one()
    says(lite, ask, "refuse", reason="budget")
    for aims in ("Toiset", "Kolmannet"):
        amend(lite, application, Amendment(aims=aims), now=MONDAY)
        again = lite.scalars(select(Ask).where(Ask.state == AskState.OPEN)).one()
        reply = Reply(word="refuse", filled=(Filled(name="reason", value="aims"),))
        asking.answer(lite, again, reply, now=at(date(2026, 12, 8), time(len(aims))))

    kinds = [kind for kind, _who in told(lite, lane(lite))]
    assert kinds.count("endorsement_answered") == 3
    assert kinds.count("ask_endorsement") == 3


def test_who_withdraws_is_asked_about_no_more(lite: Session) -> None:
    ask = applied(lite, deputy=True)
    application = lite.scalars(select(Application)).one()

    withdraw(lite, application, now=MONDAY)
    for now in (REMINDED, PASSED):
        asking.see_through(lite, lane(lite), now=now)

    assert ask.state is AskState.DROPPED
    assert [kind for kind, _who in told(lite, lane(lite))] == ["application_received", "ask_endorsement"]
    with pytest.raises(Conflict):
        endorsements.endorse(lite, the_endorsement(lite), now=MONDAY)


def test_nobody_endorses_their_own_application_as_a_deputy(lite: Session) -> None:
    eero = a_person(lite, name="Eero Keksitty")
    aino = a_person(lite, name="Aino Keksitty", supervisor_id=eero.id)
    lite.add(Deputy(person_id=eero.id, email=aino.email, name=aino.name))
    eero.supervisor_id = aino.id
    application = an_application(lite, to=a_round(lite), person=aino, state=ApplicationState.DRAFT)

    submit(lite, application, now=MONDAY)

    assert lite.scalars(select(Ask)).one().deputy_id is None
