from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from email.message import Message

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import mails
from invites.codes import Form
from invites.contexts import AskEndorsement
from models import streams
from models.base import new_id
from models.database import Database
from models.exchanges import Exchange
from models.languages import Language
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import MailState
from tests.builders import CLOSES, NOON, a_person, a_round
from tests.domain.lived import a_confirmed_exchange


def letter(db: Session, round_: Round, to: Person) -> AskEndorsement:
    head = mails.heading(db, round_, to)
    return AskEndorsement(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        applicant="Aino Keksitty",
        form=Form.SHADOWING,
        working_days=3,
        answer_by=CLOSES,
        choices=(),
        is_reminder=False,
        instead_of=None,
    )


def queue(db: Session, to: Person, about: Round | Exchange, *, key: str) -> Mail | None:
    round_ = about if isinstance(about, Round) else db.get_one(Round, about.round_id)
    return mails.queue(db, letter(db, round_, to), key=key, to=to, about=about, now=NOON)


def written(db: Session, mail: Mail | None) -> Message:
    assert mail is not None
    db.refresh(mail, ["octets"])
    return message_from_bytes(mail.octets)


def test_mails_of_one_lane_are_numbered_in_the_order_of_their_queueing(lite: Session) -> None:
    round_, person = a_round(lite), a_person(lite)
    exchange = a_confirmed_exchange(lite)

    for key, about in (("a", round_), ("b", exchange), ("c", round_)):
        queue(lite, person, about, key=key)

    found = lite.execute(select(Mail.lane, Mail.number, Mail.state)).all()
    assert sorted(map(tuple, found)) == sorted(
        [
            (streams.of_round(round_.id), 1, MailState.QUEUED),
            (streams.of_round(round_.id), 2, MailState.QUEUED),
            (streams.of_exchange(exchange.id), 1, MailState.QUEUED),
        ]
    )


def test_the_same_occasion_makes_no_second_mail_and_takes_no_number(lite: Session) -> None:
    round_, person, other = a_round(lite), a_person(lite), a_person(lite)
    first = queue(lite, person, round_, key="endorse")

    again = queue(lite, person, round_, key="endorse")
    to_another = queue(lite, other, round_, key="endorse")

    assert first is not None
    assert to_another is not None
    assert (first.number, again, to_another.number) == (1, None, 2)


def test_an_occasion_of_one_round_is_not_that_of_another(lite: Session) -> None:
    person = a_person(lite)

    both = [queue(lite, person, each, key="summary") for each in (a_round(lite), a_round(lite))]

    assert [each.number for each in both if each] == [1, 1]


def test_a_mail_is_written_in_the_language_of_its_reader_by_the_round(lite: Session) -> None:
    reader = a_person(lite, language=Language.SV, email="eva@example.org")
    round_ = a_round(lite, mailbox="rundor@vaihto.example.org")

    mail = queue(lite, reader, round_, key="endorse")

    seen = written(lite, mail)
    assert (seen["To"], seen["Content-Language"]) == ("Aino Keksitty <eva@example.org>", "sv")
    assert "rundor@vaihto.example.org" in seen["From"]
    assert mail is not None
    assert (mail.recipient, mail.sender) == ("eva@example.org", "rundor@vaihto.example.org")


def test_later_mails_about_an_exchange_answer_the_first_one_to_that_person(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    first = queue(lite, exchange.guest, exchange, key="a")
    queue(lite, exchange.host, exchange, key="a")

    later = queue(lite, exchange.guest, exchange, key="b")

    assert first is not None
    assert written(lite, later)["In-Reply-To"] == f"<{first.message_id}>"
    assert written(lite, first)["In-Reply-To"] is None


def test_two_transactions_at_once_make_one_mail_of_one_occasion(database: Database) -> None:
    with database.change() as db:
        round_, person = a_round(db), a_person(db)

    def press(_turn: int) -> bool:
        with database.change() as db:
            return queue(db, person, round_, key="endorse") is not None

    with ThreadPoolExecutor(4) as pressing:
        made = list(pressing.map(press, range(4)))

    with database.look() as db:
        assert (sorted(made), len(db.scalars(select(Mail.id)).all())) == ([False, False, False, True], 1)


def test_the_octets_stay_as_they_were_composed(lite: Session) -> None:
    round_, person = a_round(lite), a_person(lite)
    mail = queue(lite, person, round_, key=f"endorse:{new_id()}")
    assert mail is not None
    before = written(lite, mail).as_bytes()

    person.name = "Somebody Else"
    lite.flush()

    found = lite.scalars(select(Mail).options(undefer(Mail.octets))).one()
    assert message_from_bytes(found.octets).as_bytes() == before
