"""One exchange as one of its two sees it: people, days, what is asked, what to know, what it costs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from domain import exchanges, meetings, travel, troubles, withdrawals
from domain.agreeing import late_yes
from domain.fit_words import in_words
from domain.known_exchanges import is_known
from domain.new_days.written import Written, read
from domain.open_questions import of_person
from domain.refusals import NotFound
from models.exchanges import Exchange
from models.languages import Words, _, plural
from models.offers import VisitPack
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import Answer, ExchangeState, Kind
from models.timeline import local_day
from web.pictures.finland import Spot
from web.views import other_days
from web.views.answer_view import facts
from web.views.my import afterwards, exchange_money, notes, pair, undoing
from web.views.my.exchange_view import (
    PACK,
    ExchangeView,
    Guest,
    Human,
    Kept,
    PackLine,
    Preparing,
    Proposal,
    Reason,
    Step,
    Way,
)
from web.views.my.waiting import Waiting, waiting
from web.views.reading import Reading
from web.words import states

OTHER_DAYS = "other_days.named"


def load(seen: Reading, exchange_id: UUID) -> Exchange:
    """An exchange of whoever is signed in; others' and unknown ones look the same."""
    if not is_known(seen.db, exchange_id, seen.actor.person_id):
        raise NotFound(_("There is no such exchange."))
    return exchanges.look_at(seen.db, exchange_id)


def look(seen: Reading, exchange_id: UUID, kept: Kept | None = None) -> ExchangeView:
    """`kept` is what was written in a form that was refused."""
    kept = kept or Kept()
    exchange = load(seen, exchange_id)
    round_ = seen.db.get_one(Round, exchange.round_id)
    is_guest = exchange.guest_id == seen.actor.person_id
    is_mentoring = exchange.kind is Kind.MENTORING
    return ExchangeView(
        id=exchange.id,
        kind=states.tag(exchange.kind),
        state=states.tag(exchange.state),
        is_mentoring=is_mentoring,
        is_guest=is_guest,
        round_name=round_.name(seen.language),
        countdown=_countdown(exchange, seen.now),
        other=_human(exchange.host if is_guest else exchange.guest, seen),
        coordinator=_human(_coordinator(seen, round_), seen),
        facts=facts(exchange, seen.language),
        why=tuple(in_words(each, seen.language) for each in exchange.reasons),
        way=_way(exchange, seen),
        proposal=_proposal(exchange, seen),
        waiting=_waiting(exchange, seen),
        steps=tuple(_steps(exchange, is_guest=is_guest, now=seen.now)),
        preparing=_preparing(exchange, round_, seen),
        is_live=exchange.state.is_live,
        has_trouble=bool(troubles.options(exchange, now=seen.now)),
        has_order=not is_mentoring and is_guest and bool(meetings.planned(exchange)),
        money=exchange_money.look(seen, exchange),
        pair=pair.look(seen, exchange) if is_mentoring else None,
        other_days=other_days.look(seen, exchange, _written(kept)),
        suggested=other_days.suggested(seen, exchange, seen.actor.person_id),
        notes=notes.of_exchange(seen, exchange),
        after=afterwards.look(seen, exchange),
        kept=kept,
        undo=undoing.of_exchange(seen, exchange),
    )


def _written(kept: Kept) -> Written | None:
    return read(kept.filled) if kept.act == OTHER_DAYS else None


def _preparing(exchange: Exchange, round_: Round, seen: Reading) -> Preparing:
    me = seen.actor.person_id
    mine = (each for each in exchange.colleagues if each.brought_by_id == me)
    return Preparing(
        pack=_pack(exchange.pack),
        edits_pack=exchange.host_id == me and exchange.state.is_live,
        online_link=exchange.online_link or "",
        colleagues=tuple(Guest(name=each.name, email=each.email, is_asked=each.is_asked) for each in mine),
        most_colleagues=round_.most_colleagues,
        stays=_stays(exchange, seen),
    )


def _human(person: Person, seen: Reading) -> Human:
    return Human(
        name=person.name,
        title=person.title,
        organisation=person.organisation.name(seen.language),
        email=person.email,
    )


def _coordinator(seen: Reading, round_: Round) -> Person:
    return seen.db.scalars(
        select(Person).where(Person.id == round_.owner_id).options(joinedload(Person.organisation))
    ).one()


def _countdown(exchange: Exchange, now: datetime) -> Words | None:
    """Days until the next meeting."""
    ahead = [each for each in meetings.planned(exchange) if meetings.begins(each) > now]
    if not ahead or exchange.state is not ExchangeState.CONFIRMED:
        return None
    first = local_day(min(meetings.begins(each) for each in ahead))
    left = (first - local_day(now)).days
    if left == 0:
        return _("Today")
    return _("Tomorrow") if left == 1 else plural("In {number} day", "In {number} days", left)


def _way(exchange: Exchange, seen: Reading) -> Way | None:
    """Nothing where nobody travels."""
    if exchange.kind is Kind.MENTORING:
        return None
    here, there = exchange.guest.organisation, exchange.host.organisation
    trip = travel.journey(seen.db, here, there)
    hours, minutes = divmod(trip.minutes, 60)
    return Way(
        start=_spot(here, seen),
        end=_spot(there, seen),
        hours=hours,
        minutes=minutes,
        kilometres=trip.kilometres,
        euros=trip.euros,
        is_estimate=trip.source == travel.ESTIMATE,
    )


def _spot(house: Organisation, seen: Reading) -> Spot:
    return Spot(name=house.seat(seen.language), latitude=house.latitude, longitude=house.longitude)


def _proposal(exchange: Exchange, seen: Reading) -> Proposal | None:
    """Nothing where there is nothing to say any more."""
    mine = next((each for each in exchange.confirmations if each.person_id == seen.actor.person_id), None)
    is_late = bool(exchange.appointments) and late_yes.counts(exchange, seen.actor.person_id, now=seen.now)
    if mine is None or (exchange.state is not ExchangeState.PROPOSED and not is_late):
        return None
    return Proposal(
        until=exchange.confirm_by,
        accepted=mine.answer is Answer.ACCEPTED,
        is_late=is_late,
        has_days=bool(exchange.appointments),
        reasons=tuple(Reason(code=code, words=words) for code, words in withdrawals.WORDS.items()),
    )


def _waiting(exchange: Exchange, seen: Reading) -> tuple[Waiting, ...]:
    """Of everything that waits for them, what is about this exchange; the proposal has its own place."""
    mine = of_person(seen.db, seen.actor.person_id)
    here = [each for each in mine if each.exchange is not None and each.exchange.id == exchange.id]
    told = (waiting(each, seen.actor.person_id, seen.language, now=seen.now) for each in here)
    return tuple(each for each in told if each.address != f"/my/exchanges/{exchange.id}")


def _steps(exchange: Exchange, *, is_guest: bool, now: datetime) -> list[Step]:
    """What makes a good exchange, in its order; what is done is ticked."""
    agreed = exchange.state in (ExchangeState.CONFIRMED, ExchangeState.HELD, ExchangeState.CLOSED)
    met = bool(meetings.planned(exchange)) and meetings.last_moment(exchange) <= now
    steps = [
        Step(words=_("Both have accepted"), is_done=agreed),
        Step(words=_("The days are in the calendars"), is_done=agreed and bool(exchange.appointments)),
    ]
    if exchange.kind is Kind.SHADOWING:
        told = any(exchange.pack.model_dump().values())
        mine, theirs = _("You have said what the guest should know"), _("The host has said what to know")
        steps.append(Step(words=theirs if is_guest else mine, is_done=told))
    return [*steps, Step(words=_("You have met"), is_done=agreed and met)]


def _pack(pack: VisitPack) -> tuple[PackLine, ...]:
    return tuple(PackLine(name=name, label=label, value=getattr(pack, name)) for name, label in PACK.items())


def _stays(exchange: Exchange, seen: Reading) -> tuple[PackLine, ...]:
    """Blocks whose first day is ahead."""
    if exchange.state is not ExchangeState.CONFIRMED:
        return ()
    ahead = [each for each in meetings.planned(exchange) if each.first_day]
    return tuple(
        PackLine(name=str(each.number), label=_("The stay begins on"), value=f"{each.first_day}")
        for each in ahead
        if each.first_day and each.first_day > local_day(seen.now)
    )
