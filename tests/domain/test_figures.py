from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.bills import Bill
from domain.figures import Figures, Plan, figures
from models.base import new_id
from models.exchanges import Exchange
from models.invites import InboundMail, Reply
from models.rounds import Round
from models.schedules import Unplaced
from models.states import ApplicationState, ExchangeState, FollowUpState, MailState, Reason, ScheduleState
from solver.problem import Problem
from tests.builders import NOON, a_pairing, a_person, a_schedule, added, an_application
from tests.builders_of_exchanges import a_follow_up, a_mail, an_exchange, an_invite
from tests.domain.lived import a_confirmed_exchange, a_placed_application, a_running_round
from tests.domain.solved import solved


def an_inbound(db: Session, *, about: Exchange | None, outcome: str) -> None:
    """A mail that answered one invite of an exchange, or that nobody could place."""
    mail = InboundMail(message_id=f"{new_id()}", received_at=NOON, octets=b"", outcome=outcome)
    added(db, mail)
    if about is not None:
        invite = an_invite(db, exchange=about)
        added(db, Reply(inbound_mail_id=mail.id, invite_id=invite.id, outcome=outcome))


def in_round(db: Session, round_: Round, **said: object) -> Exchange:
    application = a_placed_application(db, to=round_)
    return an_exchange(db, application=application, offer=None, schedule=None, **said)


def test_an_empty_round_has_empty_figures(lite: Session) -> None:
    round_ = a_running_round(lite)

    assert figures(lite, round_) == Figures(
        round=round_.reference,
        state="running",
        applications=0,
        placed=0,
        plans=(),
        exchanges={},
        confirmed=0,
        released=0,
        repaired=0,
        mails={},
        replies={},
        doubts={},
        follow_ups={"asked": 0, "answered": 0, "lapsed": 0},
    )


def test_plans_are_counted_with_their_proof(lite: Session) -> None:
    round_ = a_running_round(lite)
    first = a_schedule(lite, of=round_, state=ScheduleState.PUBLISHED, value=90, bound=100, status="feasible")
    a_pairing(lite, schedule=first)
    left = an_application(lite, to=round_)
    added(lite, Unplaced(schedule_id=first.id, application_id=left.id, reason="places_taken"))
    nothing = Problem(days=(), organisations=(), applications=())
    plan = solved(nothing).model_dump_json()
    a_schedule(lite, of=round_, is_repair=True, problem=nothing.model_dump_json(), solution=plan)
    lite.expire_all()

    found = figures(lite, round_)

    assert found.plans == (
        Plan(1, is_repair=False, status="feasible", value=90, bound=100, gap=0.1, placed=1, unplaced=1),
        Plan(
            2,
            is_repair=True,
            status="optimal",
            value=100,
            bound=100,
            gap=0.0,
            placed=0,
            unplaced=0,
            bill=Bill(0, 0, 0, 0, 0, 0, 0),
        ),
    )
    assert (found.placed, found.applications) == (1, 2)


def test_exchanges_are_counted_by_what_became_of_them(lite: Session) -> None:
    round_ = a_running_round(lite)
    in_round(lite, round_, state=ExchangeState.CLOSED, confirmed_at=NOON, broken_at=NOON)
    in_round(lite, round_, state=ExchangeState.CLOSED, confirmed_at=NOON)
    in_round(lite, round_, state=ExchangeState.RELEASED, released_reason=Reason.NO_ANSWER)
    a_confirmed_exchange(lite)  # of another round

    found = figures(lite, round_)

    assert found.exchanges == {"closed": 2, "released": 1}
    assert (found.confirmed, found.released, found.repaired) == (2, 1, 1)


def test_only_mails_of_the_round_that_have_left_are_counted(lite: Session) -> None:
    round_ = a_running_round(lite)
    mine, other = in_round(lite, round_), a_confirmed_exchange(lite)
    for about, state in (
        (mine, MailState.SENT),
        (mine, MailState.SENT),
        (mine, MailState.QUEUED),
        (other, MailState.SENT),
    ):
        a_mail(lite, about=about, to=a_person(lite), state=state)

    assert figures(lite, round_).mails == {"proposal": 2}


def test_only_answers_about_the_round_are_counted_each_mail_once(lite: Session) -> None:
    round_ = a_running_round(lite)
    mine, other = in_round(lite, round_), a_confirmed_exchange(lite)
    for about, outcome in ((mine, "applied"), (other, "applied"), (None, "no_calendar")):
        an_inbound(lite, about=about, outcome=outcome)
    twofold = lite.scalars(select(Reply).limit(1)).one()
    added(lite, Reply(inbound_mail_id=twofold.inbound_mail_id, invite_id=twofold.invite_id, outcome="stale"))

    assert figures(lite, round_).replies == {"applied": 1}


def test_follow_ups_are_counted_by_state(lite: Session) -> None:
    round_ = a_running_round(lite)
    exchange = in_round(lite, round_, state=ExchangeState.HELD)
    for days_after, state in ((0, FollowUpState.ANSWERED), (30, FollowUpState.LAPSED)):
        a_follow_up(lite, exchange=exchange, days_after=days_after, state=state)
    a_follow_up(lite, exchange=a_confirmed_exchange(lite))

    assert figures(lite, round_).follow_ups == {"asked": 0, "answered": 1, "lapsed": 1}


def test_withdrawn_applications_were_applications_too(lite: Session) -> None:
    round_ = a_running_round(lite)
    for state in (ApplicationState.WITHDRAWN, ApplicationState.PLACED):
        an_application(lite, to=round_, state=state)

    assert figures(lite, round_).applications == 2
