"""One page for whatever comes up: illness, other days, the end, or that somebody did not come.

Its link stands in invitations and reminders, so that nobody needs to reach a coordinator on a Sunday night.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain import illnesses, meetings, presence, withdrawals
from domain.asks.question import Entry, Field, Option
from domain.refusals import Conflict, Invalid, NotAllowed
from models.exchanges import Exchange
from models.languages import _
from models.presences import Came
from models.states import ExchangeState, Kind
from models.withdrawals import Withdrawal

ILL, OTHER_DAYS, CANCEL = "ill", "other_days", "cancel:"
BEFORE = (
    Option(ILL, _("I am ill: tell everybody now")),
    Option(OTHER_DAYS, _("I cannot come on these days, others would do")),
)
ENDS = tuple(
    Option(f"{CANCEL}{why}", _("I cancel. {why}", why=words)) for why, words in withdrawals.WORDS.items()
)
SINCE = (
    Option(Came.OTHER_ABSENT, _("The other one did not come")),
    Option(Came.PARTLY, _("It took place in part")),
    Option(Came.I_WAS_ABSENT, _("I did not come")),
)
UNTIL = Field("until", _("Ill until, as far as you know"), Entry.DATE)


def options(exchange: Exchange, *, now: datetime) -> tuple[Option, ...]:
    """What can be said at this moment; nothing when all is over."""
    if exchange.state is ExchangeState.HELD:
        return SINCE if exchange.kind is Kind.SHADOWING else ()
    if exchange.state is not ExchangeState.CONFIRMED:
        return ENDS if exchange.state in (ExchangeState.PROPOSED, ExchangeState.BROKEN) else ()
    if exchange.kind is Kind.MENTORING:
        return BEFORE[:1]
    return (*BEFORE[:1], *SINCE) if meetings.has_begun(exchange, now=now) else (*BEFORE, *ENDS)


def say(db: Session, exchange: Exchange, person_id: UUID, word: str, until: str, *, now: datetime) -> None:
    """Do at once what the pressed button says."""
    if person_id not in (exchange.guest_id, exchange.host_id):
        raise NotAllowed(_("Only the guest and the host can say this."))
    if word not in {each.word for each in options(exchange, now=now)}:
        raise Conflict(_("This has been settled meanwhile."))
    if word == ILL:
        illnesses.report(db, exchange, person_id, until=day(until), now=now)
    elif word == OTHER_DAYS:
        illnesses.cannot(db, exchange, person_id, now=now)
    elif word.startswith(CANCEL):
        why = Withdrawal(word.removeprefix(CANCEL))
        withdrawals.cancel(db, exchange, person_id, why=why, now=now)
    else:
        presence.say(db, exchange, person_id, Came(word), now=now)


def day(written: str) -> date | None:
    """As a browser writes it; left empty, to the end of these days."""
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Invalid(_("Write the day as 2027-11-10.")) from None
