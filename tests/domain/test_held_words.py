import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import deputies, exchanges, replies
from domain.replies import Arrived
from invites.replies import read
from models import streams
from models.exchanges import Exchange
from models.invites import Attendance, InboundMail, Reply
from models.mails import Mail
from models.people import Alias
from models.states import Answer, ExchangeState, Reason
from tests.builders import a_person, added
from tests.builders_of_exchanges import an_exchange
from tests.domain.letters_in import a_calendar, of_parts
from tests.domain.lived import (
    ASKED,
    a_confirmed_exchange,
    ask_both,
    invited,
    letters,
    loaded,
    told,
)
from tests.domain.lived import LATER as NOW
from tests.domain.written import in_words


def asked_of(db: Session, person_id: object) -> Mail:
    found = select(Mail).where(Mail.person_id == person_id, Mail.exchange_id.is_not(None))
    return db.scalars(found.order_by(Mail.number.desc()).limit(1)).one()


def coordinator_heard(db: Session, exchange: Exchange) -> list[str]:
    return [kind for kind, _name in told(db, streams.of_round(exchange.round_id))]


def held(db: Session) -> tuple[str, Answer | None]:
    row = db.scalars(select(Reply)).one()
    return row.outcome, row.answer


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Käy hyvin!", Answer.ACCEPTED),
        ("passar inte", Answer.DECLINED),
        ("Sorry, can't.", Answer.DECLINED),
        ("Ehkä, palaan asiaan", None),
    ],
)
def test_words_in_reply_to_an_invitation_are_held_with_a_suggestion(
    db: Session, words: str, answer: Answer | None
) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    mail = asked_of(db, exchange.guest_id)

    octets = in_words(words, sender=exchange.guest.email, follows=mail.message_id)
    outcome = replies.receive(db, octets, now=NOW)

    assert (outcome, held(db)) == ("held_words", ("held_words", answer))
    assert set(db.scalars(select(Attendance.answer))) == {Answer.NEEDS_ACTION}
    assert coordinator_heard(db, exchange) == ["held_reply"]
    inbound = db.scalars(select(InboundMail)).one()
    assert (inbound.words, inbound.mail_id) == (words, mail.id)


def test_the_words_of_a_mail_that_is_too_large_are_held_with_a_suggestion(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    words = "Ei käy.\n-- \n" + "kuva\n" * 300_000

    outcome = replies.receive(lite, in_words(words, sender=exchange.guest.email), now=NOW)

    assert (outcome, held(lite)) == ("held_words", ("held_words", Answer.DECLINED))
    assert lite.scalars(select(InboundMail.words)).one() == "Ei käy."


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH"])
def test_words_beside_somebody_elses_calendar_are_held_with_a_suggestion(lite: Session, method: str) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    theirs = f"UID:theirs\r\nATTENDEE:mailto:{exchange.guest.email}\r\n"
    parts = (
        ("text/plain; charset=utf-8", "Ei käy, olemme silloin täällä."),
        (f"text/calendar; method={method}", a_calendar(theirs, method=method)),
    )

    outcome = replies.receive(lite, of_parts(*parts, sender=exchange.guest.email), now=NOW)

    assert (outcome, held(lite)) == ("held_words", ("held_words", Answer.DECLINED))


def test_the_coordinator_reads_the_words_and_what_they_seem_to_say(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = asked_of(lite, exchange.guest_id)

    octets = in_words("Ei käy, olen lomalla.", sender=exchange.guest.email, follows=mail.message_id)
    replies.receive(lite, octets, now=NOW)

    (letter,) = letters(lite, streams.of_round(exchange.round_id))
    inbound = lite.scalars(select(InboundMail)).one()
    assert "Ei käy, olen lomalla." in letter
    assert f"vaihto mail apply {str(inbound.id)[:8]} yes" in letter


def test_words_about_a_proposal_are_held_too(lite: Session) -> None:
    exchange = an_exchange(lite)
    ask_both(lite, loaded(lite, exchange), now=ASKED)
    exchange = loaded(lite, exchange)
    mail = asked_of(lite, exchange.host_id)

    octets = in_words("Sopii", sender=exchange.host.email, follows=mail.message_id)
    outcome = replies.receive(lite, octets, now=NOW)

    row = lite.scalars(select(Reply)).one()
    assert (outcome, row.invite_id, row.person_id) == ("held_words", None, exchange.host_id)
    assert {each.answer for each in loaded(lite, exchange).confirmations} == {Answer.NEEDS_ACTION}


@pytest.mark.parametrize("as_whom", ["themselves", "alias", "deputy"])
def test_without_a_thread_a_known_persons_only_open_invite_is_meant(lite: Session, as_whom: str) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    added(lite, Alias(person_id=exchange.guest_id, email="alias@example.org"))
    deputies.add(lite, exchange.guest, "deputy@example.org", name="Sihteeri", may_answer=True)
    sender = exchange.guest.email if as_whom == "themselves" else f"{as_whom}@example.org"

    outcome = replies.receive(lite, in_words("Käy", sender=sender), now=NOW)

    assert (outcome, held(lite)) == ("held_words", ("held_words", Answer.ACCEPTED))


def test_words_of_somebody_who_is_asked_two_things_are_an_ordinary_mail(lite: Session) -> None:
    first = invited(lite, a_confirmed_exchange(lite))
    second = invited(lite, a_confirmed_exchange(lite))
    second.host_id = first.guest_id
    lite.flush()

    assert replies.receive(lite, in_words("Käy", sender=first.guest.email), now=NOW) == "no_calendar"
    assert coordinator_heard(lite, first) == []


def test_a_stranger_in_the_thread_is_held_without_a_suggestion(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = asked_of(lite, exchange.guest_id)

    octets = in_words("Ei käy", sender="stranger@example.org", follows=mail.message_id)

    assert replies.receive(lite, octets, now=NOW) == "held_sender"
    assert held(lite) == ("held_sender", None)


def test_a_sender_whom_our_mail_server_doubts_is_held_unless_they_know_our_mail(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = asked_of(lite, exchange.guest_id)
    verdict = "Authentication-Results: mx.example.org; dmarc=fail header.from=example.org\r\n"
    alone = in_words("Käy", sender=exchange.guest.email, more=verdict)
    known = in_words("Käy", sender=exchange.guest.email, follows=mail.message_id, number="w2", more=verdict)

    outcomes = [
        replies.take(lite, Arrived(octets, read(octets), authserv="mx.example.org"), now=NOW).said
        for octets in (alone, known)
    ]

    assert outcomes == ["held_sender", "held_words"]


@pytest.mark.parametrize(
    "more",
    ["Auto-Submitted: auto-replied\r\n", "Auto-Submitted: auto-generated\r\n", "X-Autoreply: yes\r\n"],
)
def test_an_out_of_office_mail_is_no_answer(lite: Session, more: str) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = asked_of(lite, exchange.guest_id)

    octets = in_words("Olen lomalla", sender=exchange.guest.email, follows=mail.message_id, more=more)

    assert replies.receive(lite, octets, now=NOW) == "auto_submitted"
    assert coordinator_heard(lite, exchange) == []


@pytest.mark.parametrize(
    "subject", ["Automaattinen vastaus: Kutsu", "Autosvar: Kutsu", "Automatic reply: Kutsu"]
)
def test_an_out_of_office_mail_is_known_by_its_subject_too(lite: Session, subject: str) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    octets = in_words("Olen lomalla", sender=exchange.guest.email, subject=subject)

    assert replies.receive(lite, octets, now=NOW) == "auto_submitted"


def test_words_after_the_end_are_an_ordinary_mail(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = asked_of(lite, exchange.guest_id)
    exchanges.release(lite, exchange, reason=Reason.ROUND_CANCELLED, now=NOW)

    octets = in_words("Kiitos!", sender=exchange.guest.email, follows=mail.message_id)

    assert replies.receive(lite, octets, now=NOW) == "no_calendar"
    assert loaded(lite, exchange).state is ExchangeState.RELEASED


def test_the_words_of_somebody_we_do_not_know_are_an_ordinary_mail(lite: Session) -> None:
    invited(lite, a_confirmed_exchange(lite))
    a_person(lite, email="colleague@example.org")

    outcomes = [
        replies.receive(lite, in_words("Käy", sender=sender, number=sender[:3]), now=NOW)
        for sender in ("colleague@example.org", "stranger@example.org")
    ]

    assert outcomes == ["no_calendar", "no_calendar"]
