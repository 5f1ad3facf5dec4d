"""Writing an application step by step: what is kept, and what is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy.orm import Session

from domain import applying, weeks_off
from domain.amending import Amendment
from domain.refusals import Conflict, Invalid, Refusal
from models import streams
from models.applications import Application
from models.offers import Availability
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, Kind, RoundState
from tests.builders import NOON, a_person, a_round, an_application, an_availability, an_organisation
from tests.domain.lived import facts


@contextmanager
def refused(kind: type[Refusal], words: str) -> Iterator[None]:
    with pytest.raises(kind) as said:
        yield
    assert words in f"{said.value.words}"


def begun(db: Session) -> Application:
    aino = a_person(db)
    return applying.begin(db, a_round(db), aino, Kind.SHADOWING, by=aino, now=NOON)


def kept(db: Session, owner: Application) -> list[tuple[str, str, bool]]:
    return [(f"{each.first_day}", f"{each.last_day}", each.can) for each in weeks_off.of(db, owner)]


def test_beginning_twice_finds_the_same_draft_and_tells_nobody(lite: Session) -> None:
    first = begun(lite)
    aino, round_ = first.person, lite.get_one(Round, first.round_id)

    again = applying.begin(lite, round_, aino, Kind.SHADOWING, by=aino, now=NOON)

    assert again is first
    assert (first.state, first.blocks) == (ApplicationState.DRAFT, (6,))
    assert facts(lite, streams.of_round(round_.id)) == []


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED, RoundState.RUNNING])
def test_only_an_open_round_takes_a_new_one(lite: Session, state: RoundState) -> None:
    aino, round_ = a_person(lite), a_round(lite, state=state)

    with refused(Conflict, "does not take applications"):
        applying.begin(lite, round_, aino, Kind.SHADOWING, by=aino, now=NOON)


def test_who_has_left_the_round_does_not_begin_anew(lite: Session) -> None:
    draft = begun(lite)
    draft.state = ApplicationState.WITHDRAWN
    round_ = lite.get_one(Round, draft.round_id)

    with refused(Conflict, "You have left this round"):
        applying.begin(lite, round_, draft.person, Kind.SHADOWING, by=draft.person, now=NOON)


def test_a_supervisor_writes_for_a_report_but_never_into_their_own(lite: Session) -> None:
    eero = a_person(lite, name="Eero Keksitty")
    aino, bertta = (a_person(lite, supervisor_id=eero.id, name=f"{n} Keksitty") for n in ("Aino", "Bertta"))
    round_ = a_round(lite)
    theirs = applying.begin(lite, round_, aino, Kind.SHADOWING, by=aino, now=NOON)

    written = applying.begin(lite, round_, bertta, Kind.SHADOWING, by=eero, now=NOON)

    assert applying.find(lite, written.id, eero.id) is written
    assert applying.find(lite, written.id, bertta.id) is written
    assert applying.find(lite, theirs.id, eero.id) is None
    with refused(Conflict, "begun an application of their own"):
        applying.begin(lite, round_, aino, Kind.SHADOWING, by=eero, now=NOON)


def test_a_sent_application_is_its_writers_no_more(lite: Session) -> None:
    eero = a_person(lite, name="Eero Keksitty")
    aino = a_person(lite, supervisor_id=eero.id)
    written = applying.begin(lite, a_round(lite), aino, Kind.SHADOWING, by=eero, now=NOON)
    written.state = ApplicationState.SUBMITTED
    lite.flush()

    assert applying.find(lite, written.id, eero.id) is None


def test_a_draft_is_kept_silently_and_what_was_sent_is_amended(lite: Session) -> None:
    draft = begun(lite)
    lane = streams.of_round(draft.round_id)

    applying.keep(lite, draft, Amendment(aims="Kaavoitus"), now=NOON)
    draft.state = ApplicationState.SUBMITTED
    before = facts(lite, lane)
    applying.keep(lite, draft, Amendment(aims="Ilmasto"), now=NOON)

    assert draft.aims == "Ilmasto"
    assert (before, facts(lite, lane)) == ([], ["application_amended"])


def test_wishes_are_ranked_anew(lite: Session) -> None:
    draft, houses = begun(lite), [an_organisation(lite).id for _each in range(3)]

    applying.wish(lite, draft, houses, now=NOON)
    applying.wish(lite, draft, [houses[2], houses[0]], now=NOON)

    assert [(each.rank, each.organisation_id) for each in draft.wishes] == [(1, houses[2]), (2, houses[0])]


def test_nobody_wishes_for_home_or_for_too_many(lite: Session) -> None:
    draft, houses = begun(lite), [an_organisation(lite).id for _each in range(4)]

    with refused(Invalid, "other organisations than your own"):
        applying.wish(lite, draft, [draft.person.organisation_id], now=NOON)
    with refused(Invalid, "at most 3"):
        applying.wish(lite, draft, houses, now=NOON)


def test_weeks_are_taken_away_and_given_back_around_other_days(lite: Session) -> None:
    draft = begun(lite)
    an_availability(lite, of=draft, first_day=date(2027, 4, 1), last_day=date(2027, 4, 13))

    applying.suit(lite, draft, without={"2027-W10", "2027-W14"}, now=NOON)
    both = weeks_off.off(weeks_off.of(lite, draft), lite.get_one(Round, draft.round_id))
    applying.suit(lite, draft, without={"2027-W10"}, now=NOON)

    assert both == {"2027-W10", "2027-W14"}
    assert kept(lite, draft) == [
        ("2027-03-08", "2027-03-12", False),
        ("2027-04-01", "2027-04-04", False),
        ("2027-04-10", "2027-04-13", False),
    ]


def test_where_only_named_days_count_a_week_given_back_is_named(lite: Session) -> None:
    draft = begun(lite)
    an_availability(lite, of=draft, first_day=date(2027, 3, 8), last_day=date(2027, 3, 12), can=True)
    round_ = lite.get_one(Round, draft.round_id)
    away = weeks_off.off(weeks_off.of(lite, draft), round_)

    applying.suit(lite, draft, without=away - {"2027-W11"}, now=NOON)

    assert weeks_off.weeks(round_).keys() - weeks_off.off(weeks_off.of(lite, draft), round_) == {
        "2027-W10",
        "2027-W11",
    }


def test_some_week_must_suit(lite: Session) -> None:
    draft = begun(lite)

    with refused(Invalid, "At least one week"):
        applying.suit(
            lite, draft, without=weeks_off.weeks(lite.get_one(Round, draft.round_id)).keys(), now=NOON
        )
    assert lite.query(Availability).count() == 0


def test_after_the_closing_nothing_is_wished_any_more(lite: Session) -> None:
    sent = an_application(lite, to=a_round(lite, state=RoundState.CLOSED))
    found = applying.find(lite, sent.id, sent.person_id)
    assert found is not None

    with refused(Conflict, "closed"):
        applying.wish(lite, found, [], now=NOON)
    assert lite.get_one(Person, sent.person_id)
