"""Reports, against rounds that were counted by hand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain import reports
from domain.report_tables import Number, Table
from models.costs import Cost, CostKind
from models.exchanges import Exchange
from models.followups import Note
from models.languages import Language
from models.organisations import Organisation
from models.rounds import Round
from models.schedules import Block
from models.states import ExchangeState, FollowUpState, Half, Kind, Reason
from models.travel import Journey
from tests.builders import (
    NOON,
    a_host_offer,
    a_mentor_offer,
    a_person,
    a_round,
    added,
    an_application,
    an_organisation,
)
from tests.builders_of_exchanges import a_follow_up, a_stay, an_exchange

ON_TUESDAY_NOON = Block(first_day=date(2027, 3, 8), last_day=date(2027, 3, 9), last_half=Half.MORNING)
OVER_EASTER = Block(first_day=date(2027, 3, 25), last_day=date(2027, 3, 30))  # Thursday, Tuesday

OF_THE_ROUND: dict[str, Number] = {
    "applications": 25,
    "visits": 13,
    "days": 36,
    "kilometres": 13 * 400,
    "mentorings": 5,
    "euros_planned": 800,
    "euros_paid": 724,
    "euros_lost": 0,
    "questions": 0,
    "answers": 0,
    "useful": None,
    "strength": None,
    "practices": 0,
}
OF_THE_SOUTH: dict[str, Number] = {
    "visits_sent": 8,
    "days_sent": 21,
    "kilometres": 3200,
    "visits_received": 5,
    "days_received": 15,
    "mentees": 5,
    "mentors": 0,
    "euros_planned": 800,
    "euros_paid": 724,
}


@dataclass
class Country:
    """Two councils 200 kilometres apart, and a round of the first."""

    south: Organisation
    north: Organisation
    round_: Round


def a_country(db: Session) -> Country:
    south, north = an_organisation(db, code="01"), an_organisation(db, code="02")
    way = {"minutes": 120, "kilometres": 200, "euros": 60, "co2_grams": 1, "source": "test"}
    added(db, Journey(from_id=south.id, to_id=north.id, **way))
    owner = a_person(db, organisation=south)
    return Country(south, north, a_round(db, owner=owner, reference="kevat-2027"))


def visits(
    db: Session,
    country: Country,
    number: int,
    *,
    is_southwards: bool = False,
    to: Round | None = None,
    kind: Kind = Kind.SHADOWING,
    **said: object,
) -> list[Exchange]:
    """From south to north, or the other way."""
    ends = (country.north, country.south) if is_southwards else (country.south, country.north)
    make = a_host_offer if kind is Kind.SHADOWING else a_mentor_offer
    found = []
    for _ in range(number):
        guest, host = (a_person(db, organisation=each) for each in ends)
        asks = an_application(db, to=to or country.round_, person=guest, kind=kind)
        offer = make(db, to=to or country.round_, person=host)
        found.append(an_exchange(db, application=asks, offer=offer, schedule=None, **said))
    return found


def a_cost(db: Session, exchange: Exchange, payer: Organisation, **said: object) -> None:
    usual = {"kind": CostKind.PLANNED, "cents": 100_00, "recorded_at": NOON}
    added(db, Cost(exchange_id=exchange.id, payer_id=payer.id, **usual | said))


def the_report(db: Session, *rounds: Round) -> reports.Report:
    db.expire_all()
    return reports.year(db, rounds, rounds, language=Language.EN, now=NOON)


def line(table: Table, code: str) -> dict[str, Number]:
    found = next(each for each in table.lines if each.code == code)
    return dict(zip([each.code for each in table.measures], found.numbers, strict=True))


def total(table: Table) -> dict[str, Number]:
    assert table.total is not None
    return dict(zip([each.code for each in table.measures], table.total.numbers, strict=True))


def test_a_round_is_told_as_counted_by_hand(lite: Session) -> None:
    country = a_country(lite)
    there = visits(lite, country, 6)  # three days each
    there += [
        visits(lite, country, 1, appointments=a_stay(ON_TUESDAY_NOON))[0] for _ in range(2)
    ]  # one and a half each
    visits(lite, country, 5, is_southwards=True)
    visits(lite, country, 5, kind=Kind.MENTORING)
    visits(lite, country, 7, state=ExchangeState.RELEASED, released_reason=Reason.ILLNESS)
    for exchange in there:
        a_cost(lite, exchange, country.south)
        a_cost(lite, exchange, country.south, kind=CostKind.ACTUAL, cents=90_50)
    a_cost(lite, there[0], country.south, cents=5000_00, taken_back_at=NOON)

    found = the_report(lite, country.round_)

    assert line(found.rounds, "kevat-2027") == OF_THE_ROUND
    assert line(found.councils, "01") == OF_THE_SOUTH
    assert line(found.councils, "02")["days_sent"] == 15
    assert total(found.councils)["days_sent"] == total(found.councils)["days_received"] == 36


def test_days_off_inside_a_stay_are_no_working_days(lite: Session) -> None:
    """Good Friday, the weekend and Easter Monday lie between Thursday and Tuesday."""
    country = a_country(lite)
    for _ in range(5):
        visits(lite, country, 1, appointments=a_stay(OVER_EASTER))

    assert line(the_report(lite, country.round_).rounds, "kevat-2027")["days"] == 10


def test_follow_ups_are_counted_with_marks_and_practices(lite: Session) -> None:
    country = a_country(lite)
    held = visits(lite, country, 10, state=ExchangeState.HELD)
    for useful, exchange in zip((5, 4, 4, 3, 5), held, strict=False):
        said = Note(useful=useful, practice="Yhteinen kaavakierros")
        a_follow_up(lite, exchange=exchange, state=FollowUpState.ANSWERED, note=said)
    for exchange in held[5:]:
        a_follow_up(lite, exchange=exchange, state=FollowUpState.LAPSED)

    found = line(the_report(lite, country.round_).rounds, "kevat-2027")

    told = {each: found[each] for each in ("questions", "answers", "useful", "practices")}
    assert told == {"questions": 10, "answers": 5, "useful": 4.2, "practices": 5}


def test_numbers_of_few_people_are_left_out_with_what_would_tell_them(lite: Session) -> None:
    country = a_country(lite)
    visits(lite, country, 3)
    visits(lite, country, 8, is_southwards=True)

    found = the_report(lite, country.round_)

    sent = [line(found.councils, code)["visits_sent"] for code in ("01", "02")]
    assert (sent, line(found.councils, "01")["days_sent"]) == ([None, None], None)


def test_a_round_is_told_no_better_than_its_year_allows(lite: Session) -> None:
    """The year has nine of the south; were six of the spring told, the three of the autumn would be known."""
    country = a_country(lite)
    autumn = a_round(lite, reference="syksy-2027", organisation_id=country.south.id)
    visits(lite, country, 6)
    visits(lite, country, 9, is_southwards=True)
    visits(lite, country, 3, to=autumn)
    visits(lite, country, 9, to=autumn, is_southwards=True)
    both = (country.round_, autumn)

    year = line(the_report(lite, *both).councils, "01")["visits_sent"]
    spring, fall = (
        line(reports.one(lite, each, both, language=Language.EN, now=NOON).councils, "01")["visits_sent"]
        for each in both
    )

    assert fall is None
    assert year is None or spring is None


def test_two_readers_together_learn_no_more_than_the_whole_year_tells(lite: Session) -> None:
    """Who steers all sees 18 of the south, who steers spring and summer 15: the three of autumn must stay."""
    country = a_country(lite)
    summer, autumn = (
        a_round(lite, reference=each, organisation_id=country.south.id) for each in ("kesa", "syksy")
    )
    for round_, number in ((country.round_, 6), (summer, 9), (autumn, 3)):
        visits(lite, country, number, to=round_)
        visits(lite, country, 20, to=round_, is_southwards=True)
    everything = (country.round_, summer, autumn)
    lite.expire_all()

    def told(found: reports.Report) -> Number:
        return line(found.councils, "01")["visits_sent"]

    of_all = told(the_report(lite, *everything))
    of_two = told(reports.year(lite, everything[:2], everything, language=Language.EN, now=NOON))
    of_each = [
        told(reports.one(lite, each, everything, language=Language.EN, now=NOON)) for each in everything
    ]

    assert of_each[2] is None
    assert of_all is None or of_two is None
    assert of_all is None or None in of_each[:2]
    assert of_two is None or None not in of_each[:2]


def test_a_report_without_rounds_is_empty(lite: Session) -> None:
    found = the_report(lite)

    assert (found.rounds.lines, found.councils.lines) == ((), ())
