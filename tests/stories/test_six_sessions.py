"""Six sessions over a clock change: an assistant answers, one session moves, the mentor leaves."""

from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer
from starlette.testclient import TestClient

from domain import links, replies
from invites.meetings import Answer as Word
from models.asks import About
from models.mails import Mail
from tests.stories.company import AINO, MARY, ONNI, Company, at
from tests.stories.mentoring import ASSISTANT, SESSIONS, SPARE, Mentoring
from tests.stories.test_second_thoughts import ADDRESS, link_in, mark_on, newest
from tests.stories.theatre import Theatre
from web.app import create_app
from workers.replying import Answering, Client, reply_mail

NEW_MENTOR = date(2028, 2, 8)


@pytest.fixture
def pairs(play: Theatre, people: Company) -> Mentoring:
    with play.database.change() as db:
        links.lay(db, address=ADDRESS)
    return Mentoring(play, people)


@pytest.fixture
def phone(play: Theatre) -> Iterator[TestClient]:
    """A telephone with which links are tapped."""
    app = create_app(play.database, temporal_ui=None, outbox=None, clock=play.office.clock)
    with TestClient(app, base_url=ADDRESS) as client:
        yield client


def reply(
    play: Theatre, to: str, answer: Word, *, style: Client, by: str = "", session: datetime | None = None
) -> str:
    """Answer somebody's newest calendar request, if need be from another mailbox; what became of it."""
    with play.speaking() as db:
        asked = select(Mail).where(Mail.recipient == to, Mail.method == "REQUEST")
        asked = asked.order_by(Mail.queued_at.desc(), Mail.number.desc()).options(undefer(Mail.octets))
        now = play.now()
        answering = Answering(
            attendee=to, answer=answer, stamp=now, message_id=f"{now:%s}.{to}", occurrence=session
        )
        mail = message_from_bytes(reply_mail(db.scalars(asked.limit(1)).one().octets, answering, style=style))
        if by:
            mail.replace_header("From", by)
        return replies.receive(db, mail.as_bytes(), now=now)


async def they_begin(play: Theatre, people: Company, pairs: Mentoring) -> str:
    """Both say yes, Onni's assistant accepts for him, they meet and agree; what became of her answer."""
    await pairs.begins()
    people.agree((AINO, ONNI))
    await play.until(at(2027, 8, 18))
    accepted = reply(play, ONNI, Word.ACCEPTED, style=Client.OUTLOOK, by=ASSISTANT)
    await play.until(at(2027, 9, 15, 10))
    pairs.aims_at("Johtaa ensimmäinen hanke")
    pairs.logs(1, "Vain meidän kesken.")
    for who in (AINO, ONNI):
        pairs.answers(who, About.FIRST_MEETING, "go_on")
    await play.until(at(2027, 9, 15, 11))
    for who in (AINO, ONNI):
        pairs.answers(who, About.PAIR_AGREEMENT, "accept")
    return accepted


async def one_session_moves(play: Theatre, phone: TestClient) -> None:
    """Aino declines the ninth of November, and both tap the sixteenth on their telephones."""
    await play.until(at(2027, 11, 3, 10))
    reply(play, AINO, Word.DECLINED, style=Client.APPLE, session=at(2027, 11, 9, 14))
    await play.until(at(2027, 11, 3, 11))
    mine = link_in(newest(play, "ask_meaning", AINO))
    phone.post(mine, data={"word": "other", "days": mark_on(phone.get(mine).text)})
    await play.until(at(2027, 11, 3, 12))
    theirs = link_in(newest(play, "ask_other_days", ONNI))
    phone.post(theirs, data={"word": "yes", "days": mark_on(phone.get(theirs).text)})
    await play.until(at(2027, 11, 4))


async def the_mentor_leaves(play: Theatre, people: Company, pairs: Mentoring) -> None:
    """Aino lets her goals go along, HR approves the change proposal on Monday, and Mary says yes."""
    await play.until(at(2028, 1, 7, 10))
    pairs.leaves(ONNI, at(2028, 1, 7))
    await play.until(at(2028, 1, 7, 12))
    pairs.answers(AINO, About.CARRY_GOALS, "carry")
    await play.until(at(2028, 1, 10, 12))
    people.approves()
    await play.until(at(2028, 1, 11))
    people.agree((AINO, MARY))


async def test_six_sessions_from_the_first_yes_to_a_successor_with_the_goals(
    play: Theatre, people: Company, pairs: Mentoring, phone: TestClient
) -> None:
    pairs.mentors(ONNI, (*SESSIONS, SPARE))
    pairs.mentors(MARY, (NEW_MENTOR,))
    pairs.has_assistant(ONNI)

    accepted = await they_begin(play, people, pairs)
    agreed = pairs.sessions_of(AINO)
    await one_session_moves(play, phone)
    moved = pairs.sessions_of(AINO)
    await the_mentor_leaves(play, people, pairs)
    await play.until(at(2028, 1, 28))
    read = (pairs.log_of(ONNI), pairs.log_of(MARY))
    await play.to_the_end()

    assert accepted == "applied"
    assert agreed == [f"{day} 14:00 planned" for day in SESSIONS]
    assert moved == [f"{day} 14:00 planned" for day in (*SESSIONS[:2], SPARE, *SESSIONS[3:])]
    assert pairs.sessions_of(AINO) == [f"{NEW_MENTOR} 14:00 held"]
    assert people.states() == ["round ended", "aino to mary closed", "aino to onni released mentor_left"]
    assert pairs.goals_of(MARY) == ["Johtaa ensimmäinen hanke open"]
    assert read == (["Vain meidän kesken."], [])
    assert pairs.log_of(ONNI) == []
    assert play.letters.by_person() == LETTERS


LETTERS = {
    "aino": [
        "2027-06-01 09:00 application_received",
        "2027-08-16 09:00 ask_guest",
        "2027-08-17 09:00 invitation REQUEST 0",
        "2027-09-07 09:00 reminder_week",
        "2027-09-13 09:00 reminder_day",
        "2027-09-15 09:00 after_first_meeting",
        "2027-09-15 10:00 ask_pair_agreement",
        "2027-09-15 11:00 pair_agreed",
        "2027-11-03 10:00 ask_meaning",
        "2027-11-03 12:00 invitation_update REQUEST 1",
        "2027-11-17 09:00 mid_term",
        "2027-11-22 09:00 mid_term",
        "2028-01-07 10:00 invitation_cancel CANCEL 2",
        "2028-01-07 10:00 mentor_leaves",
        "2028-01-10 12:00 ask_guest",
        "2028-01-11 09:00 invitation REQUEST 0",
        "2028-01-11 09:00 goals_carried",
        "2028-02-01 09:00 reminder_week",
        "2028-02-07 09:00 reminder_day",
        "2028-02-09 09:00 ask_note",
    ],
    "eero": ["2027-06-01 09:00 ask_endorsement"],
    "helmi": [
        "2027-08-13 16:00 schedule_ready",
        "2027-08-25 03:00 mails_to_check",
        "2027-11-03 10:00 session_doubted",
        "2027-11-11 03:00 mails_to_check",
        "2028-01-07 10:00 find_successor",
        "2028-01-10 09:00 repair_ready",
        "2028-01-19 03:00 mails_to_check",
        "2028-02-23 09:00 round_summary",
    ],
    "onni": [
        "2027-08-16 09:00 ask_host",
        "2027-08-17 09:00 invitation REQUEST 0",
        "2027-09-07 09:00 reminder_week",
        "2027-09-13 09:00 reminder_day",
        "2027-09-15 09:00 after_first_meeting",
        "2027-09-15 10:00 ask_pair_agreement",
        "2027-09-15 11:00 pair_agreed",
        "2027-11-03 10:00 session_doubted",
        "2027-11-03 11:00 ask_other_days",
        "2027-11-03 12:00 invitation_update REQUEST 1",
        "2027-11-17 09:00 mid_term",
        "2027-11-22 09:00 mid_term",
        "2028-01-07 10:00 invitation_cancel CANCEL 2",
    ],
    "mary": [
        "2028-01-10 12:00 ask_host",
        "2028-01-11 09:00 invitation REQUEST 0",
        "2028-01-11 09:00 goals_carried",
        "2028-02-01 09:00 reminder_week",
        "2028-02-07 09:00 reminder_day",
        "2028-02-09 09:00 ask_note",
    ],
}
