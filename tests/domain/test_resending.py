"""Sending again what colleagues got, and what time has overtaken."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import colleagues, forgetting, invitations, resending
from domain.reconciliation import find
from domain.refusals import Conflict
from domain.undelivered import note
from models.exchanges import Exchange
from models.mails import Mail
from models.rounds import Round
from models.states import ExchangeState
from tests.domain.calendars import sent
from tests.domain.lived import loaded
from tests.domain.test_reconciliation import NIGHT, TEN_DAYS_ON, an_invited_exchange, leave, mails

SISKO = "sisko@example.org"


def a_colleague_of(db: Session, exchange: Exchange) -> Mail:
    """The invitation to Sisko, who has no account."""
    bring(db, exchange)
    return next(mail for mail in mails(db) if mail.recipient == SISKO)


def bring(db: Session, exchange: Exchange) -> None:
    found = loaded(db, exchange)
    sisko = colleagues.a_colleague(
        found, of=found.host, name="Sisko Keksitty", email=SISKO, language=None, is_asked=False
    )
    colleagues.bring(db, found, sisko, by=found.host, now=TEN_DAYS_ON)
    leave(db)


def leave_out(db: Session, exchange: Exchange) -> None:
    found = loaded(db, exchange)
    colleagues.leave_out(db, found, SISKO, by=found.host, now=TEN_DAYS_ON)
    leave(db)


def test_a_colleague_is_sent_the_invitation_as_it_now_stands(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    first = a_colleague_of(lite, exchange)
    found = loaded(lite, exchange)
    found.appointments[0].last_day = date(2027, 3, 11)
    invitations.follow(lite, found, now=TEN_DAYS_ON)
    leave(lite)

    again = resending.resend(lite, first, now=NIGHT)

    assert (again.recipient, again.sequence, again.repeats_id) == (SISKO, 1, first.id)
    assert sent(lite, exchange)[-1]["DTEND"].dt == date(2027, 3, 12)


def test_a_colleague_who_was_left_out_is_not_invited_again(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    first = a_colleague_of(lite, exchange)
    leave_out(lite, exchange)

    with pytest.raises(Conflict):
        resending.resend(lite, first, now=NIGHT)


def test_a_colleague_is_not_invited_again_to_what_is_cancelled(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    first = a_colleague_of(lite, exchange)
    invitations.cancel(lite, loaded(lite, exchange), ending=None, now=TEN_DAYS_ON)
    leave(lite)

    with pytest.raises(Conflict):
        resending.resend(lite, first, now=NIGHT)


def test_a_removal_is_not_sent_again_to_who_was_invited_back(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    a_colleague_of(lite, exchange)
    leave_out(lite, exchange)
    removal = next(mail for mail in mails(lite) if mail.method == "CANCEL")
    bring(lite, exchange)

    with pytest.raises(Conflict):
        resending.resend(lite, removal, now=NIGHT)


def test_who_is_forgotten_is_neither_listed_nor_written_to(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    lost = a_colleague_of(lite, exchange)
    note(lite, lost, status="550 5.1.1", now=TEN_DAYS_ON)
    leave(lite)
    found = loaded(lite, exchange)
    found.state, found.closed_at = ExchangeState.CLOSED, NIGHT
    a_month_on = NIGHT + timedelta(days=30)

    forgetting.forget_colleagues(lite, now=a_month_on)

    listed = find(lite, lite.get_one(Round, exchange.round_id), now=a_month_on)
    newest = resending.newest(lite, loaded(lite, exchange), None)
    assert [*(each.mail_id for each in listed), *(each.id for each in newest)].count(lost.id) == 0
    with pytest.raises(Conflict):
        resending.resend(lite, lost, now=a_month_on)


def test_a_corrected_address_invites_nobody_to_what_waits_for_other_days(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    first = next(mail for mail in mails(lite) if mail.person_id == exchange.guest_id)
    found = loaded(lite, exchange)
    found.state, found.broken_at = ExchangeState.BROKEN, TEN_DAYS_ON
    found.guest.email = "right@example.org"
    lite.flush()

    with pytest.raises(Conflict):
        resending.resend(lite, first, now=NIGHT)
