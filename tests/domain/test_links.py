"""Links are good as long as their key stays; without an address letters go without."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from domain import links
from invites.links import Purpose
from tests.domain.doubted import NO

ROW, WHO = UUID(int=1), UUID(int=2)


def a_link(db: Session) -> str | None:
    return links.to(db, Purpose.PROPOSAL, ROW, WHO, until=NO)


def test_without_a_key_or_an_address_there_is_no_link(lite: Session) -> None:
    before = a_link(lite)
    links.lay(lite, address=None)

    assert (before, a_link(lite)) == (None, None)


def test_a_sent_link_stays_good_when_the_pages_move(lite: Session) -> None:
    links.lay(lite, address="http://127.0.0.1:8000/")
    sent = a_link(lite)
    links.lay(lite, address="https://vaihto.example.org")

    assert sent is not None
    assert sent.startswith("http://127.0.0.1:8000/answer/")
    ticket = links.opened(lite, sent.rpartition("/")[2], now=NO)
    assert ticket is not None
    assert (ticket.row_id, ticket.person_id) == (ROW, WHO)


def test_two_months_after_its_question_a_link_has_ended(lite: Session) -> None:
    links.lay(lite, address="https://vaihto.example.org")
    token = (a_link(lite) or "").rpartition("/")[2]

    kept = [links.opened(lite, token, now=NO + timedelta(days=days)) is not None for days in (59, 60)]

    assert kept == [True, False]
