from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import replies
from domain.replies import Arrived
from invites.replies import read
from invites.verp import sender_for
from models import streams
from models.exchanges import Exchange
from models.invites import InboundMail
from models.mails import Mail
from models.states import MailState
from tests.domain.lived import LATER as NOW
from tests.domain.lived import a_confirmed_exchange, invited, told
from tests.invites.returned import a_report, an_old_bounce


def to_guest(db: Session, exchange: Exchange) -> Mail:
    found = select(Mail).where(Mail.person_id == exchange.guest_id, Mail.method == "REQUEST")
    mail = db.scalars(found).one()
    mail.state, mail.sent_at = MailState.SENT, NOW
    return mail


def coordinator_heard(db: Session, exchange: Exchange) -> list[tuple[str, str]]:
    return told(db, streams.of_round(exchange.round_id))


def test_a_report_to_the_mails_own_address_marks_that_mail(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    mail = to_guest(db, exchange)

    outcome = replies.receive(
        db, a_report(to=sender_for(mail.id, mail.sender), original="lost@x.example"), now=NOW
    )

    assert (outcome, mail.state, mail.refusal) == ("bounce", MailState.REFUSED, "5.1.1")
    assert coordinator_heard(db, exchange) == [("not_delivered", "Helmi")]
    assert db.scalars(select(InboundMail.mail_id)).one() == mail.id


def test_the_mail_servers_word_on_the_recipient_is_enough(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = to_guest(lite, exchange)
    octets = an_old_bounce(original="lost@x.example")

    arrived = Arrived(octets, read(octets), recipient=sender_for(mail.id, mail.sender).upper())
    receipt = replies.take(lite, arrived, now=NOW)

    assert (receipt.said, mail.state) == ("bounce", MailState.REFUSED)


def test_a_report_that_names_our_message_id_marks_that_mail(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = to_guest(lite, exchange)

    outcome = replies.receive(lite, a_report(original=mail.message_id), now=NOW)

    assert (outcome, mail.state, mail.refusal) == ("bounce", MailState.REFUSED, "5.1.1")


def test_two_bounces_of_one_mail_are_told_once(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = to_guest(lite, exchange)

    for number in ("one", "two"):
        replies.receive(lite, a_report(original=mail.message_id, number=number), now=NOW)

    assert coordinator_heard(lite, exchange) == [("not_delivered", "Helmi")]


@pytest.mark.parametrize(
    ("action", "status", "outcome", "trouble"),
    [
        ("delayed", "4.4.1", "delayed", "4.4.1"),
        ("delivered", "2.0.0", "auto_submitted", None),
    ],
)
def test_what_is_late_or_arrived_is_not_lost(
    lite: Session, action: str, status: str, outcome: str, trouble: str | None
) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = to_guest(lite, exchange)

    got = replies.receive(lite, a_report(original=mail.message_id, action=action, status=status), now=NOW)

    assert (got, mail.state, mail.trouble) == (outcome, MailState.SENT, trouble)
    assert coordinator_heard(lite, exchange) == []


def test_a_bounce_of_nothing_of_ours_is_an_automatic_mail(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = to_guest(lite, exchange)

    outcome = replies.receive(lite, a_report(to=sender_for(uuid4(), mail.sender)), now=NOW)

    assert (outcome, mail.state) == ("auto_submitted", MailState.SENT)
