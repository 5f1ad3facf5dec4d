"""Answers in plain words: found beside the question they answer, and held for a human with a suggestion."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain import exchanges, held_letters, ill_words, invitees
from domain.invitations import of_exchange
from invites.heads import Headers
from invites.judgement import Outcome, is_among, plain
from invites.plain_words import Suggestion, suggest
from invites.replies import Unread, Unreadable
from models.exchanges import Exchange
from models.invites import InboundMail, Reply
from models.mails import Mail
from models.people import Alias, Deputy, Person
from models.states import Answer, ExchangeState

ANSWERS = {Suggestion.YES: Answer.ACCEPTED, Suggestion.NO: Answer.DECLINED}
AS_WORDS = (Unread.NO_CALENDAR, Unread.TOO_LARGE, Unread.TOO_MANY_LINES)
OPEN = (ExchangeState.PROPOSED, ExchangeState.CONFIRMED, ExchangeState.BROKEN)


@dataclass(frozen=True)
class Question:
    """One of our mails about an exchange that lives, and the person it went to."""

    mail: Mail
    person: Person


def hold(
    db: Session, inbound: InboundMail, heard: Unreadable, headers: Headers, *, authserv: str, now: datetime
) -> Outcome | Unread:
    """Keep what was written beside the question, and tell the coordinator; the rest is ordinary mail.

    A broken calendar is as good as words: its outcome stays, but a human hears of it. Of what is too large
    to be read, the words at the beginning are the answer.
    """
    question = _named(db, headers) or _only_open(db, headers)
    if question is None or question.mail.exchange_id is None:
        return heard.reason
    inbound.mail_id = question.mail.id
    exchange = exchanges.load(db, question.mail.exchange_id)
    is_theirs = is_among(headers.from_address, invitees.addresses(db, question.person))
    is_doubted = headers.dmarc(authserv) == "fail" and question.mail.message_id not in headers.references
    suggestion = suggest(heard.words, headers.subject) if is_theirs and not is_doubted else None
    outcome = _outcome(heard, is_known=suggestion is not None)
    db.add(_row(db, inbound, exchange, question, suggestion, outcome))
    db.flush()
    held_letters.tell(db, exchange, inbound, headers.from_address, outcome, suggestion=suggestion, now=now)
    if is_theirs and not is_doubted:
        ill_words.ask(db, exchange, question.person, f"{headers.subject}\n{heard.words}", now=now)
    return outcome


def _outcome(heard: Unreadable, *, is_known: bool) -> Outcome | Unread:
    if heard.reason not in AS_WORDS:
        return heard.reason
    return Outcome.HELD_WORDS if is_known else Outcome.HELD_SENDER


def _row(
    db: Session,
    inbound: InboundMail,
    exchange: Exchange,
    question: Question,
    suggestion: Suggestion | None,
    outcome: Outcome | Unread,
) -> Reply:
    """About the invite that was asked; about a proposal there is none yet."""
    invites = {each.id for each in of_exchange(db, exchange)}
    asked = question.mail.invite_id
    only = next(iter(invites)) if len(invites) == 1 else None
    return Reply(
        inbound_mail_id=inbound.id,
        invite_id=asked if asked in invites else only,
        person_id=question.person.id,
        answer=ANSWERS.get(suggestion) if suggestion else None,
        outcome=outcome.value,
    )


def _named(db: Session, headers: Headers) -> Question | None:
    """The nearest mail of ours that this one says it follows."""
    found = select(Mail).where(Mail.message_id.in_(headers.references), Mail.person_id.is_not(None))
    rows = {each.message_id: each for each in db.scalars(found)}
    mail = next((rows[each] for each in headers.references if each in rows), None)
    if mail is None or mail.exchange_id is None or mail.person_id is None:
        return None
    is_open = db.get_one(Exchange, mail.exchange_id).state in OPEN
    return Question(mail, db.get_one(Person, mail.person_id)) if is_open else None


def _only_open(db: Session, headers: Headers) -> Question | None:
    """What somebody we know is asked, if it is one thing only."""
    people = _known_by(db, headers.from_address)
    if len(people) != 1:
        return None
    (person_id,) = people
    mine = select(Exchange.id).where(
        Exchange.state.in_(OPEN), or_(Exchange.guest_id == person_id, Exchange.host_id == person_id)
    )
    found = db.scalars(mine).all()
    if len(found) != 1:
        return None
    asked = select(Mail).where(Mail.exchange_id == found[0], Mail.person_id == person_id)
    mail = db.scalar(asked.order_by(Mail.number.desc()).limit(1))
    return Question(mail, db.get_one(Person, person_id)) if mail else None


def _known_by(db: Session, address: str) -> set[UUID]:
    """Whose address it is, or whom its owner may answer for."""
    forms = {address, plain(address)} - {"", "@"}
    rows = (
        select(Person.id).where(Person.email.in_(forms)),
        select(Alias.person_id).where(Alias.email.in_(forms)),
        select(Deputy.person_id).where(Deputy.email.in_(forms), Deputy.may_answer),
    )
    return {person_id for found in rows for person_id in db.scalars(found)}
