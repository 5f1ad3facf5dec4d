"""Who can host is asked while a round is still being prepared; a yes becomes an offer."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import round_life, rounds
from domain.asks import asking, asks
from domain.behalf import Behalf
from domain.hosting import interest, offering
from domain.hosting.coverage import Coverage, coverage
from domain.refusals import Conflict, Invalid
from models import streams
from models.asks import About, Ask, AskState, Filled, Reply
from models.hosting import HostAnswer, HostInterest
from models.messages import Standing
from models.offers import Availability, Offer, TopicStrength
from models.people import Person
from models.rounds import Round
from models.states import Kind, OfferState, Role, RoundState
from tests.builders import (
    CLOSES,
    OPENS,
    a_host_offer,
    a_person,
    a_round,
    an_appointee,
    an_organisation,
)
from tests.domain.lived import at, facts, told

ASKED = at(date(2026, 10, 1))  # a Thursday
REMINDED, ENDS = at(date(2026, 10, 8), time(9)), at(date(2026, 10, 15), time(16))


def a_round_in_preparation(db: Session) -> Round:
    round_ = a_round(db, owner=a_person(db, name="Helmi Keksitty"), state=RoundState.DRAFT)
    rounds.add(db, round_)
    return round_


def onni(db: Session) -> Person:
    return a_person(db, name="Onni Keksitty")


def live(db: Session, round_: Round, now: datetime) -> Standing:
    return round_life.collect(db, round_, heard=1, now=now)


def the_ask(db: Session, about: About = About.HOST_INTEREST) -> Ask:
    return db.scalars(select(Ask).where(Ask.about == about)).one()


def says(db: Session, word: str, *, about: About = About.HOST_INTEREST, **filled: str) -> None:
    fields = tuple(Filled(name=name, value=value) for name, value in filled.items())
    asking.answer(db, the_ask(db, about), Reply(word=word, filled=fields), now=ASKED)


def test_a_host_is_asked_before_the_round_opens_and_its_workflow_waits_for_both(lite: Session) -> None:
    round_ = a_round_in_preparation(lite)

    asked = interest.ask(lite, round_, [onni(lite)], now=ASKED)
    untils = [live(lite, round_, now) for now in (ASKED, REMINDED, ENDS)]

    assert asked == 1
    assert untils == [Standing(waiting_for="preparation", until=until) for until in (REMINDED, ENDS, None)]
    assert told(lite, streams.of_round(round_.id)) == 2 * [("host_interest", "Onni")]
    assert facts(lite, streams.of_round(round_.id)) == ["hosts_asked", "ask_lapsed"]


def test_asking_again_asks_only_those_who_were_not_asked(lite: Session) -> None:
    round_, host = a_round_in_preparation(lite), onni(lite)
    interest.ask(lite, round_, [host], now=ASKED)

    again = interest.ask(lite, round_, [host, a_person(lite, name="Mary Keksitty")], now=ASKED)

    assert again == 1
    assert told(lite, streams.of_round(round_.id)) == [("host_interest", "Onni"), ("host_interest", "Mary")]


def test_whoever_has_made_an_offer_is_not_asked(lite: Session) -> None:
    round_, host = a_round_in_preparation(lite), onni(lite)
    a_host_offer(lite, to=round_, person=host)

    assert interest.ask(lite, round_, [host], now=ASKED) == 0


def test_hr_of_every_organisation_and_earlier_hosts_are_worth_asking(lite: Session) -> None:
    round_ = a_round_in_preparation(lite)
    before = a_round(lite, opens_at=at(date(2026, 2, 2)), state=RoundState.ENDED)
    host, hr, *_others = (a_person(lite, email=f"{name}@example.org") for name in ("a", "b", "c"))
    a_host_offer(lite, to=before, person=host)
    an_appointee(lite, person=hr, role=Role.HR)
    a_host_offer(lite, to=round_)

    assert interest.contacts(lite, round_) == [host, hr]


def test_a_yes_is_kept_with_its_words_and_asked_for_the_particulars(lite: Session) -> None:
    round_ = a_round_in_preparation(lite)
    interest.ask(lite, round_, [onni(lite)], now=ASKED)

    says(lite, "can", most="noin 2", weeks="10 tai 11", topics="kaavat")

    row = lite.scalars(select(HostInterest)).one()
    assert (row.answer, row.most, row.weeks, row.topics) == (HostAnswer.CAN, 2, "10 tai 11", "kaavat")
    assert told(lite, streams.of_round(round_.id))[-1] == ("host_offer", "Onni")
    assert the_ask(lite, About.HOST_OFFER).deadline == CLOSES


@pytest.mark.parametrize("word", ["not_now", "arranged"])
def test_a_no_asks_for_nothing_more(lite: Session, word: str) -> None:
    round_ = a_round_in_preparation(lite)
    interest.ask(lite, round_, [onni(lite)], now=ASKED)

    says(lite, word)

    assert lite.scalars(select(HostInterest.answer)).all() == [HostAnswer(word)]
    assert asks.open_on(lite, streams.of_round(round_.id)) == []


@pytest.mark.parametrize("most", ["monta", "0", "51", "kaksi tai 3 tai 4"])
def test_a_number_of_guests_that_is_none_is_refused(lite: Session, most: str) -> None:
    round_ = a_round_in_preparation(lite)
    interest.ask(lite, round_, [onni(lite)], now=ASKED)

    with pytest.raises(Invalid):
        says(lite, "can", most=most)


def test_the_particulars_become_an_offer_with_what_was_told_before(lite: Session) -> None:
    round_ = a_round_in_preparation(lite)
    interest.ask(lite, round_, [onni(lite)], now=ASKED)
    says(lite, "can", most="2", topics="Ilmasto, leipominen")

    says(lite, "offer", about=About.HOST_OFFER, unit="Aluesuunnittelu", first="8.3.2027", last="2027-03-19")

    offer = lite.scalars(select(Offer)).one()
    assert (offer.kind, offer.most, offer.unit) == (Kind.SHADOWING, 2, "Aluesuunnittelu")
    assert offer.topics == (TopicStrength(topic="climate"),)
    days = lite.scalars(select(Availability)).one()
    assert (days.first_day, days.last_day, days.can) == (date(2027, 3, 8), date(2027, 3, 19), True)


def test_whoever_cannot_host_after_all_is_not_counted_on(lite: Session) -> None:
    round_, host = a_round_in_preparation(lite), onni(lite)
    interest.ask(lite, round_, [host], now=ASKED)
    says(lite, "can", most="2")
    offer = a_host_offer(lite, to=round_, person=host)

    says(lite, "not_after_all", about=About.HOST_OFFER)

    found = {each.organisation.id: each for each in coverage(lite, round_)}[host.organisation_id]
    assert _counts(found) == (0, 0, 0, 0)
    assert found.count(HostAnswer.NOT_NOW) == 1
    assert offer.state is OfferState.WITHDRAWN


def test_days_outside_of_the_round_are_refused(lite: Session) -> None:
    round_ = a_round_in_preparation(lite)
    interest.ask(lite, round_, [onni(lite)], now=ASKED)
    says(lite, "can")

    with pytest.raises(Invalid):
        says(lite, "offer", about=About.HOST_OFFER, first="1.8.2027", last="5.8.2027")


def test_whoever_makes_the_offer_by_another_way_is_not_reminded(lite: Session) -> None:
    round_, host = a_round_in_preparation(lite), onni(lite)
    interest.ask(lite, round_, [host], now=ASKED)
    says(lite, "can")
    a_host_offer(lite, to=round_, person=host)

    live(lite, round_, ENDS)

    assert the_ask(lite, About.HOST_OFFER).state is AskState.DROPPED


def test_an_answer_by_phone_is_written_down_with_who_took_it(lite: Session) -> None:
    round_ = a_round_in_preparation(lite)
    helmi = lite.get_one(Person, round_.owner_id)
    interest.ask(lite, round_, [onni(lite)], now=ASKED)

    asking.answer(lite, the_ask(lite), Reply(word="can"), now=ASKED, behalf=Behalf(helmi, "soitti"))

    assert (the_ask(lite).recorded_by_id, the_ask(lite).recorded_why) == (helmi.id, "soitti")
    assert lite.scalars(select(HostInterest.answer)).all() == [HostAnswer.CAN]


def test_a_word_after_the_deadline_still_counts(lite: Session) -> None:
    round_ = a_round_in_preparation(lite)
    interest.ask(lite, round_, [onni(lite)], now=ASKED)
    live(lite, round_, ENDS)

    says(lite, "arranged")

    assert lite.scalars(select(HostInterest.answer)).all() == [HostAnswer.ARRANGED]


def test_the_coverage_tells_of_every_organisation(lite: Session) -> None:
    round_ = a_round_in_preparation(lite)
    full, silent, none = (an_organisation(lite, code=f"0{n}") for n in (1, 2, 3))
    host = a_person(lite, organisation=full, name="Onni Keksitty")
    interest.ask(lite, round_, [host], now=ASKED)
    says(lite, "can", most="3")
    a_host_offer(lite, to=round_, person=host, most=2)
    interest.ask(lite, round_, [a_person(lite, organisation=silent)], now=ASKED)

    found = {each.organisation.code: each for each in coverage(lite, round_)}

    assert [_counts(found[code]) for code in ("01", "02", "03")] == [(1, 0, 3, 2), (0, 1, 0, 0), (0, 0, 0, 0)]
    assert none.code in found


def _counts(each: Coverage) -> tuple[int, int, int, int]:
    return each.count(HostAnswer.CAN), each.count(None), each.spoken_of, each.offered


def test_nobody_is_asked_once_applications_are_closed(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.CLOSED)

    with pytest.raises(Conflict):
        interest.ask(lite, round_, [onni(lite)], now=CLOSES)


def test_opening_later_does_not_begin_the_story_anew(lite: Session) -> None:
    round_ = a_round_in_preparation(lite)
    interest.ask(lite, round_, [onni(lite)], now=ASKED)
    live(lite, round_, ASKED)

    rounds.open_(lite, round_, now=OPENS)
    standing = live(lite, round_, OPENS)

    assert standing.waiting_for == "applications"
    assert offering.of_person(lite, round_, lite.get_one(Person, the_ask(lite).first_id)) is None
