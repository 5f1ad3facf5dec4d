from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import inbound
from invites.intake import Unread
from models.invites import InboundMail

NOW = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
HEAD = b"From: aino@example.org\r\nMessage-ID: <suuri@example.org>\r\nSubject: Kuvat\r\n\r\n"


def recorded(db: Session) -> list[tuple[str, str, bytes]]:
    rows = db.scalars(select(InboundMail).options(undefer(InboundMail.octets)))
    return [(each.message_id, each.outcome, each.octets) for each in rows]


def test_of_a_mail_that_is_not_read_the_head_is_kept(lite: Session) -> None:
    outcome = inbound.set_aside(lite, HEAD, place="7.1", why=Unread.TOO_LARGE, now=NOW)

    assert outcome == "too_large"
    assert recorded(lite) == [("suuri@example.org", "too_large", HEAD)]


def test_the_same_mail_set_aside_twice_is_once(lite: Session) -> None:
    again = [inbound.set_aside(lite, HEAD, place="7.1", why=Unread.TOO_LARGE, now=NOW) for _ in range(2)]

    assert (again, len(recorded(lite))) == (["too_large", "too_large"], 1)


def test_a_mail_without_a_readable_name_goes_by_the_place_where_it_lies(lite: Session) -> None:
    long_line = b"Message-ID: <" + b"x" * 20_000 + b">\r\n\r\n"

    for number, head in enumerate((b"", b"Subject: Hei\r\n\r\n", long_line)):
        inbound.set_aside(lite, head, place=f"7.{number}", why=Unread.SET_ASIDE, now=NOW)

    assert [name for name, _outcome, _octets in recorded(lite)] == ["7.0", "7.1", "7.2"]
