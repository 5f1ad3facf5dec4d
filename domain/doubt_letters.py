"""What people are told and asked when a no has come from a calendar."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from domain import doubts, links, mails, meetings
from domain.day_words import change, in_words
from domain.exchange_letters import Head, head
from domain.roles import coordinator
from invites.doubt_contexts import AskMeaning, AskOtherDays, DaysStay, SessionDoubted
from invites.links import Purpose
from models.doubts import Doubt
from models.exchanges import Exchange
from models.people import Person
from models.rounds import Round
from models.states import DoubtState


def ask_meaning(db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime, again: str = "") -> None:
    """Ask the one who declined."""
    to = db.get_one(Person, doubt.person_id)
    link = links.to(db, Purpose.DOUBT, doubt.id, to.id, until=doubt.deadline)
    letter = AskMeaning(
        **vars(_head(db, exchange, doubt, to)),
        is_session=doubts.is_one(exchange, doubts.part_in(db, exchange, doubt)),
        possible=tuple(in_words(exchange, days, to.language) for days in doubts.offered(db, exchange, doubt)),
        answer_by=doubt.deadline,
        other_days_link=links.saying(link, "other"),
        cancel_link=links.saying(link, "cancel"),
    )
    key = f"doubt:{doubt.id}:{doubt.raised_at.isoformat()}{again}"
    mails.queue(db, letter, key=key, to=to, about=exchange, now=now)


def ask_other_days(db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime, again: str = "") -> None:
    """Ask the other side whether the chosen days suit."""
    to, who = doubts.other_side(exchange, doubt), db.get_one(Person, doubt.person_id)
    link = links.to(db, Purpose.OTHER_DAYS, doubt.id, to.id, until=doubt.deadline)
    letter = AskOtherDays(
        **vars(_head(db, exchange, doubt, to)),
        who=who.name,
        changes=(change(exchange, doubts.wanted(db, exchange, doubt), to.language),),
        keeps_else=doubt.keeps_else,
        answer_by=doubt.deadline,
        **vars(links.yes_or_no(link)),
    )
    key = f"other-days:{doubt.id}:{doubt.raised_at.isoformat()}{again}"
    mails.queue(db, letter, key=key, to=to, about=exchange, now=now)


def remind(db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime) -> None:
    """The same question once more, to whoever it waits for."""
    ask = ask_meaning if doubt.state is DoubtState.ASKED else ask_other_days
    ask(db, exchange, doubt, now=now, again=":again")


def tell_session(db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime) -> None:
    """The other side and HR know of one session that is uncertain."""
    round_ = db.get_one(Round, exchange.round_id)
    who = db.get_one(Person, doubt.person_id)
    for to in (doubts.other_side(exchange, doubt), coordinator(db, round_)):
        letter = SessionDoubted(**vars(_head(db, exchange, doubt, to)), who=who.name)
        mails.queue(db, letter, key=f"doubted:{doubt.id}", to=to, about=exchange, now=now)


def days_stay(db: Session, exchange: Exchange, doubt: Doubt) -> DaysStay:
    to, who = doubts.other_side(exchange, doubt), db.get_one(Person, doubt.person_id)
    return DaysStay(**vars(_head(db, exchange, doubt, to)), who=who.name)


def _head(db: Session, exchange: Exchange, doubt: Doubt, to: Person) -> Head:
    """About the one block or session that is meant, else about all."""
    top = head(db, exchange, to)
    part = doubts.part_in(db, exchange, doubt)
    if part is None:
        return top
    return replace(top, particulars=replace(top.particulars, blocks=(meetings.when(part),)))
