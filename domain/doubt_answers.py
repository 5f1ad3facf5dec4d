"""What was meant by a no: it stays, it is cancelled, or it goes to other days if these suit the other too."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import behalf as written_down
from domain import doubt_letters, doubts, exchanges, mails, meetings, moves, refreshes, sessions
from domain.behalf import Behalf
from domain.events import record
from domain.obstacles import obstacle
from domain.possible_dates import possible_dates
from domain.refusals import Conflict, Refusal
from models import streams
from models.doubts import Days, Doubt
from models.exchanges import Exchange
from models.facts import DoubtRaised, OtherDaysAsked
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import Answer, DoubtState, Reason

AGREED_LEAD = 1  # working days: what both have agreed may be tomorrow


def keep(
    db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime, behalf: Behalf | None = None
) -> None:
    """It stays as it was: whoever declined gets it back into their calendar."""
    _refuse_if_over(db, exchange, doubt, now=now)
    doubts.settle(db, exchange, doubt, DoubtState.KEPT, now=now, behalf=behalf)
    invite = doubts.invite_of(db, doubt)
    mine = next((each for each in invite.attendees if each.person_id == doubt.person_id), None)
    if mine is not None and doubt.session_at is None:
        mine.answer = Answer.ACCEPTED
    refreshes.show_again(db, exchange, invite, db.get_one(Person, doubt.person_id), now=now)
    tell_kept(db, exchange, doubt, now=now)


def cancel(
    db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime, behalf: Behalf | None = None
) -> None:
    """The no was meant: the exchange is released, or the one session taken out of the calendars."""
    _refuse_if_over(db, exchange, doubt, now=now)
    doubts.settle(db, exchange, doubt, DoubtState.CANCELLED, now=now, behalf=behalf)
    part = doubts.part_in(db, exchange, doubt)
    if part is not None and doubts.is_one(exchange, part) and len(meetings.planned(exchange)) > 1:
        sessions.cancel(db, exchange, part.number, now=now, behalf=behalf)
        return
    is_guest = doubt.person_id == exchange.guest_id
    reason = Reason.GUEST_DECLINED if is_guest else Reason.HOST_DECLINED
    exchanges.release(db, exchange, reason=reason, now=now)


def choose(
    db: Session,
    exchange: Exchange,
    doubt: Doubt,
    days: Days,
    *,
    keeps_else: bool,
    now: datetime,
    behalf: Behalf | None = None,
) -> None:
    """Other days would suit: the other side is asked, and the old days are held until they answer."""
    _refuse_if_over(db, exchange, doubt, now=now)
    if doubt.state is not DoubtState.ASKED:
        raise Conflict(_("The other side has been asked already."))
    part = doubts.part_in(db, exchange, doubt)
    days = doubts.meant(exchange, part, days)
    if obstacle(db, exchange, days, now=now):
        raise Conflict(_("These days are not free any more."))
    doubt.state, doubt.chosen, doubt.keeps_else = DoubtState.OFFERED, days, keeps_else
    written_down.note(doubt, behalf, now=now)
    begins = doubts.begins(exchange, part, days, now=now)
    doubt.deadline = doubts.held_until(db.get_one(Round, exchange.round_id), begins, now=now)
    doubt.remind_at = doubts.reminded_at(doubt.deadline, now=now)
    doubt_letters.ask_other_days(db, exchange, doubt, now=now)
    fact = OtherDaysAsked(exchange_id=exchange.id, doubt_id=doubt.id)
    actor_id = behalf.by.id if behalf else doubt.person_id
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=actor_id)


def answer_offer(
    db: Session,
    exchange: Exchange,
    doubt: Doubt,
    word: Answer,
    *,
    now: datetime,
    behalf: Behalf | None = None,
) -> None:
    """The other side's word on the chosen days: a yes moves the exchange, a no ends it or keeps the old."""
    _refuse_if_over(db, exchange, doubt, now=now)
    if doubt.state is not DoubtState.OFFERED or doubt.chosen is None:
        raise Conflict(_("Nobody waits for this answer any more."))
    if word is not Answer.ACCEPTED:
        without_the_chosen(db, exchange, doubt, now=now, behalf=behalf)
    elif moves_to(db, exchange, doubts.wanted(db, exchange, doubt), now=now):
        doubts.settle(db, exchange, doubt, DoubtState.MOVED, now=now, behalf=behalf)
    else:
        _ask_anew(db, exchange, doubt, now=now)


def without_the_chosen(
    db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime, behalf: Behalf | None
) -> None:
    if doubt.keeps_else:
        keep(db, exchange, doubt, now=now, behalf=behalf)
    else:
        cancel(db, exchange, doubt, now=now, behalf=behalf)


def moves_to(db: Session, exchange: Exchange, days: Days, *, now: datetime) -> bool:
    """Whether the exchange has moved; places are counted again under their lock."""
    if obstacle(db, exchange, days, now=now, lead=AGREED_LEAD):
        return False
    try:
        with db.begin_nested():
            moves.move_to(db, exchange, days, now=now, actor_id=None)
    except (Refusal, IntegrityError):
        exchanges.load(db, exchange.id)
        return False
    return True


def _ask_anew(db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime) -> None:
    """The chosen days have gone to somebody else while the other side thought about them."""
    part = doubts.part_in(db, exchange, doubt)
    doubt.state, doubt.chosen, doubt.raised_at = DoubtState.ASKED, None, now
    doubt.possible = possible_dates(db, exchange, part, now=now)
    begins = doubts.begins(exchange, part, now=now)
    round_ = db.get_one(Round, exchange.round_id)
    doubt.deadline = begins if doubts.is_one(exchange, part) else doubts.held_until(round_, begins, now=now)
    doubt.remind_at = doubts.reminded_at(doubt.deadline, now=now)
    doubt_letters.ask_meaning(db, exchange, doubt, now=now)
    fact = DoubtRaised(exchange_id=exchange.id, doubt_id=doubt.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now)


def _refuse_if_over(db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime) -> None:
    if not doubt.state.is_open or doubts.is_overtaken(db, exchange, doubt, now=now):
        raise Conflict(_("This has been settled meanwhile."))


def tell_kept(db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime) -> None:
    """Whoever has been asked for other days learns that the old ones stay."""
    if doubt.chosen is not None or doubts.is_one(exchange, doubts.part_in(db, exchange, doubt)):
        letter = doubt_letters.days_stay(db, exchange, doubt)
        key, to = f"stays:{doubt.id}", doubts.other_side(exchange, doubt)
        mails.queue(db, letter, key=key, to=to, about=exchange, now=now)
