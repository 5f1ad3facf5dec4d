"""What a calendar says, said by phone: an answer to an invitation, and what was meant by a no."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from domain import attendances, doubt_answers, doubts
from domain.day_words import in_words
from domain.refusals import Conflict, Invalid
from models.doubts import Days, Doubt
from models.invites import Invite
from models.languages import _
from models.states import Answer, DoubtState, ExchangeState
from web.deeds.at_exchange import AtExchange
from web.deeds.deed import As, Choices, DeedForm, Entry, Occasion, Why, deed
from web.deeds.exchange_words import SAID, Word, row_of, yes_no

GONE = _("There is nothing to answer any more.")


class Meant(StrEnum):
    KEEP = "keep"
    CANCEL = "cancel"
    OTHER = "other"
    YES = "yes"
    NO = "no"


OF_WHO_DECLINED = {
    Meant.KEEP: _("It stays as it was agreed"),
    Meant.OTHER: _("They come on other days: those chosen below"),
    Meant.CANCEL: _("It is cancelled"),
}
OF_THE_OTHER = {Meant.YES: _("Yes, these days suit"), Meant.NO: _("No, these days do not suit")}


class Invited(DeedForm):
    word: Annotated[Word, SAID]
    why: Why


class Explained(DeedForm):
    word: Annotated[Meant, SAID]
    days: Annotated[str, As(_("Which days instead"), Entry.CHOICE)] = ""
    keeps_else: Annotated[bool, As(_("The agreed days stay if the others do not suit both"), Entry.TICK)] = (
        False
    )
    why: Why


def _invites(at: AtExchange) -> list[Invite]:
    found = select(Invite).where(Invite.exchange_id == at.exchange.id, Invite.cancelled_at.is_(None))
    return list(at.seen.db.scalars(found.order_by(Invite.number).options(selectinload(Invite.attendees))))


def _attended(at: AtExchange) -> Iterator[Occasion]:
    if at.exchange.state is not ExchangeState.CONFIRMED:
        return
    for invite in _invites(at):
        for each in invite.attendees:
            if each.answer is not Answer.ACCEPTED and each.person_id is not None:
                about = _("{name}, invitation {number}", name=at.named(each.person_id), number=invite.number)
                yield Occasion(f"{each.id}", about, {"word": yes_no(at)}, at.phone)


def _attend(at: AtExchange, said: Invited) -> None:
    rows = ((invite, each) for invite in _invites(at) for each in invite.attendees)
    found = next((pair for pair in rows if pair[1].id == row_of(at)), None)
    if found is None or at.exchange.state is not ExchangeState.CONFIRMED:
        raise Conflict(GONE)
    invite, mine = found
    db, now = at.seen.db, at.seen.now
    asked = doubts.asked_now(invite, mine.email, None)
    word = attendances.Word(Answer(said.word.value), sequence=asked, stamp=now)
    attendances.answered(db, at.exchange, invite, mine, word, now=now, behalf=at.behalf(said.why))


def _doubted(at: AtExchange) -> Iterator[Occasion]:
    for doubt in doubts.open_of(at.seen.db, at.exchange):
        is_first = doubt.state is DoubtState.ASKED
        words = OF_WHO_DECLINED if is_first else OF_THE_OTHER
        choices = {"word": tuple((word.value, at.say(label)) for word, label in words.items())}
        choices["days"] = (("", "–"), *_possible(at, doubt)) if is_first else ()
        about = at.named(doubts.waits_on(at.exchange, doubt))
        yield Occasion(f"{doubt.id}", about, choices, at.phone)


def _possible(at: AtExchange, doubt: Doubt) -> Choices:
    told = zip(doubt.possible, doubts.offered(at.seen.db, at.exchange, doubt), strict=True)
    return tuple((days.mark, in_words(at.exchange, meant, at.seen.language)) for days, meant in told)


def _explain(at: AtExchange, said: Explained) -> None:
    doubt = next((each for each in doubts.open_of(at.seen.db, at.exchange) if each.id == row_of(at)), None)
    if doubt is None:
        raise Conflict(GONE)
    db, exchange, now = at.seen.db, at.exchange, at.seen.now
    behalf = at.behalf(said.why)
    if said.word is Meant.KEEP:
        doubt_answers.keep(db, exchange, doubt, now=now, behalf=behalf)
    elif said.word is Meant.CANCEL:
        doubt_answers.cancel(db, exchange, doubt, now=now, behalf=behalf)
    elif said.word is Meant.OTHER:
        days = _chosen(doubt, said.days)
        kept = said.keeps_else
        doubt_answers.choose(db, exchange, doubt, days, keeps_else=kept, now=now, behalf=behalf)
    else:
        word = Answer.ACCEPTED if said.word is Meant.YES else Answer.DECLINED
        doubt_answers.answer_offer(db, exchange, doubt, word, now=now, behalf=behalf)


def _chosen(doubt: Doubt, mark: str) -> Days:
    found = next((each for each in doubt.possible if each.mark == mark), None)
    if found is None:
        raise Invalid(_("Choose which of the possible days."))
    return found


CALENDAR = (
    deed(
        Explained,
        _explain,
        code="explain",
        title=_("Write down what a no in the calendar meant"),
        button=_("Write the answer down"),
        offered=_doubted,
        shows_plan=True,
    ),
    deed(
        Invited,
        _attend,
        code="attend",
        title=_("Answer the calendar invitation for them"),
        button=_("Write the answer down"),
        offered=_attended,
        shows_plan=True,
    ),
)
