"""The exchanges of a round on one screen, and the one that the beginning of an id means."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from cli.listing import Listing
from domain import exchanges, meetings
from domain.refusals import Conflict, NotFound
from invites import dates
from models.doubts import Doubt
from models.exchanges import Appointment, Exchange
from models.followups import FollowUp
from models.languages import Language, _, plural
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState, FollowUpState, Half
from models.timeline import local_day
from web.words import states, waits

TITLES = (_("Id"), _("Guest or mentee"), _("Host or mentor"), _("When"), _("State"), _("Waits for"))
WAITS_BY_STATE = {
    ExchangeState.PROPOSED: "answers",
    ExchangeState.CONFIRMED: "days",
    ExchangeState.BROKEN: "repair",
    ExchangeState.HELD: "notes",
}
SHOWN = 8  # digits of an id: enough for every round that people can look through


def listing(db: Session, round_: Round, state: ExchangeState | None, language: Language) -> Listing:
    found = [each for each in _of_round(db, round_) if state in (None, each.state)]
    waiting = _waiting(db, found, language)
    return Listing(TITLES, tuple(_row(each, waiting.get(each.id, ""), language) for each in found))


def meant(db: Session, prefix: str) -> Exchange:
    """The one exchange whose id begins so, locked for this transaction."""
    wanted = prefix.strip().lower()
    found = [each for each in db.scalars(select(Exchange.id)) if wanted and f"{each}".startswith(wanted)]
    if not found:
        raise NotFound(_("There is no exchange whose id begins with {prefix}.", prefix=prefix))
    if len(found) > 1:
        raise Conflict(_("Several exchanges begin with {prefix}: say more of the id.", prefix=prefix))
    return exchanges.load(db, found[0])


def _of_round(db: Session, round_: Round) -> list[Exchange]:
    found = select(Exchange).where(Exchange.round_id == round_.id)
    found = found.options(
        joinedload(Exchange.guest).joinedload(Person.organisation),
        joinedload(Exchange.host).joinedload(Person.organisation),
        selectinload(Exchange.appointments),
        selectinload(Exchange.confirmations),
    )
    return sorted(db.scalars(found), key=lambda each: (_begins(each), each.id))


def _begins(exchange: Exchange) -> datetime:
    """Pairs that have not agreed their days stand last."""
    return min(
        (meetings.begins(each) for each in exchange.appointments), default=datetime.max.replace(tzinfo=UTC)
    )


def _row(exchange: Exchange, waits_for: str, language: Language) -> tuple[str, ...]:
    return (
        f"{exchange.id}"[:SHOWN],
        _party(exchange.guest, language),
        _party(exchange.host, language),
        when(exchange.appointments, language),
        states.tag(exchange.state).words.into(language),
        waits_for,
    )


def _party(person: Person, language: Language) -> str:
    return f"{person.name}, {person.organisation.name(language)}"


def when(appointments: list[Appointment], language: Language) -> str:
    """Days with their ISO week; sessions from the first to the last, with their number."""
    if starts := sorted(each.starts_at for each in appointments if each.starts_at):
        told = dates.days(local_day(starts[0]), local_day(starts[-1]), language)
        return f"{told}, {plural('{number} session', '{number} sessions', len(starts)).into(language)}"
    return "; ".join(_stay(each, language) for each in appointments)


def _stay(appointment: Appointment, language: Language) -> str:
    first, last = meetings.begins(appointment), meetings.ends(appointment)
    if (appointment.first_half, appointment.last_half) == (Half.MORNING, Half.AFTERNOON):
        return dates.days(first.date(), last.date(), language)
    return dates.span(first, last, language)


def _waiting(db: Session, found: list[Exchange], language: Language) -> dict[UUID, str]:
    """Names where people's words are waited for; else what its state waits for."""
    ids = [each.id for each in found]
    notes, doubted = _open_notes(db, ids), set(db.scalars(_doubted(ids)))
    told = {each.id: _waits_for(each, notes.get(each.id, []), language) for each in found}
    return told | dict.fromkeys(doubted, waits.wait("doubt").into(language))


def _doubted(ids: list[UUID]) -> Select[UUID]:
    return select(Doubt.exchange_id).where(Doubt.exchange_id.in_(ids), Doubt.settled_at.is_(None))


def _waits_for(exchange: Exchange, notes: list[str], language: Language) -> str:
    if exchange.state is ExchangeState.PROPOSED and (silent := exchanges.silent(exchange)):
        names = ", ".join(sorted(each.name for each in silent))
        return f"{names} ({dates.moment(exchange.confirm_by, language)})"
    if notes:
        return ", ".join(notes)
    code = "new_days" if exchange.rests_until else WAITS_BY_STATE.get(exchange.state)
    return waits.wait(code).into(language) if code else ""


def _open_notes(db: Session, ids: list[UUID]) -> dict[UUID, list[str]]:
    found = select(FollowUp.exchange_id, Person.name).join(Person, Person.id == FollowUp.person_id)
    found = found.where(FollowUp.exchange_id.in_(ids), FollowUp.state == FollowUpState.ASKED)
    names: dict[UUID, list[str]] = {}
    for exchange_id, name in db.execute(found.order_by(Person.name)):
        names.setdefault(exchange_id, []).append(name)
    return names
