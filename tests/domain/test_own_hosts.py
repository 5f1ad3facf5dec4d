"""A guest who brings their own host: past the matching, within the limits, or with a limit set aside."""

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges, overrides, own_hosts, planning
from domain.behalf import Behalf
from domain.overrides import Wanted
from domain.own_hosts import Agreed
from domain.refusals import Conflict, Invalid
from models import streams
from models.applications import Application, Conditions
from models.exchanges import Exchange
from models.messages import Outcome
from models.offers import Offer
from models.overrides import Limit
from models.people import Person
from models.rounds import Round
from models.schedules import Block
from models.states import Answer, ApplicationState, EndorsementState, ExchangeState, OfferState, RoundState
from tests.builders import a_host_offer, a_person, a_round, an_application, an_endorsement
from tests.domain.lived import at, facts, lane, loaded, told

NOW = at(date(2026, 12, 14))
DAYS = Block(first_day=date(2027, 3, 8), last_day=date(2027, 3, 10))
NEXT = Block(first_day=date(2027, 3, 15), last_day=date(2027, 3, 16))


def found(db: Session, *, host: Person | None = None, blocks: tuple[Block, ...] = (DAYS,)) -> Agreed:
    return Agreed(host or a_person(db, name="Onni Keksitty"), blocks)


def applied(db: Session, *, to: Round | None = None, name: str = "Aino Keksitty") -> Application:
    return an_application(db, to=to or a_round(db), person=a_person(db, name=name))


def begun(db: Session) -> Exchange:
    return loaded(db, db.scalars(select(Exchange)).one())


def test_only_the_host_is_asked_and_a_yes_confirms_it(lite: Session) -> None:
    own_hosts.bring(lite, applied(lite), found(lite), now=NOW)

    standing = exchange_life.confirm(lite, begun(lite), heard=1, now=NOW)
    exchange = begun(lite)
    exchanges.answer(lite, exchange, exchange.host_id, Answer.ACCEPTED, now=NOW)

    assert standing.waiting_for == "answers"
    assert told(lite, lane(exchange)) == [("ask_host", "Onni")]
    assert exchange_life.confirm(lite, begun(lite), heard=2, now=NOW).outcome is Outcome.CONFIRMED
    assert facts(lite, lane(exchange))[0] == "exchange_proposed"


def test_the_plan_leaves_it_as_it_is_and_gives_the_host_nobody_else(lite: Session) -> None:
    round_ = a_round(lite)
    application = applied(lite, to=round_)
    own_hosts.bring(lite, application, found(lite), now=NOW)
    lite.expire_all()

    problem = planning.problem(lite, round_, now=NOW)

    offer = lite.scalars(select(Offer)).one()
    assert offer.state is OfferState.WITHDRAWN
    assert [(each.application, each.offer) for each in problem.locked] == [
        (str(application.id), str(offer.id))
    ]
    assert [each.most_stays for each in problem.host_offers] == [1]


def test_a_host_s_no_gives_the_days_back_and_the_guest_waits_for_the_matching(lite: Session) -> None:
    application = applied(lite)
    own_hosts.bring(lite, application, found(lite), now=NOW)
    exchange_life.confirm(lite, begun(lite), heard=1, now=NOW)
    exchange = begun(lite)

    exchanges.answer(lite, exchange, exchange.host_id, Answer.DECLINED, now=NOW)

    assert begun(lite).state is ExchangeState.RELEASED
    assert application.state is ApplicationState.WAITING


def test_a_third_guest_needs_a_limit_set_aside_with_a_reason(lite: Session) -> None:
    round_ = a_round(lite)
    host = a_person(lite, name="Onni Keksitty")
    offer = a_host_offer(lite, to=round_, person=host, guests_per_day=1, most=5)
    own_hosts.bring(lite, applied(lite, to=round_), found(lite, host=host), now=NOW)
    second, behalf = (
        applied(lite, to=round_, name="Bertta Keksitty"),
        Behalf(a_person(lite), "Onni takes two"),
    )

    with pytest.raises(Conflict):
        own_hosts.bring(lite, second, found(lite, host=host), now=NOW)
    wanted = Wanted(Limit.GUESTS_PER_DAY, lite.get_one(Offer, offer.id), 2)
    row = overrides.set_aside(lite, round_, wanted, behalf=behalf, now=NOW)
    own_hosts.bring(lite, second, found(lite, host=host), now=NOW)

    assert second.state is ApplicationState.PLACED
    assert (row.old, row.new, row.why) == (1, 2, "Onni takes two")
    overrides.undo(lite, row, behalf=behalf, now=NOW)
    assert lite.get_one(Offer, offer.id).guests_per_day == 1
    assert facts(lite, streams.of_round(round_.id)) == ["limit_overridden", "limit_overridden"]


def test_a_newer_exception_is_undone_first(lite: Session) -> None:
    round_ = a_round(lite)
    offer, behalf = a_host_offer(lite, to=round_), Behalf(a_person(lite), "by phone")
    rows = [
        overrides.set_aside(lite, round_, Wanted(Limit.MOST, offer, number), behalf=behalf, now=NOW)
        for number in (3, 4)
    ]

    with pytest.raises(Conflict):
        overrides.undo(lite, rows[0], behalf=behalf, now=NOW)
    for row in rows[::-1]:
        overrides.undo(lite, row, behalf=behalf, now=NOW)

    assert offer.most == rows[0].old


@pytest.mark.parametrize("why", ["", "  ", "Onni 131052-308T jaksaa"])
def test_an_exception_has_a_reason_without_identity_codes(lite: Session, why: str) -> None:
    round_ = a_round(lite)
    wanted = Wanted(Limit.MOST, a_host_offer(lite, to=round_), 3)

    with pytest.raises(Invalid):
        overrides.set_aside(lite, round_, wanted, behalf=Behalf(a_person(lite), why), now=NOW)


def test_what_two_arranged_themselves_is_recorded_and_notes_are_asked(lite: Session) -> None:
    application, behalf = applied(lite), Behalf(a_person(lite, name="Heli Keksitty"), "they told me")
    lite.get_one(Round, application.round_id).state = RoundState.RUNNING
    later = at(date(2027, 3, 12))

    own_hosts.arranged_outside(lite, application, found(lite), now=later, behalf=behalf)

    exchange = begun(lite)
    assert exchange_life.confirm(lite, exchange, heard=1, now=later).outcome is Outcome.CONFIRMED
    assert exchange_life.accompany(lite, begun(lite), heard=1, now=later).outcome is Outcome.HELD
    exchange_life.follow_up(lite, begun(lite), heard=1, now=later)
    assert [kind for kind, _who in told(lite, lane(exchange))].count("ask_note") >= 1
    assert exchange.appointments[0].recorded_why == "they told me"


def _unendorsed(db: Session) -> Application:
    application = applied(db)
    an_endorsement(db, application=application, state=EndorsementState.ASKED)
    return application


def _placed(db: Session) -> Application:
    application = applied(db)
    application.state = ApplicationState.PLACED
    return application


@pytest.mark.parametrize("which", [_unendorsed, _placed])
def test_who_may_not_be_placed_brings_nobody(lite: Session, which: object) -> None:
    assert callable(which)

    with pytest.raises(Conflict):
        own_hosts.bring(lite, which(lite), found(lite), now=NOW)


@pytest.mark.parametrize(
    ("blocks", "now"),
    [
        ((Block(first_day=date(2027, 3, 6), last_day=date(2027, 3, 8)),), NOW),
        ((DAYS, DAYS), NOW),
        ((DAYS,), at(date(2027, 3, 8))),
    ],
)
def test_days_are_working_days_ahead_named_once(
    lite: Session, blocks: tuple[Block, ...], now: datetime
) -> None:
    with pytest.raises(Invalid):
        own_hosts.bring(lite, applied(lite), found(lite, blocks=blocks), now=now)


def test_a_colleague_of_one_s_own_house_is_no_host_and_two_visits_at_once_are_none(lite: Session) -> None:
    round_ = a_round(lite)
    application = applied(lite, to=round_)
    guest = lite.get_one(Person, application.person_id)
    guest_house = a_person(lite, name="Kollega Keksitty")
    guest_house.organisation_id = guest.organisation_id

    with pytest.raises(Invalid):
        own_hosts.bring(lite, application, found(lite, host=guest_house), now=NOW)
    own_hosts.bring(lite, application, found(lite), now=NOW)
    with pytest.raises(Conflict):
        own_hosts.bring(lite, application, found(lite, blocks=(NEXT,)), now=NOW)


def test_the_host_s_number_the_supervisor_s_weeks_and_the_round_s_days_hold(lite: Session) -> None:
    round_ = a_round(lite)
    host = a_person(lite, name="Onni Keksitty")
    a_host_offer(lite, to=round_, person=host, guests_per_day=5, most=1)
    own_hosts.bring(lite, applied(lite, to=round_), found(lite, host=host), now=NOW)
    bertta = applied(lite, to=round_, name="Bertta Keksitty")
    an_endorsement(
        lite,
        application=bertta,
        state=EndorsementState.GIVEN,
        conditions=Conditions(weeks=("2027-W11",)),
    )
    outside = Block(first_day=date(2027, 12, 7), last_day=date(2027, 12, 8))

    for wanted in (
        found(lite, host=host, blocks=(DAYS,)),
        found(lite, blocks=(NEXT,)),
        found(lite, blocks=(outside,)),
    ):
        with pytest.raises(Conflict):
            own_hosts.bring(lite, bertta, wanted, now=NOW)
    own_hosts.bring(lite, bertta, found(lite, blocks=(DAYS,)), now=NOW)

    assert bertta.state is ApplicationState.PLACED
